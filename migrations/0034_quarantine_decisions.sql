-- What an administrator decided about a piece of quarantined work: applied as a write of theirs, or discarded.
alter table app.quarantine
  add column settled_by uuid,
  add column settled_at timestamptz,
  add column settled_how text check (settled_how in ('applied', 'discarded')),
  -- Of the audit row that the application wrote; absent where it changed nothing.
  add column audit_seq bigint;
create index on app.quarantine (tenant_id, audit_seq) where audit_seq is not null;
create index on app.quarantine (tenant_id, id) where settled_at is null;
call setup.grant_to('app', 'update (settled_by, settled_at, settled_how, audit_seq)', 'app.quarantine');
