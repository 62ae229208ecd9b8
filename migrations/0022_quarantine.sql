-- What the device of a removed member still held: stored, never applied; an administrator decides.
create table app.quarantine (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  session_id uuid not null,
  device_id uuid,
  received_at timestamptz not null default now(),
  collection text not null,
  source text not null check (source in ('unsent', 'attention')),
  reason text,
  -- JSON as it came, poisoned perhaps: the type jsonb would refuse some of it.
  document text not null,
  base text,
  digest bytea not null,
  primary key (tenant_id, id),
  -- A device that lost the answer sends the same again.
  unique (tenant_id, user_id, digest)
);
call setup.tenant_table('app.quarantine');
call setup.grant_to('app', 'select', 'app.quarantine');
call setup.grant_to('accounts', 'select, insert', 'app.quarantine');
