-- Who changed what, written by the database itself in the transaction of the change. Replaying `after` in the order
-- of `seq` rebuilds the documents.
--
-- Each row holds a salted commitment to its content, and the chain runs over the commitments: to erase a person's
-- data, content and salt go, the commitment stays, and the chain still verifies.
--   commitment = sha256(salt text || content)    hash = sha256(previous hash || commitment)
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
  operation text not null check (operation in ('create', 'update', 'delete', 'restore', 'purge')),
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

-- What a commitment is about, as one text that is the same on every PostgreSQL.
create function app.audit_content(entry app.audit_log) returns text
  language sql stable
  return jsonb_build_array(entry.seq, extract(epoch from entry.at), entry.actor, entry.session_id, entry.device_id,
    entry.operation, entry.collection, entry.document_id, entry.before, entry.after, entry.lost, entry.offer)::text;
call setup.grant_to('app', 'execute', 'function app.audit_content(app.audit_log)');
call setup.grant_to('jobs', 'execute', 'function app.audit_content(app.audit_log)');

-- AFTER ROW on every collection.
create function app.audit_row() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
  hidden constant text[] := '{tenant_id,seq,unit_stamps,write_note,private_to}';
  was jsonb;
  becomes jsonb;
  entry app.audit_log;
begin
  if tg_op <> 'INSERT' then was := to_jsonb(old); end if;
  if tg_op <> 'DELETE' then becomes := to_jsonb(new); end if;

  entry.private_to := coalesce(becomes ->> 'private_to', was ->> 'private_to');
  if tg_op = 'INSERT' then
    entry.operation := case when new.deleted then 'delete' else 'create' end;
    entry.after := jsonb_strip_nulls(becomes - hidden);
  elsif tg_op = 'DELETE' then
    entry.operation := 'purge';
    entry.before := jsonb_strip_nulls(was - hidden);
  else
    entry.operation := case
      when new.deleted and not old.deleted then 'delete'
      when old.deleted and not new.deleted then 'restore'
      else 'update' end;
    select jsonb_object_agg(f.key, was -> f.key), jsonb_object_agg(f.key, f.value)
      into entry.before, entry.after
      from jsonb_each(becomes - hidden) f
      where f.value <> was -> f.key;
  end if;

  if tg_op = 'DELETE' then
    -- No row is left to carry the number.
    entry.tenant_id := old.tenant_id;
    entry.document_id := old.id;
    entry.seq := current_setting('app.write_counter')::bigint + 1;
    entry.offer := false;
    perform set_config('app.write_counter', entry.seq::text, true);
  else
    entry.tenant_id := new.tenant_id;
    entry.document_id := new.id;
    entry.seq := new.seq;
    entry.lost := new.write_note -> 'lost';
    entry.offer := coalesce((new.write_note ->> 'offer')::boolean, false);
  end if;
  entry.at := now();
  entry.actor := nullif(current_setting('app.user_id', true), '')::uuid;
  entry.session_id := nullif(current_setting('app.session_id', true), '')::uuid;
  entry.device_id := nullif(current_setting('app.device_id', true), '')::uuid;
  entry.collection := tg_table_name;
  entry.salt := gen_random_uuid();
  entry.commitment := sha256(convert_to(entry.salt::text || app.audit_content(entry), 'UTF8'));
  entry.hash := sha256(current_setting('app.write_hash')::bytea || entry.commitment);
  perform set_config('app.write_hash', entry.hash::text, true);
  insert into app.audit_log select entry.*;
  return null;
end $$;
