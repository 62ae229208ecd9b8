import type { Newest } from 'shared/protocol/stream.ts';
import { COLLECTION_NAMES, type CollectionName } from 'shared/schema/collections.ts';
import { tableOf } from '../../db/columns.ts';
import type { TenantQueries, Tx } from '../../db/scope.ts';
import { readHorizon } from './epoch.repo.ts';

type LastWrites = Readonly<Record<CollectionName, number>>;

const LAST_WRITES = COLLECTION_NAMES.map(
  (collection) =>
    `coalesce((select max(seq) from ${tableOf(collection)} where tenant_id = $1), 0) as ${collection}`,
).join(', ');

/** The last entry of two indexes: whose value lost, and whose was kept. */
const MY_LAST_REVIEW = `coalesce(greatest(
  (select max(seq) from app.conflicts where tenant_id = $1 and lost_by = $2),
  (select max(seq) from app.conflicts where tenant_id = $1 and kept_by = $2)), 0) as reviews`;

/**
 * When each collection may last have changed for whoever asks. Two things leave no row behind that could tell: a
 * forgotten tombstone, which lies below the horizon, and a view that its owner made private, so that settings may
 * always have changed with whatever was written last.
 */
export async function readNewest(tx: Tx): Promise<Newest> {
  const { rows } = await tx.named<LastWrites & { readonly reviews: number }>({
    name: 'read newest',
    text: `select ${LAST_WRITES}, ${MY_LAST_REVIEW}`,
    values: [tx.tenantId, tx.userId],
  });
  const [found] = rows;
  if (!found) throw new Error('an aggregate has a row');
  const horizon = await readHorizon(tx);
  const writes = COLLECTION_NAMES.map((name) => [name, Math.max(horizon, found[name])] as const);
  return {
    ...(Object.fromEntries(writes) as LastWrites),
    settings: tx.asOf.counter,
    reviews: found.reviews,
  };
}

/** The same for nobody in particular: every row counts, and every review. */
export async function readLastWrites(tx: TenantQueries): Promise<Newest> {
  const { rows } = await tx.named<LastWrites & { readonly reviews: number }>({
    name: 'read last writes',
    text: `select ${LAST_WRITES}, coalesce((select max(seq) from app.conflicts where tenant_id = $1), 0) as reviews`,
    values: [tx.tenantId],
  });
  const [found] = rows;
  if (!found) throw new Error('an aggregate has a row');
  return found;
}
