import type { AddressInfo } from 'node:net';
import { firstValueFrom, filter, NEVER } from 'rxjs';
import { readDocs } from '../../client/src/db/live.ts';
import { startSync } from '../../client/src/sync/lifecycle.ts';
import type { SyncStatusKind } from '../../client/src/sync/status.ts';
import { realTimers, SILENCE_MS, type Timers } from '../../client/src/sync/stream.ts';
import { pause } from '../processes.ts';
import { SimDevice, type ClientTamper } from './device.ts';
import { COLLECTIONS } from './ledger.ts';
import { openLine } from './line.ts';
import { Broken } from './oracle.ts';
import type { World } from './world.ts';

const REGION = '00000000-0000-7000-8000-000000000077';
/** Far more than an exchange takes on a machine that is busy with other tests. */
const PATIENCE_MS = 30_000;
/** A planted mistake is waited for in vain, so less long. */
const PATIENCE_WITH_MISTAKE_MS = 5_000;

/** Pauses between tries pass fifty times faster, the longest of a minute too; how long a stream may be silent stays as it is. */
const HURRIED: Timers = {
  after: (ms, work) => realTimers.after(ms === SILENCE_MS ? ms : ms / 50, work),
};

/**
 * A device that listens loses its line; somebody else writes; the line comes back. Nobody touches the device: it has to
 * find out by itself.
 */
export async function missAWrite(world: World, tamper?: ClientTamper): Promise<void> {
  const owner = await world.tenant();
  const port = (world.server.app.server.address() as AddressInfo).port;
  const line = await openLine(port);
  const parts = { tenantId: owner.tenantId, collections: COLLECTIONS };
  const deviceOf = async (origin: string, scope = owner.scope, own?: ClientTamper): Promise<SimDevice> => {
    const tokens = world.tokensOf(scope);
    const device = new SimDevice({
      ...parts,
      origin,
      userId: scope.userId,
      tokens,
      ...(own && { tamper: own }),
    });
    await device.start();
    return device;
  };
  const listening = await deviceOf(line.origin, owner.scope, tamper);
  const other = await deviceOf(world.line.origin, await owner.addMember('admin'));
  const failures: unknown[] = [];
  const sync = startSync({
    ...listening.deps(),
    locks: undefined,
    timers: HURRIED,
    randomShare: () => 0.5,
    surroundings: { visible: () => true, woken$: NEVER },
    onDrained: () => undefined,
    report: (error) => failures.push(error),
  });
  const becomes = (kind: SyncStatusKind) =>
    firstValueFrom(sync.status$.pipe(filter((status) => status.kind === kind)));
  try {
    // Not as it is before anything was asked for, but equal to the server.
    await firstValueFrom(sync.status$.pipe(filter(({ savedAt }) => savedAt !== undefined)));
    line.set({ kind: 'down' });
    line.breakAll();
    await becomes('offline');
    await other.exchange();
    await other.save([{ collection: 'regions', id: REGION, change: () => ({ name: 'Missed' }) }]);
    await other.exchange();
    line.set({ kind: 'none' });
    const deadline = performance.now() + (tamper === undefined ? PATIENCE_MS : PATIENCE_WITH_MISTAKE_MS);
    while ((await readDocs(listening.db, 'regions')).length === 0) {
      if (performance.now() > deadline) throw new Broken('I2', 'what was written meanwhile is not seen');
      await pause(20);
    }
    if (failures.length > 0) throw failures[0];
  } finally {
    sync.stop();
    await listening.stop();
    await other.stop();
    await line.close();
    await world.retire(owner.tenantId);
  }
}
