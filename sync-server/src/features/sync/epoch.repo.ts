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

/** @throws Problem restored, with the list, where the device speaks of another epoch */
export async function refuseOtherEpoch(
  tx: TenantQueries,
  asOf: AsOf,
  epoch: string | undefined,
): Promise<void> {
  if (epoch === undefined || epoch === asOf.epoch) return;
  const { rows: restores } = await tx.query<Restore & object>(
    'select epoch, counter from app.restores where tenant_id = $1 order by counter, at',
    [tx.tenantId],
  );
  throw new Problem('restored', 'The server was set back to a backup. Nothing of this was applied.', {
    epoch: asOf.epoch,
    restores,
  });
}
