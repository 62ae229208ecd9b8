-- What devices give back after the server was set back to a backup (0021).

-- A deletion that a device gave back and of which there is no row: it meets whoever offers the document later.
create table app.given_deletions (
  tenant_id uuid not null,
  collection text collate "C" not null,
  document_id text collate "C" not null,
  rev text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  -- The workspace's counter when it came: forgotten with the verdicts of that time.
  counter bigint not null,
  primary key (tenant_id, collection, document_id)
);
call setup.tenant_table('app.given_deletions');
call setup.grant_to('app', 'select, insert', 'app.given_deletions');
call setup.grant_to('jobs', 'select, delete', 'app.given_deletions');

-- An offer that cannot be taken goes before the administrators.
alter table app.quarantine drop constraint quarantine_source_check;
alter table app.quarantine add constraint quarantine_source_check check (source in ('unsent', 'attention', 'offer'));
call setup.grant_to('app', 'insert', 'app.quarantine');

-- Begins a new epoch in every workspace, with the time of it. As the owner, whom row-level security holds too: the
-- scope is set for one workspace after the other. `only_if_moved`: where the database shows by its own identity that
-- it was restored, and nowhere else. The answer is how many workspaces begin anew.
create function setup.begin_epochs(restored_at timestamptz, only_if_moved boolean) returns integer
  language plpgsql as $$
declare
  identity constant text := app.database_identity();
  workspace record;
  at_hand record;
  begun integer := 0;
begin
  if only_if_moved and identity = 'unknown' then return 0; end if;
  for workspace in select workspace_id from directory.workspaces order by workspace_id loop
    perform set_config('app.tenant_id', workspace.workspace_id::text, true);
    select epoch, counter into at_hand from app.workspace_counters
      where tenant_id = workspace.workspace_id for no key update;
    continue when not found;
    continue when only_if_moved and (at_hand.epoch = identity or starts_with(at_hand.epoch, identity || '-')
      or starts_with(at_hand.epoch, 'unknown'));
    insert into app.restores (tenant_id, epoch, counter, at)
      values (workspace.workspace_id, at_hand.epoch, at_hand.counter, restored_at);
    update app.workspace_counters
      set epoch = identity || '-' || to_char(restored_at at time zone 'UTC', 'YYYYMMDD"T"HH24MISSMS')
      where tenant_id = workspace.workspace_id;
    begun := begun + 1;
  end loop;
  perform set_config('app.tenant_id', '', true);
  return begun;
end $$;

-- The newest change in any workspace, for an administrator who wants to know which backup this is.
create function setup.newest_change() returns timestamptz
  language plpgsql as $$
declare
  workspace record;
  newest timestamptz;
begin
  for workspace in select workspace_id from directory.workspaces loop
    perform set_config('app.tenant_id', workspace.workspace_id::text, true);
    newest := greatest(newest, (select at from app.audit_log where tenant_id = workspace.workspace_id
      order by seq desc limit 1));
  end loop;
  perform set_config('app.tenant_id', '', true);
  return newest;
end $$;
