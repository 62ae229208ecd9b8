-- How often, and how far, this database was set back to a backup, along the backup's own line.
create table app.restores (
  tenant_id uuid not null,
  -- The epoch that ended.
  epoch text not null,
  -- The counter that the backup had.
  counter bigint not null,
  at timestamptz not null default now(),
  primary key (tenant_id, epoch)
);
call setup.tenant_table('app.restores');
call setup.grant_to('app', 'select', 'app.restores');
call setup.grant_to('jobs', 'select', 'app.restores');

-- Called once by the administrator after a restore, with the time of it: a number kept in the database would repeat
-- when the same backup is restored twice.
create procedure setup.begin_epoch(restored_at timestamptz)
  language plpgsql as $$
begin
  insert into app.restores (tenant_id, epoch, counter)
    select tenant_id, epoch, counter from app.workspace_counters;
  update app.workspace_counters
    set epoch = app.database_identity() || '-' || to_char(restored_at at time zone 'UTC', 'YYYYMMDD"T"HH24MISSMS');
end $$;
