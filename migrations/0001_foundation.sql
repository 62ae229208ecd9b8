-- What every later migration stands on: the schemas, and helpers that make all tenant tables alike.
--
--   app        tables with a tenant; row-level security on every one of them
--   directory  what has no tenant: finding a workspace by its slug (the role `app` has no right here)
--   setup      helpers of migrations; no runtime role may use the schema
--
-- Migrations run as the role `migrator` after SET ROLE to `owner`, with setup.role_prefix naming the database's
-- family of roles, so that two instances can share a cluster.

create schema app;
create schema directory;
create schema setup;

alter default privileges revoke execute on functions from public;

create function setup.role(kind text) returns text
  language sql stable
  return current_setting('setup.role_prefix') || '_' || kind;

-- call setup.grant_to('app', 'select, insert', 'table app.loads')
create procedure setup.grant_to(kind text, privileges text, target text)
  language plpgsql as $$
begin
  execute format('grant %s on %s to %I', privileges, target, setup.role(kind));
end $$;

-- Makes a table one of a tenant: forced row-level security, one policy for reading and writing.
-- The `select` around the setting makes it a constant of the statement instead of a call per row; unset and empty
-- both become null, which equals nothing.
create procedure setup.tenant_table(target regclass)
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    $policy$create policy tenant on %s
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
      with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))$policy$,
    target);
end $$;

call setup.grant_to('app', 'usage', 'schema app');
call setup.grant_to('accounts', 'usage', 'schema app');
call setup.grant_to('jobs', 'usage', 'schema app');
call setup.grant_to('accounts', 'usage', 'schema directory');

-- The contractor. Its status is what the policies of the collections ask for.
create table app.workspaces (
  tenant_id uuid primary key,
  slug text collate "C" not null,
  company_name text not null,
  status text not null default 'active' check (status in ('active', 'suspended', 'deleted')),
  created_at timestamptz not null default now()
);
call setup.tenant_table('app.workspaces');
call setup.grant_to('app', 'select', 'app.workspaces');
call setup.grant_to('accounts', 'select, insert, update', 'app.workspaces');
call setup.grant_to('jobs', 'select', 'app.workspaces');

-- From the slug that a person types to the tenant. It has no tenant, so it lies outside of `app`.
create table directory.workspaces (
  slug text collate "C" primary key check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  workspace_id uuid not null unique
);
call setup.grant_to('accounts', 'select, insert, delete', 'directory.workspaces');
