import type { BlobInfo, BlobType } from 'shared/protocol/blobs.ts';
import type { Queries, Scope, Tx } from '../../db/scope.ts';

export type BlobState = 'kept' | 'quarantined';

/** What is to be known of bytes that were checked and stored. */
export interface ReceivedBlob {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly contentType: BlobType;
  readonly state: BlobState;
  readonly screenSha256?: string;
  readonly thumbSha256?: string;
}

interface Row {
  sha256: string;
  size_bytes: number;
  content_type: BlobType;
  screen_sha256: string | null;
  thumb_sha256: string | null;
  received_by: string;
  received_at: string;
}

const INSERT = `insert into app.blobs
  (tenant_id, sha256, size_bytes, content_type, state, screen_sha256, thumb_sha256, received_by, session_id, device_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

const valuesOf = (scope: Scope, blob: ReceivedBlob): readonly unknown[] => [
  scope.tenantId,
  blob.sha256,
  blob.sizeBytes,
  blob.contentType,
  blob.state,
  blob.screenSha256 ?? null,
  blob.thumbSha256 ?? null,
  scope.userId,
  scope.sessionId,
  scope.deviceId ?? null,
];

/** A member's blob: one that lay in quarantine under the same hash is everybody's from now on. */
export const keepBlob = (tx: Queries, scope: Scope, blob: ReceivedBlob): Promise<unknown> =>
  tx.query(`${INSERT} on conflict (tenant_id, sha256) do update set state = 'kept'`, valuesOf(scope, blob));

/** A removed member's: where the workspace has the same bytes already, nothing changes about them. */
export const quarantineBlob = (tx: Queries, scope: Scope, blob: ReceivedBlob): Promise<unknown> =>
  tx.query(`${INSERT} on conflict (tenant_id, sha256) do nothing`, valuesOf(scope, blob));

/** As far as this person may see it: what lies in quarantine is for administrators until a record names it. */
export async function findBlob(
  tx: Tx,
  sha256: string,
  seesQuarantine: boolean,
): Promise<BlobInfo | undefined> {
  const { rows } = await tx.query<Row>(
    `select sha256, size_bytes, content_type, screen_sha256, thumb_sha256, received_by, received_at
     from app.blobs b where b.tenant_id = $1 and b.sha256 = $2 and (b.state = 'kept' or $3 or exists (
       select from app.pour_events e where e.tenant_id = b.tenant_id
         and $2 in (e.fields ->> 'sha256', e.fields ->> 'sealSha256')))`,
    [tx.tenantId, sha256, seesQuarantine],
  );
  const row = rows[0];
  return (
    row && {
      sha256: row.sha256,
      sizeBytes: row.size_bytes,
      contentType: row.content_type,
      receivedAt: row.received_at,
      receivedBy: row.received_by,
      ...(row.screen_sha256 === null ? {} : { screenSha256: row.screen_sha256 }),
      ...(row.thumb_sha256 === null ? {} : { thumbSha256: row.thumb_sha256 }),
    }
  );
}
