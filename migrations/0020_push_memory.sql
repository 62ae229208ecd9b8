-- What a push leaves behind besides the documents.

-- The verdict of every pushed write, so that a repeat is answered and not applied again. Kept as long as tombstones.
create table app.verdicts (
  tenant_id uuid not null,
  collection text collate "C" not null,
  document_id text collate "C" not null,
  rev text collate "C" not null,
  -- Empty for an acceptance: it holds whoever sent the write. A rejection is its sender's own.
  sender text collate "C" not null default '',
  -- Absent for an acceptance.
  code text,
  message text,
  -- The workspace's counter when it was given.
  counter bigint not null,
  at timestamptz not null default now(),
  primary key (tenant_id, collection, document_id, rev, sender)
);
call setup.tenant_table('app.verdicts');
call setup.grant_to('app', 'select, insert', 'app.verdicts');
call setup.grant_to('jobs', 'select, delete', 'app.verdicts');

-- The counter up to which verdicts and tombstones are forgotten; no row: nothing is.
create table app.sync_horizons (
  tenant_id uuid primary key,
  counter bigint not null
);
call setup.tenant_table('app.sync_horizons');
call setup.grant_to('app', 'select', 'app.sync_horizons');
call setup.grant_to('jobs', 'select, insert, update', 'app.sync_horizons');

-- Values that lost a merge and wait for an eye.
create table app.conflicts (
  tenant_id uuid not null,
  id uuid not null,
  -- Moves to the end when it is settled, so that whoever reads on from a number misses nothing.
  seq bigint not null,
  collection text not null,
  document_id text collate "C" not null,
  unit text not null,
  lost jsonb,
  lost_by text not null,
  lost_at timestamptz not null,
  lost_rev text not null,
  kept jsonb,
  kept_by text not null,
  kept_at timestamptz not null,
  -- The seq of the audit row; absent where the merge came out as what was there already.
  audit_seq bigint,
  at timestamptz not null default now(),
  settled_by uuid,
  settled_at timestamptz,
  settled_how text check (settled_how in ('taken', 'settled')),
  primary key (tenant_id, id),
  unique (tenant_id, seq)
);
create index on app.conflicts (tenant_id, lost_by, seq);
create index on app.conflicts (tenant_id, kept_by, seq);
call setup.tenant_table('app.conflicts');
call setup.grant_to('app', 'select, insert, update', 'app.conflicts');
call setup.grant_to('jobs', 'select, delete', 'app.conflicts');

-- A first pull asks for open pours on their own; one without a status is an idea, and open.
create index on app.pours (tenant_id, id) where status is null;
