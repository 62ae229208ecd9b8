import { addDays } from 'shared/lib/days.ts';
import { judgeOffer } from 'shared/merge/offer.ts';
import { DELETION, getUnit, shapeOf } from 'shared/merge/units.ts';
import {
  judge,
  serverTime,
  type Master,
  type Memory,
  type Question,
  type Verdict,
} from 'shared/merge/verdict.ts';
import type { AsOf, WireDocument } from 'shared/protocol/document.ts';
import type { OfferRequest, OfferRow } from 'shared/protocol/offer.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import type { PushAnswer, PushRequest, PushRow } from 'shared/protocol/push.ts';
import { ApiProblem } from '../../client/src/sync/api.ts';
import type { PullAsk } from '../../client/src/sync/transport.ts';
import { Broken, type ServerBug } from './plan.ts';
import { readPage } from './server-pages.ts';
import {
  copyOf,
  emptyState,
  forgetUpTo,
  keyOf,
  renameFields,
  restoredFrom,
  type Row,
  type ServerState,
} from './server-state.ts';
import { FIRST_DAY, FORBIDDEN, isInside, OWN, type Modelled } from './units.ts';

export type Call =
  | { readonly kind: 'pull'; readonly collection: Modelled; readonly ask: PullAsk }
  | { readonly kind: 'push'; readonly request: PushRequest }
  | { readonly kind: 'offer'; readonly request: OfferRequest };

/** Who calls, and in which version of the app. */
export interface Caller {
  readonly user: string;
  readonly version: number;
}

export type Answer = PullAnswer | PushAnswer;

const problem = (status: number, code: string, extra: object = {}): ApiProblem =>
  new ApiProblem(status, { title: code, code, ...extra });

/** The server: the pure verdict over tables in memory, under one lock, with everything that an operator can do to it. */
export class ModelServer {
  readonly #bug: ServerBug | undefined;
  readonly #count: (state: string) => void;
  #state: ServerState = emptyState('first');
  /** Before the last push: what is left of it where it was acknowledged too early. */
  #beforeLastPush: ServerState | undefined;
  #backup: { readonly state: ServerState; readonly version: number } | undefined;
  /** How often the database was set back. */
  restores = 0;
  /** Every verdict that was ever given, also after the server forgot it. */
  readonly given = new Map<string, Memory['verdict']>();
  readonly readers = new Set<string>();
  /** Records that somebody made again who knew that they were deleted, perhaps by somebody else meanwhile. */
  readonly #madeAgain = new Set<string>();
  #requests = 0;
  #made = 0;
  nowMs = Date.parse(`${FIRST_DAY}T12:00:00.000Z`);
  day: string = FIRST_DAY;
  moreWeeks = 0;
  version = 0;
  isSuspended = false;

  constructor(count: (state: string) => void, bug: ServerBug | undefined) {
    this.#count = count;
    this.#bug = bug;
  }

  get state(): ServerState {
    return this.#state;
  }

  get asOf(): AsOf {
    return { epoch: this.#state.epoch, counter: this.#state.counter };
  }

  fresh(): number {
    this.#made += 1;
    return this.#made;
  }

  master(collection: Modelled, id: string): Row | undefined {
    return this.#state.rows.get(keyOf(collection, id));
  }

  /** Answers one call, or throws what the wire would say. */
  answer({ user, version }: Caller, call: Call): Answer {
    this.#requests += 1;
    if (version < this.version) throw problem(426, 'upgrade_required');
    if (call.kind === 'pull') return this.#pull(call.collection, call.ask);
    if (this.isSuspended) throw problem(423, 'suspended');
    return this.#push(user, call.request, call.kind === 'offer');
  }

  #refuseOtherEpoch(epoch: string | undefined): void {
    if (epoch === undefined || epoch === this.#state.epoch) return;
    throw problem(410, 'restored', { epoch: this.#state.epoch, restores: this.#state.restores });
  }

  #pull(collection: Modelled, ask: PullAsk): PullAnswer {
    const { counter, epoch, horizon } = this.#state;
    this.#refuseOtherEpoch(ask.epoch);
    const page = readPage(
      { state: this.#state, bug: this.#bug, day: this.day, moreWeeks: this.moreWeeks, nowMs: this.nowMs },
      { collection, ask, requestNo: this.#requests, name: () => `pull-${this.fresh()}` },
      (from) => {
        this.#refuseOtherEpoch(from.epoch);
        if ((from.phase === 'live' ? from.seq : from.start) >= horizon) return;
        this.#count('checkpoint expired');
        throw problem(410, 'checkpoint_expired');
      },
    );
    return { ...page, asOf: { epoch, counter } };
  }

  /** Why this user may not write what comes out. */
  #forbids(user: string, before: WireDocument | null, after: WireDocument): string | undefined {
    if (this.readers.has(user)) return 'You may only read.';
    const kind = before?.['kind'];
    const owner = typeof kind === 'string' ? kind : '';
    if (owner.startsWith(OWN) && owner !== OWN + user) return 'This belongs to somebody else.';
    return JSON.stringify(after).includes(`"${FORBIDDEN}`) ? 'Not here.' : undefined;
  }

  #push(user: string, { epoch, rows }: PushRequest, isOffer: boolean): PushAnswer {
    this.#refuseOtherEpoch(epoch);
    this.#beforeLastPush = copyOf(this.#state);
    const conflicts: PushAnswer['conflicts'][number][] = [];
    const rejected: PushAnswer['rejected'][number][] = [];
    const remembered: [string, Memory][] = [];
    for (const row of rows) {
      const collection = row.collection as Modelled;
      const { id } = row.document;
      const before = this.master(collection, id) ?? null;
      const verdict = this.#judge(user, row, before, remembered, isOffer);
      const { answer } = verdict;
      if (answer.kind === 'merged') conflicts.push({ collection, document: answer.document });
      if (answer.kind === 'rejected') {
        const { code, message } = answer;
        this.#count(code === 'too_old' ? 'too old' : 'refused');
        rejected.push({ collection, id, code, message, master: before?.document ?? null });
      }
    }
    for (const [name, memory] of remembered)
      this.#state.memory.set(name, { memory, counter: this.#state.counter });
    return { asOf: this.asOf, conflicts, rejected };
  }

  #judge(
    user: string,
    row: PushRow,
    before: Row | null,
    remembered: [string, Memory][],
    isOffer: boolean,
  ): Verdict {
    const collection = row.collection as Modelled;
    const { id, rev } = row.document;
    const accepted = `${collection} ${id} ${rev}`;
    const rejectedName = `${accepted} ${user}`;
    const memory = (this.#state.memory.get(accepted) ?? this.#state.memory.get(rejectedName))?.memory;
    const isForgetful = this.#bug === 'double apply';
    const isOwn = isForgetful && before?.document.rev === rev;
    const question: Question = {
      row,
      memory: isForgetful ? undefined : memory,
      problem: memory ? undefined : this.#problemOf(row),
      master: isOwn ? { ...before, document: { ...before.document, rev: '' } } : before,
      horizon: this.#state.horizon,
      time: serverTime(this.nowMs),
      newRev: () => `server-${this.fresh()}`,
      forbids: (was, after) =>
        this.#bug === 'permission on what was sent'
          ? this.#forbids(user, row.base, row.document)
          : this.#forbids(user, was, after),
    };
    const verdict = isOffer ? this.#judgeOffer(question, row as OfferRow, before) : judge(question);
    this.#note(user, row, before, memory, verdict);
    if (verdict.remember) {
      const name = verdict.remember.verdict === 'accepted' ? accepted : rejectedName;
      remembered.push([name, verdict.remember]);
      this.given.set(rejectedName, verdict.remember.verdict);
    }
    // An acceptance counts for whoever repeats it.
    if (memory?.verdict === 'accepted') this.given.set(rejectedName, 'accepted');
    const isIgnored = this.#bug === 'on conflict do nothing' && row.base === null && before !== null;
    if (isIgnored && !isOffer) return { ...verdict, answer: { kind: 'accepted' } };
    if (this.#bug !== 'losers not kept') this.#keepLosers(row, verdict);
    if (verdict.write) this.#write(user, row, before, verdict.write, verdict);
    return verdict;
  }

  /** What a device gives back after a restore: taken, merged, or left to an administrator. */
  #judgeOffer(question: Question, row: OfferRow, before: Row | null): Verdict {
    const collection = row.collection as Modelled;
    const key = keyOf(collection, row.document.id);
    const restored = Math.max(0, ...this.#state.restores.map(({ counter }) => counter));
    const verdict = judgeOffer({
      ...question,
      row: { ...row, counter: Math.min(row.counter, restored) },
      masterSeq: before?.seq ?? 0,
      deletion: this.#state.deletions.get(key)?.document,
    });
    if (verdict.deletion) {
      // It takes a place in the order, so that a second restore shows that it was lost.
      this.#state.counter += 1;
      this.#state.deletions.set(key, { document: verdict.deletion, counter: this.#state.counter });
      this.#count('a deletion given back where there is no row');
    }
    if (row.clean && row.document._deleted === true) this.#count('a deletion given back');
    const { answer } = verdict;
    this.#count(`offer ${answer.kind}`);
    if (answer.kind === 'rejected') this.#state.quarantine.push({ collection, document: row.document });
    return verdict;
  }

  /** I11: after a release nothing in the old shape arrives, whatever was unsent, unanswered or refused before it. */
  #problemOf({ collection, document }: PushRow): undefined {
    if (this.version > 0 && collection === 'absences' && 'note' in document)
      throw new Broken('I11', `${document.id} ${document.rev} arrived in its old shape`);
  }

  #note(user: string, row: PushRow, before: Row | null, memory: Memory | undefined, verdict: Verdict): void {
    if (memory) {
      this.#count('repeat answered from memory');
      if (this.#forbids(user, before?.document ?? null, row.document) !== undefined)
        this.#count('repeat after permission was lost');
    }
    if (memory?.verdict === 'rejected') this.#count('refusal repeated');
    if (!memory && row.base === null && before?.document._deleted === true)
      this.#count('tombstone met with base null');
    if (verdict.answer.kind === 'merged') this.#count('merged');
    const deletion = verdict.losers.some(({ unit }) => unit === '_deleted');
    if (deletion) this.#count('an edit won over a deletion');
    if (verdict.losers.length > 0 && !deletion) {
      const isDeleted = verdict.write?.document._deleted ?? before?.document._deleted;
      this.#count(isDeleted === true ? 'a deletion won over an edit' : 'a value lost');
    }
  }

  #keepLosers({ collection, document: { id } }: PushRow, { losers }: Verdict): void {
    for (const { unit, lost, lostRev } of losers) {
      const isTwice = this.#state.lost.some(
        (one) => one.id === id && one.unit === unit && one.rev === lostRev && one.value === lost,
      );
      this.#state.lost.push({ collection: collection as Modelled, id, unit, rev: lostRev, value: lost });
      if (isTwice) this.#count('a value lost twice');
    }
  }

  #write(user: string, row: PushRow, before: Row | null, write: Master, { losers }: Verdict): void {
    const collection = row.collection as Modelled;
    const { id, rev } = row.document;
    const name = `${collection} ${id} ${rev}`;
    const times = (this.#state.writes.get(name) ?? 0) + 1;
    this.#state.writes.set(name, times);
    // Given back once more after half a year, it is merged once more: see what is not promised.
    const isLateOffer = 'counter' in row && Number(row.counter) < this.#state.horizon;
    if (times > 1 && !isLateOffer) throw new Broken('I4', `${id} ${rev} was applied ${times} times`);
    const why = this.#forbids(user, before?.document ?? null, write.document);
    if (why !== undefined) throw new Broken('M17', `${user} wrote ${id}: ${why}`);
    const revives = before?.document._deleted === true && write.document._deleted !== true;
    if (revives && row.base?._deleted === true) this.#madeAgain.add(keyOf(collection, id));
    const isGivenBack = 'clean' in row && row.clean === true;
    if (
      revives &&
      !isGivenBack &&
      row.base?._deleted !== true &&
      !losers.some(({ unit }) => unit === '_deleted')
    )
      throw new Broken('I7', `${id} came back without anybody being told`);
    this.#store(collection, write);
  }

  #store(collection: Modelled, { document, stamps }: Master): void {
    const state = this.#state;
    state.counter += 1;
    const key = keyOf(collection, document.id);
    // A number that was taken before its transaction ended is seen after greater ones.
    const hidden = this.#bug === 'plain sequence' && state.counter % 2 === 0 ? 2 : 0;
    state.rows.set(key, {
      collection,
      document,
      stamps,
      seq: state.counter,
      visibleFrom: this.#requests + hidden,
    });
    state.audit.push({ key, seq: state.counter, rev: document.rev });
    this.place(key, document.rev);
  }

  /** Where each state came in the whole order of things, restores included. */
  readonly #places = new Map<string, number>();
  #placed = 0;
  place(key: string, rev: string): void {
    this.#placed += 1;
    this.#places.set(`${key} ${rev}`, this.#placed);
  }
  placeOf(key: string, rev: string): number {
    return this.#places.get(`${key} ${rev}`) ?? 0;
  }

  /** The place of the newest state that a device knows of which it is said that it was known at `asOf`. */
  placeAt(key: string, { epoch, counter }: AsOf): number {
    if (epoch !== this.#state.epoch) return 0;
    const known = this.#state.audit.findLast((entry) => entry.key === key && entry.seq <= counter);
    return known ? this.placeOf(key, known.rev) : 0;
  }

  // What an operator and time do

  nextDay(days: number): void {
    this.day = addDays(this.day, days);
  }

  /** A crash of the server: what was acknowledged is on the disk, unless it was acknowledged too early. */
  restart(): void {
    this.#count('server restarted');
    if (this.#bug === 'ack before commit' && this.#beforeLastPush) this.#state = this.#beforeLastPush;
    this.#beforeLastPush = undefined;
  }

  /** Verdicts and tombstones up to a counter go, together. */
  forget(horizon: number): void {
    if (horizon <= this.#state.horizon) return;
    this.#count('forgotten');
    forgetUpTo(this.#state, horizon, this.#bug === 'verdicts forgotten first');
  }

  release(): void {
    if (this.version > 0) return;
    this.#count('released');
    this.version = 1;
    renameFields(this.#state);
  }

  backUp(): void {
    this.#backup = { state: copyOf(this.#state), version: this.version };
  }

  /** The database is set back to its backup, and begins another epoch; false where there is no backup. */
  restore(): boolean {
    if (this.#backup === undefined) return false;
    const { state, version } = this.#backup;
    this.restores += 1;
    this.#count(this.restores > 1 ? 'restored again' : 'restored');
    const isHidden = this.#bug === 'restore keeps epoch';
    this.#state = isHidden ? copyOf(state) : restoredFrom(state, `epoch-${this.restores}`);
    if (version < this.version) renameFields(this.#state);
    this.#beforeLastPush = undefined;
    return true;
  }

  /** Whether the record itself says so. */
  shows(collection: Modelled, id: string, unit: string, value: unknown): boolean {
    const document = this.master(collection, id)?.document;
    const isDeleted = document === undefined || document._deleted === true;
    return unit === DELETION
      ? isDeleted ||
          this.#madeAgain.has(keyOf(collection, id)) ||
          this.#state.deletions.has(keyOf(collection, id))
      : !isDeleted && getUnit(shapeOf(collection), document, unit) === value;
  }

  /** Whether somebody can still find this value here: in the record, or among what waits for an eye. */
  holds(collection: Modelled, id: string, unit: string, value: unknown): boolean {
    const shape = shapeOf(collection);
    const isIn = (document: WireDocument): boolean => getUnit(shape, document, unit) === value;
    if (this.shows(collection, id, unit, value)) return true;
    const { lost, quarantine } = this.#state;
    return (
      lost.some(
        (one) => one.collection === collection && one.id === id && one.unit === unit && one.value === value,
      ) ||
      quarantine.some((one) => one.collection === collection && one.document.id === id && isIn(one.document))
    );
  }

  /** Whether a record is gone, or was given back as gone. */
  hasNoRow(collection: Modelled, id: string): boolean {
    const key = keyOf(collection, id);
    return !this.#state.rows.has(key) || this.#state.deletions.has(key);
  }

  /** Ids and revs of what a device with this edge has to hold. */
  idsInside(collection: Modelled, edge: string): Map<string, string> {
    const inside = new Map<string, string>();
    for (const { collection: name, document } of this.#state.rows.values())
      if (name === collection && document._deleted !== true && isInside(collection, document, edge))
        inside.set(document.id, document.rev);
    return inside;
  }

  /** Revs of every row of a collection after a place in the order. */
  revsAfter(collection: Modelled, seq: number): Set<string> {
    return new Set(
      [...this.#state.rows.values()]
        .filter((row) => row.collection === collection && row.seq > seq)
        .map(({ document }) => document.rev),
    );
  }

  /** I8: the log has every write once, in order, and replaying it gives the tables. */
  check(): void {
    const { audit, rows, horizon } = this.#state;
    const replayed = new Map(audit.map(({ key, rev }) => [key, rev]));
    if (audit.some(({ seq }, at) => seq <= (audit[at - 1]?.seq ?? 0)))
      throw new Broken('I8', 'the log is out of order');
    for (const [key, { document, seq }] of rows)
      if (replayed.get(key) !== document.rev || seq > this.#state.counter)
        throw new Broken('I8', `${key} is not what the log says`);
    for (const key of replayed.keys())
      if (!rows.has(key) && horizon === 0) throw new Broken('I8', `${key} is in the log alone`);
  }
}
