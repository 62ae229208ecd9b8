import type { Scope } from '../../sync-server/src/db/scope.ts';
import { isStorageFailure } from '../../client/src/db/storage-errors.ts';
import type { Exchanged } from '../../client/src/sync/exchange.ts';
import { pullState } from '../../client/src/sync/pull.ts';
import { count, type Counts } from '../tally.ts';
import { PATIENT_MS, SimDevice, type ClientTamper } from './device.ts';
import { COLLECTIONS, Ledger } from './ledger.ts';
import { CANARY, Neighbour } from './neighbour.ts';
import {
  Broken,
  expectAppliedOnce,
  expectAudited,
  expectEqual,
  expectNoByteOf,
  expectNothingLost,
} from './oracle.ts';
import type { Schedule } from './kept.ts';
import { isPassing } from './passing.ts';
import type { Meanwhile, Step, StorageFault, Touch, Trip } from './plan.ts';
import type { World } from './world.ts';

/** Rounds of exchanges after everything is healed; what needs more is stuck. */
const ROUNDS_TO_HEAL = 3;
const IMPATIENT_MS = 250;
/** A full disk is full for a while. */
const FULL_FOR_WRITES = 6;

export interface Reached {
  readonly faults: Counts;
  readonly states: Counts;
}

/** Plays one schedule against the real server; throws `Broken` where a promise does not hold. */
export async function play(
  world: World,
  { name, steps }: Schedule,
  reached: Reached,
  tamper: ClientTamper = {},
): Promise<void> {
  const owner = await world.tenant();
  const scopes = [owner.scope, await owner.addMember('admin'), await owner.addMember('scheduler')];
  const other = (await world.tenant()).scope;
  const played = new Played({ world, name, reached, tamper, scopes, other });
  try {
    await played.start();
    for (const step of steps) await played.step(step);
    await played.heal();
    await played.check();
  } finally {
    world.heal();
    await played.stop();
    await world.retire(owner.tenantId);
    await world.retire(other.tenantId);
  }
}

interface PlayedParts {
  readonly world: World;
  readonly name: string;
  readonly reached: Reached;
  readonly tamper: ClientTamper;
  readonly scopes: readonly Scope[];
  readonly other: Scope;
}

class Played {
  readonly #parts: PlayedParts;
  readonly #devices: readonly SimDevice[];
  readonly #roles = ['owner', 'admin', 'scheduler'] as const;
  readonly #ledger: Ledger;
  readonly #neighbour: Neighbour;
  #isExpired = false;
  #hasExpired = false;

  constructor(parts: PlayedParts) {
    const { world, name, reached, tamper, scopes, other } = parts;
    this.#parts = parts;
    this.#ledger = new Ledger(`s${name}`);
    this.#devices = scopes.map(
      (scope, n) =>
        new SimDevice({
          origin: world.line.origin,
          tenantId: scope.tenantId,
          userId: scope.userId,
          collections: COLLECTIONS,
          tokens: world.tokensOf(scope, () => this.#isExpired),
          clockOffsetMs: (n - 1) * 3_600_000,
          pageSize: n + 1,
          tamper,
          onRefused: (code) => {
            count(reached.states, `answered ${code}`);
            this.#hasExpired ||= code === 'checkpoint_expired';
          },
        }),
    );
    this.#neighbour = new Neighbour({
      origin: world.line.origin,
      userId: other.userId,
      tokens: world.tokensOf(other),
    });
  }

  async start(): Promise<void> {
    for (const device of this.#devices) await device.start();
  }

  async stop(): Promise<void> {
    for (const device of this.#devices) await device.stop();
  }

  #device(n: number): SimDevice {
    const device = this.#devices[n];
    if (device === undefined) throw new Error(`There is no device ${n}`);
    return device;
  }

  async step(step: Step): Promise<void> {
    const { world, reached, scopes } = this.#parts;
    const fault = (name: string): void => count(reached.faults, name);
    switch (step.do) {
      case 'edit':
        return this.#edit(this.#device(step.device), step.touches, step.storage);
      case 'exchange':
        return this.#travel(this.#device(step.device), step.trip);
      case 'all exchange':
        return this.#together(step.touches);
      case 'restart':
        fault('restart');
        return this.#device(step.device).restart();
      case 'late repeat':
        if (await this.#device(step.device).deliverLate()) fault('late repeat');
        return undefined;
      case 'demote':
      case 'restore role': {
        const scope = scopes[step.device];
        const role = step.do === 'demote' ? 'viewer' : this.#roles[step.device];
        if (scope === undefined || role === undefined) throw new Error("Every device is a member's");
        fault(step.do);
        return world.setRole(scope, role);
      }
      case 'suspend':
      case 'reactivate':
        fault(step.do);
        return world.setStatus(scopes[0]?.tenantId ?? '', step.do === 'suspend' ? 'suspended' : 'active');
      case 'forget':
        fault('half a year passes');
        for (const device of this.#devices) device.forgetLate();
        return world.forgetEverything();
    }
  }

  async #edit(
    device: SimDevice,
    touches: readonly Touch[],
    storage: StorageFault | undefined,
  ): Promise<void> {
    this.#arm(device, storage);
    await this.#ledger.save(device, touches, this.#isExpectedOf(device));
    await this.#recover(device, storage);
    // What could not be put back on a full disk is finished at the next opening (D20).
    if (storage?.kind === 'full disk') await device.restart();
    await this.#ledger.resolve(device, true);
  }

  async #travel(device: SimDevice, trip: Trip): Promise<void> {
    const { world, reached } = this.#parts;
    const hadUnsent = (await unsentOf(device)) > 0;
    world.line.set(trip.line);
    if (trip.commit) world.databaseLine.loseCommit(trip.commit.moment, trip.commit.after);
    device.isDoubled = trip.isDoubled;
    device.timeoutMs = trip.line.kind === 'silent' ? IMPATIENT_MS : PATIENT_MS;
    this.#isExpired = trip.hasExpiredToken;
    this.#hasExpired = false;
    this.#arm(device, trip.storage);
    for (const [name, is] of [
      ['doubled', trip.isDoubled],
      ['token expired', trip.hasExpiredToken],
      ['second tab', trip.hasSecondTab],
    ] as const)
      if (is) count(reached.faults, name);

    const work: Promise<unknown>[] = [device.exchange()];
    if (trip.hasSecondTab) work.push(device.exchange());
    if (trip.meanwhile) work.push(this.#saveInTheMiddle(device, trip.meanwhile, work[0]));
    for (const done of await Promise.allSettled(work)) {
      if (done.status === 'rejected' && !this.#isExpectedOf(device)(done.reason)) throw done.reason;
      if (done.status === 'fulfilled' && (done.value as Exchanged | undefined)?.suspended === true)
        count(reached.states, 'could not send while suspended');
    }
    if (this.#hasExpired && hadUnsent) count(reached.states, 'checkpoint expired with work unsent');

    world.heal();
    device.isDoubled = false;
    device.timeoutMs = PATIENT_MS;
    this.#isExpired = false;
    await this.#recover(device, trip.storage);
    await this.#ledger.resolve(device, false);
    await this.#look(device);
  }

  /** When the exchange gets there, or as soon as it is clear that it will not. */
  async #saveInTheMiddle(
    device: SimDevice,
    { touch, when }: Meanwhile,
    exchanged: Promise<unknown> | undefined,
  ): Promise<void> {
    const goOn = await device.reaches(
      when,
      Promise.resolve(exchanged).catch(() => undefined),
    );
    try {
      if (!device.power.isOn) return;
      count(this.#parts.reached.faults, `edit, ${when}`);
      await this.#ledger.save(device, [touch], this.#isExpectedOf(device));
    } finally {
      goOn();
    }
  }

  /** Everybody at once over a slow database, so that transactions of one workspace really meet. */
  async #together(touches: readonly Touch[]): Promise<void> {
    const { world, reached } = this.#parts;
    let turn = 0;
    world.databaseLine.pause = () => ((turn += 7) % 5) * 2;
    for (const [n, touch] of touches.entries())
      await this.#ledger.save(this.#device(n), [touch], () => false);
    const all = await Promise.allSettled([
      ...this.#devices.map((device) => device.exchange()),
      this.#neighbour.visit(),
    ]);
    world.heal();
    for (const one of all) if (one.status === 'rejected') throw one.reason;
    count(reached.faults, 'all at once');
    for (const device of this.#devices) await this.#look(device);
  }

  #arm(device: SimDevice, fault: StorageFault | undefined): void {
    if (fault?.kind === 'power cut') device.power.cutAt(fault.at, fault.moment);
    if (fault?.kind === 'storage error') device.power.fail('UnknownError', fault.at, 1);
    if (fault?.kind === 'full disk') device.power.fail('QuotaExceededError', fault.at, FULL_FOR_WRITES);
  }

  async #recover(device: SimDevice, fault: StorageFault | undefined): Promise<void> {
    const { faults, states } = this.#parts.reached;
    if (fault && device.power.failures > 0) count(faults, fault.kind);
    device.power.heal();
    if (!device.power.isOn) {
      count(faults, `power cut ${fault?.kind === 'power cut' ? fault.moment : ''} a transaction`);
      await device.restart();
      for (const kind of (await device.look()).kinds)
        if (kind === 'sent' || kind === 'edited') count(states, 'power cut while a push was unanswered');
      for (const collection of COLLECTIONS) {
        const { complete, checkpoint } = await pullState(device.db, collection);
        if (!complete && checkpoint) count(states, 'power cut in the middle of a first pull');
      }
    }
  }

  readonly #isExpectedOf = (device: SimDevice) => {
    const { power } = device;
    return (error: unknown): boolean =>
      !power.isOn || power.failures > 0 || isStorageFailure(error) || isPassing(error);
  };

  /** I5, and which states a device is in. */
  async #look(device: SimDevice): Promise<void> {
    const { back, kinds } = await device.look();
    if (back.length > 0) throw new Broken('I5', `went back in time: ${back.join(', ')}`);
    for (const kind of kinds) count(this.#parts.reached.states, `a document is ${kind}`);
  }

  /** Everything works again, and a person who was made a viewer may still be one. */
  async heal(): Promise<void> {
    const { world, scopes } = this.#parts;
    world.heal();
    await world.setStatus(scopes[0]?.tenantId ?? '', 'active');
    for (let round = 0; round < ROUNDS_TO_HEAL; round += 1)
      for (const device of this.#devices) await device.exchange();
    for (const device of this.#devices) await this.#look(device);
  }

  async check(): Promise<void> {
    const { world, scopes, reached } = this.#parts;
    const [scope] = scopes;
    if (scope === undefined) throw new Error('There is an owner');
    const asking = { asAdmin: world.server.asAdmin, database: world.server.testDatabase.database };
    await expectEqual(asking, scope.tenantId, this.#devices);
    await expectNothingLost(asking, scope.tenantId, this.#devices, this.#ledger.owed);
    await expectAudited(asking, scope);
    await expectAppliedOnce(asking, scope.tenantId);
    await expectNoByteOf(CANARY, this.#devices);
    for (const device of this.#devices)
      for (const { code } of await device.db.local.attention.toArray())
        count(reached.states, `refused as ${code}`);
    for (const { unit } of await world.server.asAdmin('select unit from app.conflicts where tenant_id = $1', [
      scope.tenantId,
    ]))
      count(reached.states, unit === '_deleted' ? 'a deletion met an edit' : 'a value lost a merge');
  }
}

async function unsentOf(device: SimDevice): Promise<number> {
  let unsent = 0;
  for (const collection of COLLECTIONS) unsent += await device.db.store(collection).countUnsent();
  return unsent;
}
