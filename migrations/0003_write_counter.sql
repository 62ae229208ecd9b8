-- One counter per workspace orders all its writes. Whoever writes a collection holds the counter's row until the end
-- of the transaction, so the order of `seq` is the order in which rows become visible: a reader that has seen n has
-- seen everything up to n.
--
-- Inside a transaction the count and the head of the audit chain travel in settings (app.write_*): a row per change
-- would otherwise rewrite the counter's row each time. They are loaded when a statement begins and stored when it
-- ends, and belong to the transaction, so a rollback to a savepoint takes them back too.

-- Which database this is: another one, or this one restored, gives another answer.
create function app.database_identity() returns text
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select system_identifier from pg_control_system()) || '-' ||
    (select timeline_id from pg_control_checkpoint());
exception when insufficient_privilege then
  return 'unknown';
end $$;

create table app.workspace_counters (
  tenant_id uuid primary key,
  epoch text not null default app.database_identity(),
  counter bigint not null default 0,
  -- The right to update a column is the right to lock the row; this one is never anything else.
  locked boolean not null default false check (not locked)
);
call setup.tenant_table('app.workspace_counters');
call setup.grant_to('app', 'select, update (locked)', 'app.workspace_counters');
call setup.grant_to('jobs', 'select, update (locked)', 'app.workspace_counters');

-- Head of the audit chain: the hash of the last row.
create table app.audit_heads (
  tenant_id uuid primary key,
  seq bigint not null default 0,
  hash bytea not null default '\x'
);
call setup.tenant_table('app.audit_heads');
call setup.grant_to('app', 'select', 'app.audit_heads');
call setup.grant_to('jobs', 'select', 'app.audit_heads');

-- A workspace has a counter and a chain from its first moment.
create function app.start_counter() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.workspace_counters (tenant_id) values (new.tenant_id);
  insert into app.audit_heads (tenant_id) values (new.tenant_id);
  return null;
end $$;
create trigger start_counter after insert on app.workspaces
  for each row execute function app.start_counter();

-- BEFORE STATEMENT on every collection: take the lock, load the state.
create function app.begin_write() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant text := nullif(current_setting('app.tenant_id', true), '');
  head record;
begin
  if tenant is null then
    raise exception 'a collection is written only inside a workspace''s scope' using errcode = 'insufficient_privilege';
  end if;
  select c.counter into head from app.workspace_counters c where c.tenant_id = tenant::uuid for no key update;
  if not found then
    raise exception 'there is no such workspace' using errcode = 'insufficient_privilege';
  end if;
  -- One SQL statement may write two collections; the second must go on where the first is.
  if current_setting('app.write_tenant', true) is distinct from tenant
    or coalesce(nullif(current_setting('app.write_counter', true), '')::bigint, -1) <= head.counter
  then
    perform set_config('app.write_tenant', tenant, true), set_config('app.write_counter', head.counter::text, true),
      set_config('app.write_hash', h.hash::text, true)
    from app.audit_heads h where h.tenant_id = tenant::uuid;
  end if;
  return null;
end $$;

-- BEFORE ROW: the row's place in the order. `write_note` is what the audit row of this very write says besides; a
-- note that was merely carried along belongs to an earlier one.
create function app.number_row() returns trigger
  language plpgsql as $$
begin
  if new.tenant_id is distinct from nullif(current_setting('app.tenant_id', true), '')::uuid then
    raise exception 'a row stays inside the workspace''s scope' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'UPDATE' then
    if new.id <> old.id then
      raise exception 'a document keeps its id' using errcode = 'integrity_constraint_violation';
    end if;
    if new.write_note = old.write_note then new.write_note := null; end if;
  end if;
  new.seq := current_setting('app.write_counter')::bigint + 1;
  perform set_config('app.write_counter', new.seq::text, true);
  return new;
end $$;

-- AFTER STATEMENT: store the state.
create function app.end_write() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := current_setting('app.write_tenant')::uuid;
  last bigint := current_setting('app.write_counter')::bigint;
begin
  update app.workspace_counters set counter = last where tenant_id = tenant and counter < last;
  if found then
    update app.audit_heads set seq = last, hash = current_setting('app.write_hash')::bytea where tenant_id = tenant;
  end if;
  return null;
end $$;
