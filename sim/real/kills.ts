import type { Scope } from '../../sync-server/src/db/scope.ts';
import { makeTenant } from '../../sync-server/test/database.ts';
import { pause, type Processes } from '../processes.ts';
import { count } from '../tally.ts';
import { SimDevice } from './device.ts';
import { COLLECTIONS, Ledger } from './ledger.ts';
import { expectAppliedOnce, expectAudited, expectEqual, expectNothingLost } from './oracle.ts';
import { isPassing } from './passing.ts';
import { dice, type Touch } from './plan.ts';
import type { Reached } from './schedule.ts';

/** Where a process is when it is killed. */
const MOMENTS = [
  'server killed inside a transaction',
  'server killed after a commit, before its answer',
  'server killed while requests arrive',
  'server killed while nobody asks',
  'PostgreSQL killed inside a transaction',
  'PostgreSQL killed while requests arrive',
] as const;
export type Moment = (typeof MOMENTS)[number];

const ROUNDS_TO_HEAL = 3;

/**
 * One workspace whose devices exchange while the server, or PostgreSQL under it, is killed in each of these moments;
 * throws `Broken` where a promise does not hold. The answer is how long it took from the last start to equality, in
 * milliseconds.
 */
export async function playKills(
  processes: Processes,
  seed: number,
  moments: readonly Moment[],
  reached: Reached,
): Promise<number> {
  const owner = await makeTenant(processes.database, 'owner');
  const scopes = [owner.scope, await owner.addMember('admin'), await owner.addMember('scheduler')];
  const devices = scopes.map((scope) => deviceOf(processes, scope));
  const ledger = new Ledger(`k${seed}`);
  const roll = dice(seed);
  const touch = (): Touch => ({
    collection: roll(COLLECTIONS.length),
    document: roll(4),
    how: roll(8) === 0 ? 'delete' : 'write',
  });
  try {
    for (const device of devices) await device.start();
    for (const moment of moments) {
      for (const device of devices)
        for (let n = 0; n < 3; n += 1) await ledger.save(device, [touch()], () => false);
      await strike(processes, owner.tenantId, devices, moment);
      count(reached.faults, moment);
      // Whatever was killed is back; whoever was cut off asks again, and meets a server that knows what it took.
      await processes.untilReady();
    }
    const began = performance.now();
    for (let round = 0; round < ROUNDS_TO_HEAL; round += 1)
      for (const device of devices) await device.exchange();
    await expectEqual(processes, owner.tenantId, devices);
    const took = performance.now() - began;
    await expectNothingLost(processes, owner.tenantId, devices, ledger.owed);
    await expectAudited(processes, owner.scope);
    await expectAppliedOnce(processes, owner.tenantId);
    return took;
  } finally {
    for (const device of devices) await device.stop();
  }
}

function deviceOf(processes: Processes, scope: Scope): SimDevice {
  const make = (): Promise<string> => Promise.resolve(processes.token(scope));
  return new SimDevice({
    origin: processes.line.origin,
    tenantId: scope.tenantId,
    userId: scope.userId,
    collections: COLLECTIONS,
    tokens: { access: make, renew: make },
    pageSize: 50,
  });
}

/** All devices exchange at once, and in that moment it is killed, and started again. */
async function strike(
  processes: Processes,
  tenantId: string,
  devices: readonly SimDevice[],
  moment: Moment,
): Promise<void> {
  const isServer = moment.startsWith('server');
  const killed = async (): Promise<void> => {
    await (isServer ? processes.killServer() : processes.killPostgres());
    processes.line.breakAll();
  };
  const exchanges = (): Promise<void>[] => devices.map((device) => attempt(device));
  if (moment.endsWith('inside a transaction'))
    await insideATransaction(processes, tenantId, exchanges, killed);
  else if (moment.endsWith('before its answer'))
    await afterACommit(processes, tenantId, devices, exchanges, killed);
  else if (moment.endsWith('nobody asks')) await killed();
  else {
    const arrived = new Promise<void>((resolve) => {
      processes.line.onPassed = resolve;
    });
    const running = exchanges();
    await arrived;
    await killed();
    await Promise.all(running);
  }
  processes.line.onPassed = undefined;
  processes.line.set({ kind: 'none' });
  if (!isServer) await processes.startPostgres();
  else await processes.startServer();
}

async function attempt(device: SimDevice): Promise<void> {
  await device.exchange().catch((error: unknown) => {
    if (!isPassing(error)) throw error;
  });
}

/** Somebody else holds the counter, so that every push stands in the middle of its transaction until the kill. */
async function insideATransaction(
  processes: Processes,
  tenantId: string,
  exchanges: () => readonly Promise<void>[],
  killed: () => Promise<void>,
): Promise<void> {
  const holder = await processes.admin.connect();
  holder.on('error', () => undefined);
  await holder.query('begin');
  await holder.query('select 1 from app.workspace_counters where tenant_id = $1 for update', [tenantId]);
  const running = exchanges();
  const isWaiting = async (): Promise<boolean> =>
    (
      await processes.asAdmin(
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%workspace_counters%'`,
      )
    ).length > 0;
  await until(isWaiting, running);
  await killed();
  await holder.query('rollback').then(
    () => holder.release(),
    () => holder.release(true),
  );
  await Promise.all(running);
}

/** The server does everything, and is killed before a byte of an answer arrives. */
async function afterACommit(
  processes: Processes,
  tenantId: string,
  devices: readonly SimDevice[],
  exchanges: () => readonly Promise<void>[],
  killed: () => Promise<void>,
): Promise<void> {
  const counter = async (): Promise<unknown> =>
    (
      await processes.asAdmin('select counter from app.workspace_counters where tenant_id = $1', [tenantId])
    )[0]?.['counter'];
  const before = await counter();
  let isSilent = false;
  // What comes before the push is answered; of the push, nothing is.
  void Promise.race(devices.map((device) => device.reaches('push sent'))).then(() => {
    isSilent = true;
    processes.line.set({ kind: 'silent' });
  });
  const running = exchanges();
  await until(async () => isSilent && (await counter()) !== before, running);
  await killed();
  await Promise.all(running);
}

/** Resolves when `holds` does; the exchanges that could make it hold must not have ended before. */
async function until(holds: () => Promise<boolean>, running: readonly Promise<void>[]): Promise<void> {
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  Promise.all(running).then(over, over);
  while (!(await holds())) {
    if (isOver) return;
    await pause(5);
  }
}

/** The moments of one schedule: every kind of kill, in an order of its own. */
export function momentsOf(seed: number): readonly Moment[] {
  const roll = dice(seed);
  const left: Moment[] = [...MOMENTS];
  return MOMENTS.map(() => left.splice(roll(left.length), 1)[0] ?? MOMENTS[0]);
}
