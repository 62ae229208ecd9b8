import { addDays } from 'shared/lib/days.ts';
import { toInstant } from 'shared/lib/instants.ts';
import { edgeOf, inWindow, nearDays } from 'shared/domain/window.ts';
import { getUnit, shapeOf } from 'shared/merge/units.ts';
import { judge, serverTime, type Master, type Memory } from 'shared/merge/verdict.ts';
import type { AsOf, WireDocument } from 'shared/protocol/document.ts';
import type { Checkpoint, PullAnswer } from 'shared/protocol/pull.ts';
import type { PushAnswer, PushRow } from 'shared/protocol/push.ts';
import type { PullState } from '../../client/src/db/local-tables.ts';
import type { DeviceRecord } from '../../client/src/db/record.ts';
import { stepOf, TRANSITIONS, type DocumentEvent } from '../../client/src/sync/document.ts';
import { Broken, type Fault, type Planted } from './plan.ts';
import { judgePage, stateAfter } from '../../client/src/sync/page.ts';
import { outcomeOf, rowOf } from '../../client/src/sync/push.ts';
import { decide } from '../../client/src/sync/write.ts';

/**
 * A world for the model tests: a server made of the pure verdict, devices made of the pure transitions, and a network
 * that loses, repeats and reorders everything. Nothing in it waits, so that a schedule takes well under a millisecond.
 */
const COLLECTION = 'absences';
const SHAPE = shapeOf(COLLECTION);
const EPOCH = 'model';
const FIRST_DAY = '2026-11-24';
const FIRST_NOW = Date.parse('2026-11-24T12:00:00.000Z');
/** Leaves the window soon; near; near soon; far ahead. */
const DAYS = ['2026-08-27', '2026-11-25', '2026-12-08', '2027-03-01'];
const UNITS = ['note', 'kind', 'part', 'to'] as const;
/** As for the weeks and loads: absences themselves are few, and come whole before everything else. */
const isNear = ({ to }: WireDocument, today: string): boolean => {
  const near = nearDays(today);
  return String(to) >= near.from && String(to) <= near.to;
};
/** Units whose values are new every time. */
const FREE: ReadonlySet<string> = new Set(['note', 'kind', 'part']);
export const FORBIDDEN = 'forbidden';
const EMPLOYEE = '00000000-0000-7000-8000-0000000000ee';

interface Intent {
  readonly id: string;
  readonly unit: string;
  readonly value: unknown;
  /** Somebody saw this value and replaced it, or it went back to what was known already. */
  settled: boolean;
}

interface Device {
  readonly name: string;
  readonly records: Map<string, DeviceRecord>;
  /** The newest master state of each document that was ever shown here, by its place in the order. */
  readonly shown: Map<string, number>;
  pull: PullState;
  heard: AsOf | undefined;
  offsetMs: number;
}

interface Asked {
  readonly device: Device;
  readonly asked: PullState;
  /** What it held when it asked. */
  readonly held: ReadonlyMap<string, DeviceRecord>;
}

type Message =
  | { readonly kind: 'push'; readonly device: Device; readonly rows: readonly PushRow[] }
  | {
      readonly kind: 'pushed';
      readonly device: Device;
      readonly rows: readonly PushRow[];
      readonly answer: PushAnswer;
    }
  | ({ readonly kind: 'pull'; readonly limit: number } & Asked)
  | ({ readonly kind: 'pulled'; readonly answer: PullAnswer } & Asked);

interface Row extends Master {
  readonly seq: number;
}

const EMPTY: WireDocument = { id: '', rev: '', updatedAt: '', updatedBy: '' };
const newState = (): PullState => ({ collection: COLLECTION, complete: false });
const idOf = (n: number): string => `doc-${n}`;

export class World {
  readonly faults = new Map<Fault, number>();
  readonly #planted: Planted;
  readonly #devices: Device[];
  readonly #rows = new Map<string, Row>();
  readonly #memory = new Map<string, Memory>();
  readonly #seqOfRev = new Map<string, number>();
  readonly #writesOfRev = new Map<string, number>();
  readonly #lost: { id: string; unit: string; value: unknown }[] = [];
  readonly #attention: { id: string; document: WireDocument }[] = [];
  readonly #rejectedIds = new Set<string>();
  readonly #intents: Intent[] = [];
  #network: Message[] = [];
  #counter = 0;
  #made = 0;
  #nowMs = FIRST_NOW;
  #day = FIRST_DAY;

  constructor(devices: number, planted: Planted = {}) {
    this.#planted = planted;
    this.#devices = Array.from({ length: devices }, (_, n) => ({
      name: `user-${n}`,
      records: new Map(),
      shown: new Map(),
      pull: newState(),
      heard: undefined,
      offsetMs: 0,
    }));
  }

  #count(fault: Fault): void {
    this.faults.set(fault, (this.faults.get(fault) ?? 0) + 1);
  }

  #device(n: number): Device {
    const device = this.#devices[n % this.#devices.length];
    if (device === undefined) throw new Error('A world needs a device');
    return device;
  }

  #fresh(): number {
    this.#made += 1;
    return this.#made;
  }

  #random = (n: number): Uint8Array => {
    const made = this.#fresh();
    return Uint8Array.from({ length: n }, (_, at) => (made >>> (8 * (at % 4))) & 0xff);
  };

  #record(device: Device, id: string): DeviceRecord {
    return device.records.get(id) ?? { kind: 'absent', id };
  }

  /** Writes a record and looks whether the document went back in time (I5) or left before it was acknowledged (I10). */
  #put(device: Device, next: DeviceRecord, by: DocumentEvent['type']): void {
    const before = this.#record(device, next.id);
    if (before === next) return;
    const wasUnsent = 'base' in before;
    if (wasUnsent && !('base' in next) && by !== 'answered' && by !== 'withdraw')
      throw new Broken('I10', `${next.id} left by ${by} before it was acknowledged`);
    if (next.kind === 'clean') {
      const seq = this.#seqOfRev.get(next.document.rev) ?? 0;
      if (seq < (device.shown.get(next.id) ?? 0)) throw new Broken('I5', `${next.id} went back in time`);
      device.shown.set(next.id, seq);
    }
    if (next.kind === 'left' && next.deletion)
      device.shown.set(
        next.id,
        Math.max(device.shown.get(next.id) ?? 0, this.#seqOfRev.get(next.deletion.rev) ?? 0),
      );
    device.records.set(next.id, next);
  }

  #step(
    device: Device,
    id: string,
    event: DocumentEvent,
    held: ReadonlyMap<string, DeviceRecord> = device.records,
  ): void {
    const before = held.get(id) ?? { kind: 'absent', id };
    const step = stepOf(before, event, this.#planted.table ?? TRANSITIONS);
    // A person saw it go: whatever the record remembers, an older state must not come back.
    if (before.kind === 'clean' && step.record.kind !== 'clean' && event.type === 'pulled')
      device.shown.set(id, this.#seqOfRev.get(event.document.rev) ?? 0);
    if (step.attention && this.#planted.noAttention !== true) {
      this.#attention.push({ id, document: step.attention.document });
      this.#rejectedIds.add(id);
    }
    this.#put(device, step.record, event.type);
  }

  // What a person does

  edit(deviceNo: number, docNo: number, unitNo: number, how: number): void {
    const device = this.#device(deviceNo);
    const id = idOf(docNo);
    const unit = UNITS[unitNo % UNITS.length] ?? 'note';
    const record = this.#record(device, id);
    const known = 'base' in record ? record.base : undefined;
    this.#change(device, id, (current) => {
      const fields = current ?? { employeeId: EMPLOYEE, from: '2026-01-01', to: DAYS[how % DAYS.length] };
      if (unit === 'to') return { ...fields, to: DAYS[how % DAYS.length] };
      if (how % 11 === 0) return { ...fields, [unit]: `${FORBIDDEN}-${this.#fresh()}` };
      // Back to what the server knew: the edit that looks like none.
      if (how % 4 === 0 && known) return { ...fields, [unit]: known[unit] };
      return { ...fields, [unit]: `v${this.#fresh()}` };
    });
  }

  /** Deletes what is there, or makes again what was deleted. */
  toggle(deviceNo: number, docNo: number, how: number): void {
    const device = this.#device(deviceNo);
    const id = idOf(docNo);
    this.#change(device, id, (current) => {
      if (current) return undefined;
      this.#count('recreated');
      return {
        employeeId: EMPLOYEE,
        from: '2026-01-01',
        to: DAYS[how % DAYS.length],
        note: `v${this.#fresh()}`,
      };
    });
  }

  #change(
    device: Device,
    id: string,
    change: (current: WireDocument | undefined) => object | undefined,
  ): void {
    const record = this.#record(device, id);
    const decision = decide(COLLECTION, record, change, {
      userId: device.name,
      now: () => this.#nowMs + device.offsetMs,
      random: this.#random,
    });
    if (decision === undefined) return;
    const { next } = decision;
    if (!('document' in next)) {
      for (const intent of this.#intents)
        if (intent.id === id && 'base' in record) intent.settled ||= this.#shows(record, intent);
      this.#put(device, next, 'withdraw');
      return;
    }
    const known = ('base' in record ? record.base : null) ?? EMPTY;
    const pending = 'sent' in next ? next.sent.document : 'base' in next ? next.base : null;
    for (const { unit, before, after } of decision.change.units) {
      for (const intent of this.#intents)
        if (intent.id === id && intent.unit === unit && intent.value === before) intent.settled = true;
      const isBack = pending !== null && getUnit(SHAPE, pending, unit) === after;
      // With several devices, two may choose one value, and a merge of equals names no loser.
      const isUnique =
        this.#devices.length === 1 || (FREE.has(unit) && getUnit(SHAPE, known, unit) !== after);
      if (!isBack && isUnique && after !== undefined && !this.#rejectedIds.has(id))
        this.#intents.push({ id, unit, value: after, settled: false });
    }
    if (this.#planted.newestInPlaceOfSent === true && next.kind === 'edited')
      this.#put(
        device,
        { ...next, kind: 'sent', sent: { ...next.sent, document: next.document, stamps: next.stamps } },
        'edit',
      );
    else this.#put(device, next, 'edit');
  }

  #shows(record: DeviceRecord, { unit, value }: Intent): boolean {
    return 'document' in record && getUnit(SHAPE, record.document, unit) === value;
  }

  // What the device does by itself

  push(deviceNo: number): void {
    const device = this.#device(deviceNo);
    const rows: PushRow[] = [];
    for (const id of device.records.keys()) {
      const isRepeat = this.#record(device, id).kind !== 'unsent';
      this.#step(device, id, { type: 'mark', ...(device.heard && { sentAt: device.heard.counter }) });
      const ready = rowOf(COLLECTION, this.#record(device, id), isRepeat);
      if (ready) rows.push(ready.row);
    }
    if (rows.length > 0) this.#network.push({ kind: 'push', device, rows });
  }

  pull(deviceNo: number, limit: number): void {
    const device = this.#device(deviceNo);
    const held = this.#planted.noCompareAndSet === true ? new Map(device.records) : device.records;
    this.#network.push({ kind: 'pull', device, asked: device.pull, held, limit: 1 + (limit % 3) });
  }

  startOver(deviceNo: number): void {
    const device = this.#device(deviceNo);
    this.#count('started over');
    device.pull = newState();
  }

  restart(deviceNo: number): void {
    const device = this.#device(deviceNo);
    this.#count('restarted');
    this.#network = this.#network.filter(
      (message) => message.device !== device || message.kind === 'push' || message.kind === 'pull',
    );
  }

  clock(deviceNo: number, hours: number): void {
    this.#count('clock moved');
    this.#device(deviceNo).offsetMs += (hours - 12) * 3_600_000;
  }

  time(minutes: number): void {
    this.#nowMs += 1_000 + minutes * 60_000;
  }

  dayPasses(days: number): void {
    this.#count('day moved');
    this.#day = addDays(this.#day, 1 + days);
  }

  // What the network does

  deliver(at: number, crashAfter: number): void {
    if (this.#network.length === 0) return;
    const index = at % this.#network.length;
    if (index > 0) this.#count('reordered');
    const [message] = this.#network.splice(index, 1);
    if (message) this.#arrive(message, crashAfter);
  }

  drop(at: number): void {
    if (this.#network.length === 0) return;
    this.#count('dropped');
    this.#network.splice(at % this.#network.length, 1);
  }

  duplicate(at: number): void {
    const message = this.#network[at % Math.max(1, this.#network.length)];
    if (message === undefined) return;
    this.#count('duplicated');
    this.#network.push(message);
  }

  #arrive(message: Message, crashAfter = Number.POSITIVE_INFINITY): void {
    switch (message.kind) {
      case 'push':
        this.#network.push({ ...message, kind: 'pushed', answer: this.#servePush(message.rows) });
        return;
      case 'pull':
        this.#network.push({
          ...message,
          kind: 'pulled',
          answer: this.#servePull(message.asked.checkpoint, message.limit),
        });
        return;
      case 'pushed':
        this.#applyPushed(message.device, message.rows, message.answer);
        return;
      default:
        this.#applyPulled(message, crashAfter);
    }
  }

  #hear(device: Device, asOf: AsOf): void {
    if (device.heard === undefined || device.heard.counter < asOf.counter) device.heard = asOf;
  }

  #applyPushed(device: Device, rows: readonly PushRow[], answer: PushAnswer): void {
    for (const row of rows)
      this.#step(device, row.document.id, {
        type: 'answered',
        rev: row.document.rev,
        asOf: answer.asOf,
        outcome: outcomeOf(row, answer),
      });
    this.#hear(device, answer.asOf);
  }

  #applyPulled({ device, asked, held, answer }: Asked & { answer: PullAnswer }, crashAfter: number): void {
    const stored = device.pull;
    const verdict = judgePage(stored, asked, answer);
    if (verdict.kind === 'dropped') return;
    if (verdict.kind === 'start_over') {
      device.pull = newState();
      return;
    }
    const { start } = verdict;
    const { edge } = answer;
    const asOf =
      this.#planted.asOfOutsideSnapshot === true ? { epoch: EPOCH, counter: this.#counter } : answer.asOf;
    const next = stateAfter(stored, answer, start, { fresh: false, added: 0 });
    if (this.#planted.checkpointBeforePage === true) device.pull = next;
    let written = 0;
    for (const document of answer.documents) {
      if (written >= crashAfter) {
        this.#count('crashed in a page');
        return;
      }
      const inside = inWindow(COLLECTION, document, edge);
      this.#step(
        device,
        document.id,
        {
          type: 'pulled',
          document,
          asOf,
          inside,
          listing: start !== undefined,
        },
        held,
      );
      written += 1;
    }
    const deviceDay = toInstant(this.#nowMs + device.offsetMs).slice(0, 10);
    const evicting = this.#planted.evictByDeviceClock === true ? edgeOf(deviceDay) : edge;
    for (const record of device.records.values())
      if (
        this.#planted.noEviction !== true &&
        'document' in record &&
        !inWindow(COLLECTION, record.document, evicting)
      )
        this.#step(device, record.id, { type: 'evicted' });
    if (!answer.more && start && this.#planted.noSweep !== true)
      for (const id of device.records.keys()) this.#step(device, id, { type: 'swept', start, asOf });
    device.pull = next;
    this.#hear(device, asOf);
  }

  // What the server does

  #servePush(rows: readonly PushRow[]): PushAnswer {
    const conflicts: PushAnswer['conflicts'][number][] = [];
    const rejected: PushAnswer['rejected'][number][] = [];
    for (const row of rows) {
      const { id, rev } = row.document;
      const name = `${id} ${rev}`;
      const master = this.#rows.get(id) ?? null;
      const verdict = judge({
        row,
        memory: this.#memory.get(name),
        master,
        horizon: 0,
        time: serverTime(this.#nowMs),
        newRev: () => `server-${this.#fresh()}`,
        forbids: (_before, after) =>
          UNITS.some((unit) => String(after[unit]).startsWith(FORBIDDEN)) ? 'not here' : undefined,
      });
      if (verdict.remember) this.#memory.set(name, verdict.remember);
      for (const { unit, lost } of verdict.losers) this.#lost.push({ id, unit, value: lost });
      if (verdict.write) this.#write(row, master, verdict.write, verdict.losers);
      if (verdict.answer.kind === 'merged') {
        this.#count('merged');
        conflicts.push({ collection: COLLECTION, document: verdict.answer.document });
      }
      if (verdict.answer.kind === 'rejected') {
        this.#count('rejected');
        const { code, message } = verdict.answer;
        rejected.push({ collection: COLLECTION, id, code, message, master: master?.document ?? null });
      }
    }
    return { asOf: { epoch: EPOCH, counter: this.#counter }, conflicts, rejected };
  }

  #write(row: PushRow, before: Row | null, write: Master, losers: readonly { unit: string }[]): void {
    const { id, rev } = row.document;
    const writes = (this.#writesOfRev.get(`${id} ${rev}`) ?? 0) + 1;
    this.#writesOfRev.set(`${id} ${rev}`, writes);
    if (writes > 1) throw new Broken('I4', `${id} ${rev} was applied ${writes} times`);
    const revives = before?.document._deleted === true && write.document._deleted !== true;
    if (revives && row.base?._deleted !== true && !losers.some(({ unit }) => unit === '_deleted'))
      throw new Broken('I7', `${id} came back without anybody being told`);
    this.#counter += 1;
    this.#rows.set(id, { ...write, seq: this.#counter });
    this.#seqOfRev.set(write.document.rev, this.#counter);
  }

  #servePull(from: Checkpoint | undefined, limit: number): PullAnswer {
    const counter = this.#counter;
    let at: Checkpoint = from ?? {
      seq: 0,
      start: counter,
      epoch: EPOCH,
      phase: 'near',
      day: this.#day,
      id: `pull-${this.#fresh()}`,
      signature: '',
    };
    const { phaseOfToday, liveFiltered, noTombstones, fromLastRow } = this.#planted;
    if (phaseOfToday === true) at = { ...at, day: this.#day };
    const rows = [...this.#rows.values()].sort((a, b) => a.seq - b.seq);
    const documents: WireDocument[] = [];
    const answer = (more: boolean): PullAnswer => {
      const day = at.phase === 'live' && this.#day > at.day ? this.#day : at.day;
      return {
        documents,
        checkpoint: { ...at, day },
        asOf: { epoch: EPOCH, counter },
        edge: edgeOf(day),
        more,
      };
    };
    const take = (found: readonly Row[]): boolean => {
      const page = found.slice(0, limit - documents.length);
      documents.push(...page.map(({ document }) => document));
      const isFull = documents.length === limit;
      if (isFull) at = { ...at, seq: page.at(-1)?.seq ?? at.seq };
      return isFull;
    };
    for (const phase of ['near', 'rest'] as const) {
      if (at.phase !== phase) continue;
      const found = rows.filter(
        ({ document, seq }) =>
          document._deleted !== true &&
          seq > at.seq &&
          seq <= at.start &&
          inWindow(COLLECTION, document, edgeOf(at.day)) &&
          isNear(document, at.day) === (phase === 'near'),
      );
      if (take(found)) return answer(true);
      const live = this.#planted.liveFromLastPage === true ? counter : at.start;
      at = { ...at, phase: phase === 'near' ? 'rest' : 'live', seq: phase === 'near' ? 0 : live };
    }
    const isLive = ({ document, seq }: Row): boolean =>
      (fromLastRow === true ? seq >= at.seq : seq > at.seq) &&
      (liveFiltered !== true || inWindow(COLLECTION, document, edgeOf(at.day))) &&
      (noTombstones !== true || document._deleted !== true);
    if (take(rows.filter(isLive)) && at.seq < counter) return answer(true);
    at = { ...at, seq: counter };
    return answer(false);
  }

  // The end

  /** Everything arrives again; what was promised must now hold. */
  heal(): void {
    for (let round = 0; round < 12; round += 1) {
      for (const [n, device] of this.#devices.entries()) {
        this.#network = [];
        this.push(n);
        for (let more = true; more;) {
          const before = this.#network.length;
          const [message] = this.#network.splice(0, 1);
          if (message) this.#arrive(message);
          more = before > 0;
        }
        let pages = 0;
        do {
          this.pull(n, round);
          while (this.#network.length > 0) {
            const [message] = this.#network.splice(0, 1);
            if (message?.kind === 'pulled') {
              this.#arrive(message);
              pages = message.answer.more || device.pull.checkpoint === undefined ? pages + 1 : -1;
            } else if (message) this.#arrive(message);
          }
          if (pages > 100) throw new Broken('I9', 'a pull that never ends');
        } while (pages >= 0);
      }
    }
    this.#check();
  }

  #check(): void {
    for (const device of this.#devices) {
      const edge = device.pull.edge ?? edgeOf(this.#day);
      for (const record of device.records.values())
        if ('base' in record) throw new Broken('I9', `${record.id} stays ${record.kind} on ${device.name}`);
      for (const [id, { document }] of this.#rows) {
        const record = this.#record(device, id);
        const expected =
          document._deleted !== true && inWindow(COLLECTION, document, edge) ? document.rev : undefined;
        const found = record.kind === 'clean' ? record.document.rev : undefined;
        if (found !== expected)
          throw new Broken('I2', `${id} on ${device.name}: ${found} and not ${expected}`);
      }
      for (const record of device.records.values())
        if (record.kind === 'clean' && !this.#rows.has(record.id))
          throw new Broken('I2', `${record.id} is nowhere but on ${device.name}`);
    }
    for (const intent of this.#intents)
      if (!intent.settled && !this.#isKept(intent))
        throw new Broken('I1', `${intent.id} ${intent.unit} = ${String(intent.value)} is lost`);
  }

  #isKept({ id, unit, value }: Intent): boolean {
    const master = this.#rows.get(id)?.document;
    if (master && master._deleted !== true && getUnit(SHAPE, master, unit) === value) return true;
    if (this.#lost.some((lost) => lost.id === id && lost.unit === unit && lost.value === value)) return true;
    return this.#attention.some((entry) => entry.id === id && getUnit(SHAPE, entry.document, unit) === value);
  }
}
