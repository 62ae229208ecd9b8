-- How often something was tried lately. A key is a keyed digest of an address or an account, so the table tells
-- nobody who came; it has no tenant, since most of those who are held back have none. Losing it in a crash costs
-- nothing but the count, and an unlogged table spares every login a flush to disk.
create unlogged table directory.rate_limits (
  key bytea primary key,
  -- A bucket that leaks with time: how full it was at `at`.
  level double precision not null,
  at timestamptz not null
);
create index rate_limits_at on directory.rate_limits (at);
call setup.grant_to('accounts', 'select, insert, update, delete', 'directory.rate_limits');
