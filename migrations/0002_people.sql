-- Who may come in. The role `app` reads a session and a membership in every request's first statement, so both are
-- here; secrets (passwords, tokens) are tables of their own that `app` cannot read.

create table app.users (
  tenant_id uuid not null,
  id uuid not null,
  -- Lower case; a person in two companies is two users.
  email text collate "C" not null check (email = lower(email)),
  name text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, email)
);
call setup.tenant_table('app.users');
call setup.grant_to('app', 'select', 'app.users');
call setup.grant_to('accounts', 'select, insert, update', 'app.users');
call setup.grant_to('jobs', 'select', 'app.users');

create table app.memberships (
  tenant_id uuid not null,
  user_id uuid not null,
  role text not null check (role in ('viewer', 'foreman', 'scheduler', 'admin', 'owner')),
  -- Absent: all regions.
  region_ids text[],
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references app.users (tenant_id, id)
);
call setup.tenant_table('app.memberships');
call setup.grant_to('app', 'select', 'app.memberships');
call setup.grant_to('accounts', 'select, insert, update', 'app.memberships');
call setup.grant_to('jobs', 'select', 'app.memberships');

create table app.sessions (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  device_id uuid,
  ip inet,
  user_agent text,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  revoked_at timestamptz,
  revoked_reason text,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references app.users (tenant_id, id)
);
create index sessions_user on app.sessions (tenant_id, user_id);
call setup.tenant_table('app.sessions');
call setup.grant_to('app', 'select (tenant_id, id, user_id, device_id, revoked_at, revoked_reason)', 'app.sessions');
call setup.grant_to('accounts', 'select, insert, update', 'app.sessions');
