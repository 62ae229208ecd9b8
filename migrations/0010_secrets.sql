-- What proves who somebody is: only the role `accounts` can read it, and no secret is stored as it was given.

create table app.passwords (
  tenant_id uuid not null,
  user_id uuid not null,
  -- bcrypt over a keyed digest of the password.
  hash text not null,
  changed_at timestamptz not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references app.users (tenant_id, id)
);
call setup.tenant_table('app.passwords');
call setup.grant_to('accounts', 'select, insert, update', 'app.passwords');

-- The last passwords of each user, so that none of them is taken again.
create table app.password_history (
  tenant_id uuid not null,
  user_id uuid not null,
  set_at timestamptz not null,
  salt bytea not null,
  iterations integer not null,
  digest bytea not null,
  primary key (tenant_id, user_id, set_at),
  foreign key (tenant_id, user_id) references app.users (tenant_id, id)
);
call setup.tenant_table('app.password_history');
call setup.grant_to('accounts', 'select, insert, delete', 'app.password_history');

-- A session is a family of refresh tokens: each exchange makes the next generation. Only the newest is accepted, or
-- the one before it while the newest is unused; one that was replaced unseen is nobody's.
create table app.refresh_tokens (
  tenant_id uuid not null,
  token_hash bytea not null,
  session_id uuid not null,
  generation integer not null,
  replaced boolean not null default false,
  created_at timestamptz not null,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, session_id) references app.sessions (tenant_id, id)
);
create index refresh_tokens_session on app.refresh_tokens (tenant_id, session_id, generation);
call setup.tenant_table('app.refresh_tokens');
call setup.grant_to('accounts', 'select, insert, update, delete', 'app.refresh_tokens');

-- Links sent or handed to a person: each is used once.
create table app.auth_tokens (
  tenant_id uuid not null,
  token_hash bytea not null,
  user_id uuid not null,
  purpose text not null check (purpose in ('invite', 'reset', 'verify')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, user_id) references app.users (tenant_id, id)
);
create index auth_tokens_user on app.auth_tokens (tenant_id, user_id, purpose);
call setup.tenant_table('app.auth_tokens');
call setup.grant_to('accounts', 'select, insert, update, delete', 'app.auth_tokens');
