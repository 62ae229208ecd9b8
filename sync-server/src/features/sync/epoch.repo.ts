import type { AsOf } from 'shared/protocol/document.ts';
import type { Restore } from 'shared/protocol/restored.ts';
import type { TenantQueries } from '../../db/scope.ts';
import { Problem } from '../../plugins/problem.ts';

/** The counter up to which verdicts and tombstones are forgotten. */
export async function readHorizon(tx: TenantQueries): Promise<number> {
  const { rows } = await tx.named<{ counter: number }>({
    name: 'read horizon',
    text: 'select counter from app.sync_horizons where tenant_id = $1',
    values: [tx.tenantId],
  });
  return rows[0]?.counter ?? 0;
}

/** Along the backup's own line, the oldest first; with the moment of the last change that each backup held. */
async function readRestores(tx: TenantQueries): Promise<Restore[]> {
  const { rows } = await tx.query<{ epoch: string; counter: number; at: string | null }>(
    `select r.epoch, r.counter, (select a.at from app.audit_log a
       where a.tenant_id = r.tenant_id and a.seq <= r.counter order by a.seq desc limit 1) as at
     from app.restores r where r.tenant_id = $1 order by r.counter, r.at`,
    [tx.tenantId],
  );
  return rows.map(({ epoch, counter, at }) => ({ epoch, counter, ...(at !== null && { at }) }));
}

/** The counter of the last restore: nobody has lost anything below it. 0 where there was none. */
export async function lastRestoredCounter(tx: TenantQueries): Promise<number> {
  const { rows } = await tx.query<{ counter: number | null }>(
    'select max(counter) as counter from app.restores where tenant_id = $1',
    [tx.tenantId],
  );
  return rows[0]?.counter ?? 0;
}

/** @throws Problem restored, with the list, where the device speaks of another epoch */
export async function refuseOtherEpoch(
  tx: TenantQueries,
  asOf: AsOf,
  epoch: string | undefined,
): Promise<void> {
  if (epoch === undefined || epoch === asOf.epoch) return;
  const restores = await readRestores(tx);
  throw new Problem('restored', 'The server was set back to a backup. Nothing of this was applied.', {
    epoch: asOf.epoch,
    restores,
  });
}
