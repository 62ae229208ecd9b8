-- Who changed what, written by the database itself in the transaction of the change. Replaying `after` in the order
-- of `seq` rebuilds the documents.
--
-- Each row holds a salted commitment to its content, and the chain runs over the commitments: to erase a person's
-- data, content and salt go, the commitment stays, and the chain still verifies.
--   commitment = sha256(audit_content)    hash = sha256(previous hash || commitment)
-- sync-server/src/db/audit-chain.ts verifies it.

create table app.audit_log (
  tenant_id uuid not null,
  -- Of the row that was written.
  seq bigint not null,
  at timestamptz not null,
  -- Absent: the product itself.
  actor uuid,
  session_id uuid,
  device_id uuid,
  -- create, update, delete, restore (after a delete) or purge (the row itself is gone).
  -- No CHECK here: PostgreSQL would read it anew for every single row of the log.
  operation text not null,
  collection text not null,
  document_id text collate "C" not null,
  -- Changed columns only; null stands for "not set".
  before jsonb,
  after jsonb,
  -- Values that lost a merge, as the sync feature handed them over in write_note.lost.
  lost jsonb,
  -- A document given back by a device after a restore; its author may be somebody else than the actor.
  offer boolean not null,
  -- Whose eyes alone, as in app.settings.
  private_to text,
  salt uuid,
  commitment bytea not null,
  hash bytea not null,
  primary key (tenant_id, seq)
);
create index on app.audit_log (tenant_id, collection, document_id, seq);
call setup.tenant_table('app.audit_log');
call setup.grant_to('app', 'select', 'app.audit_log');
call setup.grant_to('jobs', 'select', 'app.audit_log');
-- An own view is in nobody else's scope, and neither is its history.
do $$ begin
  execute format($policy$create policy own_views on app.audit_log as restrictive for select to %I
    using (coalesce(private_to = (select current_setting('app.user_id', true)), true))$policy$, setup.role('app'));
end $$;

-- What a commitment is about: one text, the same on every PostgreSQL. No part but the last ones can hold a line feed,
-- and those are JSON, which escapes it. `app.audit_row` says the same inline, since a call per row costs more than the
-- rest of it; a test holds the two together.
create function app.audit_content(entry app.audit_log) returns text
  language sql stable
  return format(E'%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s', entry.salt, entry.seq,
    extract(epoch from entry.at), entry.actor, entry.session_id, entry.device_id, entry.operation, entry.collection,
    entry.document_id, entry.offer, entry.before, entry.after, entry.lost);
call setup.grant_to('app', 'execute', 'function app.audit_content(app.audit_log)');
call setup.grant_to('jobs', 'execute', 'function app.audit_content(app.audit_log)');

-- AFTER ROW on every collection.
create function app.audit_row() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  hidden constant text[] := '{tenant_id,seq,unit_stamps,write_note,private_to}';
  was jsonb;
  becomes jsonb;
  values_before jsonb;
  values_after jsonb;
  tenant uuid;
  document text;
  number bigint;
  what text;
  lost jsonb;
  offer boolean := false;
  moment timestamptz := now();
  actor uuid := nullif(current_setting('app.user_id', true), '')::uuid;
  session uuid := nullif(current_setting('app.session_id', true), '')::uuid;
  device uuid := nullif(current_setting('app.device_id', true), '')::uuid;
  salt uuid := gen_random_uuid();
  commitment bytea;
  link bytea;
begin
  if tg_op = 'DELETE' then
    -- No row is left to carry a number.
    was := to_jsonb(old);
    tenant := old.tenant_id;
    document := old.id;
    number := current_setting('app.write_counter')::bigint + 1;
    perform set_config('app.write_counter', number::text, true);
    what := 'purge';
    values_before := jsonb_strip_nulls(was - hidden);
  else
    becomes := to_jsonb(new);
    tenant := new.tenant_id;
    document := new.id;
    number := new.seq;
    if new.write_note is not null then
      lost := new.write_note -> 'lost';
      offer := coalesce((new.write_note -> 'offer')::boolean, false);
    end if;
    if tg_op = 'INSERT' then
      what := case when new.deleted then 'delete' else 'create' end;
      values_after := jsonb_strip_nulls(becomes - hidden);
    else
      was := to_jsonb(old);
      what := case
        when new.deleted and not old.deleted then 'delete'
        when old.deleted and not new.deleted then 'restore'
        else 'update' end;
      select jsonb_object_agg(f.key, was -> f.key), jsonb_object_agg(f.key, f.value)
        into values_before, values_after
        from jsonb_each(becomes - hidden) f
        where f.value <> was -> f.key;
    end if;
  end if;
  commitment := sha256(convert_to(format(E'%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s', salt, number,
    extract(epoch from moment), actor, session, device, what, tg_table_name, document, offer, values_before,
    values_after, lost), 'UTF8'));
  link := sha256(current_setting('app.write_hash')::bytea || commitment);
  perform set_config('app.write_hash', link::text, true);
  insert into app.audit_log values (tenant, number, moment, actor, session, device, what, tg_table_name, document,
    values_before, values_after, lost, offer, coalesce(becomes ->> 'private_to', was ->> 'private_to'), salt,
    commitment, link);
  return null;
end $$;
