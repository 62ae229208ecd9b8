import { COLLECTION_NAMES } from 'shared/schema/collections.ts';
import { tableOf } from '../../db/columns.ts';
import type { Database } from '../../db/database.ts';
import { inAccounts, inJobs, type TenantQueries } from '../../db/scope.ts';
import { lockCounter } from '../../db/write-rows.ts';

/** A tablet may lie in a truck for half a year; verdicts and tombstones are kept for the same time. */
const KEPT_DAYS = 180;
const DAY_MS = 86_400_000;

/** Forgets verdicts given before `before`, and the tombstones of that time; whoever is older starts over. */
async function forgetBefore(tx: TenantQueries, before: Date): Promise<void> {
  await lockCounter(tx);
  const { rows } = await tx.query<{ horizon: number | null }>(
    'select max(counter) as horizon from app.verdicts where tenant_id = $1 and at < $2',
    [tx.tenantId, before],
  );
  const horizon = rows[0]?.horizon;
  if (horizon === null || horizon === undefined) return;
  await tx.query('delete from app.verdicts where tenant_id = $1 and counter <= $2', [tx.tenantId, horizon]);
  await tx.query('delete from app.given_deletions where tenant_id = $1 and counter <= $2', [
    tx.tenantId,
    horizon,
  ]);
  for (const collection of COLLECTION_NAMES)
    await tx.query(`delete from ${tableOf(collection)} where tenant_id = $1 and deleted and seq <= $2`, [
      tx.tenantId,
      horizon,
    ]);
  await tx.query(
    `insert into app.sync_horizons (tenant_id, counter) values ($1, $2)
     on conflict (tenant_id) do update set counter = greatest(sync_horizons.counter, excluded.counter)`,
    [tx.tenantId, horizon],
  );
}

/** Every workspace in turn, each in a transaction of its own. Safe to run on several nodes. */
export async function forgetOld(database: Database, now: number): Promise<void> {
  const { rows } = await inAccounts(database, null, (tx) =>
    tx.query<{ workspace_id: string }>('select workspace_id from directory.workspaces'),
  );
  const before = new Date(now - KEPT_DAYS * DAY_MS);
  for (const { workspace_id: tenantId } of rows)
    await inJobs(database, tenantId, (tx) => forgetBefore(tx, before));
}
