-- Photos, signatures and sealed logs, each named by the SHA-256 of its bytes. The bytes lie on disk or in a bucket; this
-- is what is known of them. A record names a blob by its hash and may arrive before it or after it.
create table app.blobs (
  tenant_id uuid not null,
  sha256 text collate "C" not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes integer not null check (size_bytes > 0),
  content_type text not null
    check (content_type in ('image/jpeg', 'image/png', 'image/webp', 'application/json')),
  -- Quarantined: from a removed member's device. Administrators see it, everybody else once a record names it.
  state text not null check (state in ('kept', 'quarantined')),
  -- What screens get instead of the original, re-encoded, each under a hash of its own; a sealed log has none.
  screen_sha256 text collate "C" check (screen_sha256 ~ '^[0-9a-f]{64}$'),
  thumb_sha256 text collate "C" check (thumb_sha256 ~ '^[0-9a-f]{64}$'),
  received_by uuid not null,
  session_id uuid not null,
  device_id uuid,
  received_at timestamptz not null default now(),
  primary key (tenant_id, sha256),
  check ((content_type = 'application/json') = (screen_sha256 is null)),
  check ((screen_sha256 is null) = (thumb_sha256 is null))
);
call setup.tenant_table('app.blobs');
call setup.grant_to('app', 'select, insert, update (state)', 'app.blobs');
call setup.grant_to('accounts', 'select, insert', 'app.blobs');
