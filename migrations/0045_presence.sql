-- Who is online and where: one row for each open stream. Not logged: it is worth nothing once the database starts anew,
-- and it is written far more often than read. The audit log does not know of it.
create unlogged table app.presence (
  tenant_id uuid not null,
  stream_id uuid not null,
  session_id uuid not null,
  user_id uuid not null,
  place text,
  spot text,
  at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, stream_id)
);
call setup.tenant_table('app.presence');
call setup.grant_to('app', 'select, insert, update, delete', 'app.presence');
-- A stream may end because its session did, which can then write nothing itself.
call setup.grant_to('jobs', 'select, delete', 'app.presence');
