import { createHash } from 'node:crypto';
import { isAtLeast } from 'shared/domain/permissions.ts';
import { uuidv7, type RandomBytes } from 'shared/lib/ids.ts';
import type { QuarantineEntry, QuarantineItem, QuarantineSource } from 'shared/protocol/quarantine.ts';
import type { Queries, Scope, Tx } from '../../db/scope.ts';

interface Row {
  id: string;
  user_id: string;
  device_id: string | null;
  received_at: string;
  collection: string;
  source: QuarantineSource;
  reason: string | null;
  document: string;
  base: string | null;
  settled_by: string | null;
  settled_at: string | null;
  settled_how: 'applied' | 'discarded' | null;
}

const COLUMNS = `id, user_id, device_id, received_at, collection, source, reason, document, base, settled_by,
  settled_at, settled_how`;

/** PostgreSQL takes no NUL and no half character in a text; as escapes in JSON both are plain letters. */
const json = (value: unknown): string => JSON.stringify(value);
const plain = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\ufffd');

/** A repeat of the same item is kept once; what a restored server lost, once for all who hold it. */
export async function keepItems(
  tx: Queries,
  scope: Scope,
  items: readonly QuarantineItem[],
  clock: { readonly now: number; readonly random: RandomBytes },
): Promise<void> {
  for (const { collection, source, reason, document, base } of items) {
    const texts = [
      plain(collection),
      source,
      reason === undefined ? null : plain(reason),
      json(document),
      base ? json(base) : null,
    ];
    await tx.query(
      `insert into app.quarantine (tenant_id, id, user_id, session_id, device_id, collection, source, reason, document, base, digest)
       select $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6, $7, $8, $9, $10, $11::bytea
       where $7 <> 'offer' or not exists (select from app.quarantine where tenant_id = $1 and digest = $11)
       on conflict (tenant_id, user_id, digest) do nothing`,
      [
        scope.tenantId,
        uuidv7(clock.now, clock.random),
        scope.userId,
        scope.sessionId,
        scope.deviceId ?? null,
        ...texts,
        createHash('sha256').update(json(texts)).digest(),
      ],
    );
  }
}

/** Somebody who may has given back what waits here from somebody who may not: nothing is left to be decided. */
export async function settleGiven(
  tx: Tx,
  given: readonly { readonly collection: string; readonly id: string; readonly rev: string }[],
): Promise<void> {
  if (given.length === 0) return;
  await tx.query(
    `update app.quarantine q set settled_by = $2, settled_at = now(), settled_how = 'applied'
     from unnest($3::text[], $4::text[], $5::text[]) as given (collection, id, rev)
     where q.tenant_id = $1 and q.settled_at is null and q.source = 'offer' and q.collection = given.collection
       and strpos(q.document, format('"id":"%s"', given.id)) > 0
       and strpos(q.document, format('"rev":"%s"', given.rev)) > 0`,
    [
      tx.tenantId,
      tx.userId,
      given.map(({ collection }) => collection),
      given.map(({ id }) => id),
      given.map(({ rev }) => rev),
    ],
  );
}

function fromRow(row: Row): QuarantineEntry {
  const { settled_by: by, settled_at: at, settled_how: how } = row;
  return {
    id: row.id,
    userId: row.user_id,
    ...(row.device_id === null ? {} : { deviceId: row.device_id }),
    receivedAt: row.received_at,
    collection: row.collection,
    source: row.source,
    ...(row.reason === null ? {} : { reason: row.reason }),
    document: JSON.parse(row.document) as QuarantineEntry['document'],
    ...(row.base === null ? {} : { base: JSON.parse(row.base) as QuarantineEntry['document'] }),
    ...(by !== null && at !== null && how !== null ? { settled: { by, at, how } } : {}),
  };
}

export async function listQuarantine(tx: Tx, after: string, limit: number): Promise<QuarantineEntry[]> {
  const { rows } = await tx.query<Row>(
    `select ${COLUMNS} from app.quarantine where tenant_id = $1 and id > $2 order by id limit $3`,
    [tx.tenantId, after, limit],
  );
  return rows.map(fromRow);
}

/** How much waits for a decision: told to whoever may decide, and to nobody else. */
export async function countOpen(tx: Tx): Promise<number | undefined> {
  if (!isAtLeast(tx.access.role, 'admin')) return undefined;
  const { rows } = await tx.query<{ open: number }>(
    'select count(*)::int as open from app.quarantine where tenant_id = $1 and settled_at is null',
    [tx.tenantId],
  );
  return rows[0]?.open ?? 0;
}

export async function findEntry(tx: Tx, id: string): Promise<QuarantineEntry | undefined> {
  const { rows } = await tx.query<Row>(
    `select ${COLUMNS} from app.quarantine where tenant_id = $1 and id = $2`,
    [tx.tenantId, id],
  );
  return rows[0] && fromRow(rows[0]);
}

/**
 * Under the counter's lock; nothing where somebody settled it before. `since` is the counter before the application:
 * the audit row of this document that follows it is the one that it wrote.
 */
export async function settleEntry(
  tx: Tx,
  id: string,
  how: 'applied' | 'discarded',
  wrote?: { readonly collection: string; readonly documentId: string; readonly since: number },
): Promise<QuarantineEntry | undefined> {
  const { rows } = await tx.query<Row>(
    `update app.quarantine set settled_by = $3::uuid, settled_at = now(), settled_how = $4,
       audit_seq = (select max(a.seq) from app.audit_log a
         where a.tenant_id = $1 and a.collection = $5 and a.document_id = $6 and a.seq > $7)
     where tenant_id = $1 and id = $2 and settled_at is null returning ${COLUMNS}`,
    [
      tx.tenantId,
      id,
      tx.userId,
      how,
      wrote?.collection ?? null,
      wrote?.documentId ?? null,
      wrote?.since ?? null,
    ],
  );
  return rows[0] && fromRow(rows[0]);
}
