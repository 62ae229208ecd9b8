import type { Review } from 'shared/protocol/reviews.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { Tx } from '../../db/scope.ts';

interface Row {
  id: string;
  seq: number;
  collection: CollectionName;
  document_id: string;
  unit: string;
  lost: unknown;
  lost_by: string;
  lost_at: string;
  kept: unknown;
  kept_by: string;
  kept_at: string;
  at: string;
  settled_by: string | null;
  settled_at: string | null;
  settled_how: 'taken' | 'settled' | null;
}

const COLUMNS = `id, seq, collection, document_id, unit, lost, lost_by, lost_at, kept, kept_by, kept_at, at,
  settled_by, settled_at, settled_how`;

/** Both people see it: whose value lost and whose was kept. */
const MINE = `tenant_id = $1 and $2::text in (lost_by, kept_by)`;

function fromRow(row: Row): Review {
  const { settled_by: by, settled_at: at, settled_how: how } = row;
  return {
    id: row.id,
    seq: row.seq,
    collection: row.collection,
    documentId: row.document_id,
    unit: row.unit,
    ...(row.lost === null ? {} : { lost: row.lost }),
    lostBy: row.lost_by,
    lostAt: row.lost_at,
    ...(row.kept === null ? {} : { kept: row.kept }),
    keptBy: row.kept_by,
    keptAt: row.kept_at,
    at: row.at,
    ...(by !== null && at !== null && how !== null ? { settled: { by, at, how } } : {}),
  };
}

export async function listReviews(tx: Tx, after: number, limit: number): Promise<Review[]> {
  const { rows } = await tx.query<Row>(
    `select ${COLUMNS} from app.conflicts where ${MINE} and seq > $3 order by seq limit $4`,
    [tx.tenantId, tx.userId, after, limit],
  );
  return rows.map(fromRow);
}

export async function findReview(tx: Tx, id: string): Promise<Review | undefined> {
  const { rows } = await tx.query<Row>(`select ${COLUMNS} from app.conflicts where ${MINE} and id = $3`, [
    tx.tenantId,
    tx.userId,
    id,
  ]);
  return rows[0] && fromRow(rows[0]);
}

/** Under the counter's lock. It moves to the end, so that everybody who reads on hears of it. */
export async function settleReview(
  tx: Tx,
  id: string,
  how: 'taken' | 'settled',
): Promise<Review | undefined> {
  const { rows } = await tx.query<Row>(
    `update app.conflicts set settled_by = $2::uuid, settled_at = now(), settled_how = $4,
      seq = (select max(c.seq) + 1 from app.conflicts c where c.tenant_id = $1)
     where ${MINE} and id = $3 and settled_at is null returning ${COLUMNS}`,
    [tx.tenantId, tx.userId, id, how],
  );
  return rows[0] && fromRow(rows[0]);
}
