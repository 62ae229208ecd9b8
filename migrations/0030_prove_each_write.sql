-- The count and the chain travel in settings while a statement runs (0003), and a setting can be changed by whoever
-- runs SQL. So nothing of them is believed when the statement ends: the counter and the head are read back from the
-- audit rows that it wrote, which nobody but the trigger can write, and which must follow the stored head link by
-- link. Forged settings end the statement.

create or replace function app.end_write() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  before record;
  written record;
  last_hash bytea;
begin
  select c.counter, h.hash into before from app.workspace_counters c, app.audit_heads h
    where c.tenant_id = tenant and h.tenant_id = tenant;
  select count(*) as rows, max(row.seq) as seq, bool_and(row.fits) as fits into written from (
    select a.seq, a.hash = sha256(lag(a.hash, 1, before.hash) over (order by a.seq) || a.commitment) as fits
    from app.audit_log a where a.tenant_id = tenant and a.seq > before.counter
  ) row;
  last_hash := before.hash;
  if written.rows > 0 then
    select a.hash into last_hash from app.audit_log a where a.tenant_id = tenant and a.seq = written.seq;
  end if;
  -- An INSERT that becomes an UPDATE takes two numbers, and no write takes more.
  if not coalesce(written.fits, true) or written.seq > before.counter + 2 * written.rows
    or last_hash is distinct from current_setting('app.write_hash')::bytea
  then
    raise exception 'the order of writes and its chain are kept by the database alone' using errcode = 'insufficient_privilege';
  end if;
  if written.rows > 0 then
    update app.workspace_counters set counter = written.seq where tenant_id = tenant;
    update app.audit_heads set seq = written.seq, hash = last_hash where tenant_id = tenant;
  end if;
  return null;
end $$;
