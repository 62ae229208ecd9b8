import { toInstant } from 'shared/lib/instants.ts';
import { edgeOf } from 'shared/domain/window.ts';
import type { Checkpoint, PullAnswer } from 'shared/protocol/pull.ts';
import type { PullState } from '../../client/src/db/local-tables.ts';
import type { DeviceRecord } from '../../client/src/db/record.ts';
import type { Author } from '../../client/src/sync/decide.ts';
import { judgePage } from '../../client/src/sync/page.ts';
import type { Counts } from '../tally.ts';
import { count } from '../tally.ts';
import { checkCursor } from './cursor.ts';
import { Device, type Surroundings, type Tab } from './device.ts';
import { Ledger } from './ledger.ts';
import { Network, type Message } from './network.ts';
import { Broken, type Planted } from './plan.ts';
import { ModelServer, type Answer, type Call } from './server.ts';
import { settled, type Strand } from './strand.ts';
import { onStepOf } from './states.ts';
import { obeyTable } from './table.ts';
import { COLLECTIONS, edgeAt, type Modelled } from './units.ts';

/** Places in the order that are tried again at the end. */
const MOST_CHECKPOINTS = 6;

/** Exchanges of every device, after which a queue that is not empty never will be. */
const MOST_ROUNDS = 8;

/** How a world is made. */
export interface Shape {
  readonly devices: number;
  readonly tabs: number;
  /** How many of `COLLECTIONS`. */
  readonly collections: number;
  /** Whether a batch of rows can be cut in two. */
  readonly torn: boolean;
}

/**
 * A world for the model: a server made of the pure verdict, devices that run the client's own exchange over stores in
 * memory, and a network that loses, repeats and reorders everything. Nothing in it waits for a clock.
 */
export class World {
  readonly states: Counts = new Map();
  readonly server: ModelServer;
  readonly network = new Network();
  readonly ledger: Ledger;
  readonly devices: readonly Device[];
  readonly planted: Planted;
  /** By the random part of the rev that an edit makes: the units that its person wanted to change. */
  readonly #meant = new Map<string, readonly string[]>();
  readonly #collections: readonly Modelled[];
  readonly cut = new Set<Device>();
  readonly #handedOut: (readonly [Modelled, Checkpoint])[] = [];
  /** Documents that a device changed which had not heard of a restore. */
  readonly #unaware = new Set<string>();
  #ticks = 0;
  #later: { readonly at: number; readonly end: () => void }[] = [];
  #failure: { readonly error: unknown } | undefined;
  /** After a change of the table or the counting, nothing of an earlier world speaks any more. */
  constructor(shape: Shape, planted: Planted = {}) {
    this.planted = planted;
    const onBroken = (error: unknown): void => {
      this.#failure ??= { error };
    };
    this.server = new ModelServer((state) => count(this.states, state), planted.server);
    this.ledger = new Ledger(this.server, shape.devices === 1);
    this.#collections = COLLECTIONS.slice(0, shape.collections);
    const surroundings: Surroundings = {
      nowMs: () => this.server.nowMs,
      random: this.random,
      collections: this.#collections,
      manner: { torn: shape.torn, noCompareAndSet: planted.device === 'no compare-and-set' },
      send: (tab, call) => this.#send(tab, call),
      onWrite: (device, collection, states) => {
        try {
          this.ledger.onWrite(device, collection, states, this.#meantBy(states[1]));
          const isUnaware = this.server.restores > 0 && device.epoch !== this.server.asOf.epoch;
          if (isUnaware) this.#unaware.add(states[1].id);
        } catch (error) {
          onBroken(error);
          throw error;
        }
      },
      onBroken,
    };
    this.devices = Array.from(
      { length: shape.devices },
      (_, n) => new Device(`user-${n}`, shape.tabs, surroundings),
    );
    obeyTable(planted.table, onStepOf(this.states));
  }

  random = (n: number): Uint8Array => {
    const made = this.server.fresh();
    return Uint8Array.from({ length: n }, (_, at) => (made >>> (8 * (at % 4))) & 0xff);
  };

  collectionAt(n: number): Modelled {
    return this.#collections[n % this.#collections.length] ?? 'absences';
  }

  /** The author of one edit of which it is known what it was meant to change. */
  authorOf(tab: Tab, units: readonly string[]): Author {
    const random = (n: number): Uint8Array => {
      const bytes = this.random(n);
      this.#meant.set(Buffer.from(bytes).toString('hex'), units);
      return bytes;
    };
    return { ...tab.author, random };
  }

  #meantBy(next: DeviceRecord): readonly string[] | undefined {
    return 'document' in next ? this.#meant.get(next.document.rev.split('-').at(-1) ?? '') : undefined;
  }

  #send(tab: Tab, call: Call): Promise<Answer> {
    const { device, strand } = tab;
    return this.network.send(strand, { user: device.user, version: device.version }, call);
  }

  /** Ends the schedule if something went wrong in what has happened meanwhile. */
  async settle(): Promise<void> {
    await settled();
    this.#forgetAttention();
    for (const id of this.#unaware) this.ledger.excuseWhatWentUnaware(this.devices, id);
    this.#unaware.clear();
    if (this.#failure) throw this.#failure.error;
  }

  deviceOf(by: Strand): Device | undefined {
    return this.devices.find(({ tabs }) => tabs.some(({ strand }) => strand === by));
  }

  /** Brings a message one way: a call to the server, or an answer to its tab, which then goes so many steps. */
  arrive(message: Message, steps: number): Message | undefined {
    const { outcome, waiting, by } = message;
    if (outcome === undefined) {
      const reply = { ...message, outcome: this.#ask(message) };
      this.network.messages.push(reply);
      return reply;
    }
    by.run(steps);
    waiting.end('answer' in outcome ? { answer: this.#received(message, outcome.answer) } : outcome);
    return undefined;
  }

  #ask({ caller, call, by }: Message): { answer: Answer } | { error: unknown } {
    try {
      return { answer: this.server.answer(caller, call) };
    } catch (error) {
      if (error instanceof Broken) throw error;
      const code = (error as { code?: string }).code ?? '';
      if (code === 'checkpoint_expired' && this.deviceOf(by)?.hasUnsent === true)
        count(this.states, 'checkpoint expired with work unsent');
      if (code === 'suspended' || code === 'upgrade_required') count(this.states, code);
      return { error };
    }
  }

  /** What arrives on the device: the answer, unless a bug is planted on its way. */
  #received({ call, by }: Message, answer: Answer): Answer {
    const device = this.deviceOf(by);
    if (call.kind !== 'pull' || device === undefined || !('edge' in answer)) return answer;
    const { collection, ask } = call;
    if (this.#handedOut.length < MOST_CHECKPOINTS) this.#handedOut.push([collection, answer.checkpoint]);
    const stored = pullStateOf(device, collection);
    const asked: PullState = {
      collection,
      complete: false,
      ...(ask.checkpoint !== undefined && {
        checkpoint: JSON.parse(ask.checkpoint) as NonNullable<PullState['checkpoint']>,
      }),
    };
    const verdict = judgePage(stored, asked, answer);
    if (verdict.kind === 'dropped') count(this.states, 'page of another pull');
    if (verdict.kind === 'start_over') count(this.states, 'window grew');
    return this.#spoiled(device, answer, ask.checkpoint === undefined ? undefined : stored);
  }

  /** Planted: the tables forget refused attempts at once. */
  #forgetAttention(): void {
    if (this.planted.device !== 'no attention') return;
    for (const { disk } of this.devices) disk.tables.get('attention')?.clear();
  }

  #spoiled(device: Device, answer: PullAnswer, stored: PullState | undefined): PullAnswer {
    const { device: deviceBug, server: serverBug } = this.planted;
    if (serverBug === 'asOf outside snapshot') return { ...answer, asOf: this.server.asOf };
    if (deviceBug === 'evict by device clock')
      return { ...answer, edge: edgeOf(toInstant(device.nowMs()).slice(0, 10)) };
    if (deviceBug === 'checkpoint before page' && stored?.checkpoint)
      device.disk.tables
        .get('pulls')
        ?.set(stored.collection, { ...stored, checkpoint: answer.checkpoint, edge: answer.edge });
    return answer;
  }

  /** One command more: a second passes, and what was to end by now ends. */
  tick(): void {
    this.server.nowMs += 1_000;
    this.#ticks += 1;
    this.#later = this.#later.filter(({ at, end }) => {
      if (at <= this.#ticks) end();
      return at > this.#ticks;
    });
  }

  later(ticks: number, end: () => void): void {
    this.#later.push({ at: this.#ticks + ticks, end });
  }

  /** Goes on with a tab until the answer to such a call is about to arrive, which then waits. */
  async runTabUntil(tab: Tab, isIt: (call: Call) => boolean, times: number): Promise<void> {
    let left = times;
    tab.strand.run(Number.POSITIVE_INFINITY);
    await this.settle();
    for (let trips = 0; tab.isExchanging && trips < 50; trips += 1) {
      const at = this.network.messages.findIndex(({ by, waiting }) => by === tab.strand && !waiting.isOver);
      const message = this.network.messages[at];
      if (message === undefined) return;
      if (message.outcome && isIt(message.call) && (left -= 1) <= 0) return;
      this.network.take(at);
      this.arrive(message, Number.POSITIVE_INFINITY);
      await this.settle();
    }
  }

  /** Lets one tab end what it does, every message of it arriving at once. */
  async runTab(tab: Tab, most = 400): Promise<void> {
    tab.strand.run(Number.POSITIVE_INFINITY);
    await this.settle();
    for (let trips = 0; tab.isExchanging; trips += 1) {
      if (trips > most) throw new Broken('I9', `an exchange of ${tab.device.user} that never ends`);
      const mine = this.network.messages.findIndex(({ by, waiting }) => by === tab.strand && !waiting.isOver);
      const message = mine < 0 ? undefined : this.network.take(mine);
      if (message === undefined) {
        await this.settle();
        continue;
      }
      this.arrive(message, Number.POSITIVE_INFINITY);
      await this.settle();
    }
  }

  // The end

  /** Everything arrives again; what was promised must now hold. */
  async heal(): Promise<void> {
    for (const { end } of this.#later.splice(0)) end();
    this.server.isSuspended = false;
    this.server.readers.clear();
    this.cut.clear();
    for (const device of this.devices) {
      device.disk.isFull = false;
      device.disk.failure = undefined;
      if (device.version < this.server.version) await device.update(this.planted.device);
    }
    for (const tab of this.devices.flatMap(({ tabs }) => tabs)) await this.runTab(tab);
    while (this.network.messages.length > 0) {
      const message = this.network.take(0);
      if (message) this.arrive(message, Number.POSITIVE_INFINITY);
    }
    await this.settle();
    for (let round = 0, isMoving = true; isMoving && round < MOST_ROUNDS; round += 1) {
      const before = this.server.asOf.counter;
      for (const device of this.devices) {
        const tab = device.tab(round);
        tab.exchange({}, round === 1 ? 1 : 20);
        await this.runTab(tab);
      }
      isMoving = before !== this.server.asOf.counter || this.devices.some(({ hasUnsent }) => hasUnsent);
    }
    this.#check();
  }

  #check(): void {
    for (const device of this.devices)
      for (const [, record] of device.disk.records())
        if ('base' in record) throw new Broken('I9', `${record.id} stays ${record.kind} on ${device.user}`);
    for (const device of this.devices) for (const name of this.#collections) this.#checkEqual(device, name);
    this.ledger.checkNothingLost(this.devices);
    this.server.check();
    const byTime = this.planted.server === 'cursor by updatedAt';
    if (!byTime)
      for (const [at, [collection, checkpoint]] of this.#handedOut.entries())
        checkCursor(this.server, collection, checkpoint, 1 + (at % 3));
  }

  /** I2: exactly what is inside of the server's window of today, under the server's rev. */
  #checkEqual(device: Device, collection: Modelled): void {
    const stored = pullStateOf(device, collection);
    const edge = edgeAt(stored.checkpoint?.day ?? this.server.day, this.server.moreWeeks);
    const expected = this.server.idsInside(collection, edge);
    for (const [name, record] of device.disk.records()) {
      if (name !== collection || record.kind !== 'clean') continue;
      const { rev } = record.document;
      if (expected.get(record.id) !== rev)
        throw new Broken('I2', `${record.id} on ${device.user} is ${rev} and not ${expected.get(record.id)}`);
      expected.delete(record.id);
    }
    for (const [id] of expected) throw new Broken('I2', `${id} is missing on ${device.user}`);
  }
}

export const pullStateOf = ({ disk }: Device, collection: Modelled): PullState =>
  (disk.tables.get('pulls')?.get(collection) as PullState | undefined) ?? { collection, complete: false };
