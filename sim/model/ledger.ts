import { changedUnits, DELETION, getUnit, shapeOf } from 'shared/merge/units.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { DeviceRecord } from '../../client/src/db/record.ts';
import { shownDocument } from '../../client/src/sync/decide.ts';
import type { Disk } from './disk.ts';
import { Broken } from './plan.ts';
import type { ModelServer } from './server.ts';
import { keyOf } from './server-state.ts';
import { isFree, namesOf, type Modelled } from './units.ts';

/** A value that a person gave to a unit, and that must not be lost. */
interface Intent {
  readonly collection: Modelled;
  readonly id: string;
  readonly unit: string;
  readonly value: unknown;
  /** Somebody saw this value and replaced it, or the only copy went down with a device. */
  settled: boolean;
}

/** The installation that a write happened on. */
export interface Owner {
  readonly user: string;
  readonly disk: Disk;
  /** The place in the order of the newest state of each document that was shown here. */
  readonly shown: Map<string, number>;
}

type Held = Extract<DeviceRecord, { base: unknown }>;
const isHeld = (record: DeviceRecord): record is Held => 'base' in record;

const attentionOf = (disk: Disk): readonly Attention[] =>
  [...(disk.tables.get('attention')?.values() ?? [])] as Attention[];

interface Attention {
  readonly id: string;
  readonly collection: string;
  readonly documentId: string;
  readonly document: WireDocument;
  readonly base: WireDocument | null;
}

/** Keeps the promises' books: it hears of everything that a device stores, and looks at the end for every value. */
export class Ledger {
  readonly #server: ModelServer;
  readonly #isAlone: boolean;
  readonly #intents: Intent[] = [];

  constructor(server: ModelServer, isAlone: boolean) {
    this.#server = server;
    this.#isAlone = isAlone;
  }

  /** `meant` are the units that the person wanted to change, where that is known. */
  onWrite(
    owner: Owner,
    collection: Modelled,
    [before, next]: readonly [DeviceRecord, DeviceRecord],
    meant: readonly string[] | undefined,
  ): void {
    if (isHeld(before)) this.#checkAnswered(owner, collection, before, next);
    this.#checkOrder(owner, collection, before, next);
    const isEdit = isHeld(next) && (!isHeld(before) || next.document.rev !== before.document.rev);
    const isWithdrawn = before.kind === 'unsent' && next.kind === 'absent';
    if (isEdit || isWithdrawn) this.#noteEdit(collection, before, next, meant);
  }

  /** Before it has heard of a restore a device evicts as ever, and the last copy may go with that. */
  excuseWhatWentUnaware(owners: readonly Owner[], id: string): void {
    this.#excuse(owners, (intent) => intent.id === id);
  }

  /** I10: nothing unanswered goes before the server said what became of it. */
  #checkAnswered({ user, disk }: Owner, collection: Modelled, before: Held, next: DeviceRecord): void {
    const { id } = before;
    if (before.kind === 'unsent') {
      if (isHeld(next)) return;
      const isUnknown = before.base === null && before.seen === undefined && next.kind === 'absent';
      if (!isUnknown) throw new Broken('I10', `${id} became ${next.kind} without having been sent`);
      return;
    }
    const isStillSent =
      isHeld(next) && next.kind !== 'unsent' && next.sent.document.rev === before.sent.document.rev;
    if (isStillSent) return;
    const { rev } = before.sent.document;
    const isKept = (name: string): boolean =>
      attentionOf(disk).some((entry) => entry.id === `${collection}/${id}/${name}`);
    const verdict = this.#server.given.get(`${collection} ${id} ${rev} ${user}`);
    if (verdict === undefined) throw new Broken('I10', `${id} ${rev} was given up without an answer`);
    const isLost = verdict === 'rejected' && !isKept(rev) && !isKept(before.document.rev);
    if (isLost) throw new Broken('I1', `the refused ${id} ${rev} is kept nowhere`);
    const isNewerLost = before.kind === 'edited' && !isHeld(next) && !isKept(before.document.rev);
    if (isNewerLost) throw new Broken('I10', `the newer edit of ${id} went with the answer to an older one`);
  }

  /** I5: what is shown never becomes older. */
  #checkOrder({ shown }: Owner, collection: Modelled, before: DeviceRecord, next: DeviceRecord): void {
    // The backup itself goes back in time.
    if (this.#server.restores > 0) return;
    const key = keyOf(collection, next.id);
    const last = shown.get(key) ?? 0;
    if (next.kind === 'clean') {
      const place = this.#server.placeOf(key, next.document.rev);
      if (place < last) throw new Broken('I5', `${next.id} went back in time, from a ${before.kind} record`);
      shown.set(key, place);
    }
    if (next.kind === 'left')
      shown.set(
        key,
        Math.max(
          last,
          next.deletion ? this.#server.placeOf(key, next.deletion.rev) : this.#server.placeAt(key, next.seen),
        ),
      );
  }

  #noteEdit(
    collection: Modelled,
    before: DeviceRecord,
    next: DeviceRecord,
    meant: readonly string[] | undefined,
  ): void {
    const shape = shapeOf(collection);
    const was = shownDocument(before);
    const is = shownDocument(next);
    const pending = isHeld(next) ? (next.kind === 'unsent' ? next.base : next.sent.document) : null;
    const known = isHeld(next) ? next.base : null;
    // A deletion is somebody's wish too; whoever makes the record again knew of it.
    if (was && !is && isHeld(next))
      this.#intents.push({ collection, id: next.id, unit: DELETION, value: true, settled: false });
    const knewDeletion = isHeld(before) || (before.kind === 'left' && before.deletion !== undefined);
    if (!was && is && knewDeletion)
      for (const intent of this.#of(collection, next.id, DELETION)) intent.settled = true;
    for (const unit of changedUnits(shape, was ?? null, is ?? null)) {
      const before = was && getUnit(shape, was, unit);
      const after = is && getUnit(shape, is, unit);
      for (const intent of this.#of(collection, next.id, unit)) {
        if (intent.value !== before || intent.settled) continue;
        if (meant && is && !meant.includes(unit))
          throw new Broken('I1', `${next.id} ${unit} = ${String(before)} was replaced without being seen`);
        intent.settled = true;
      }
      // Back to what was known, or already on its way.
      const isBack = pending !== null && getUnit(shape, pending, unit) === after;
      // With several devices, two may choose one value, and a merge of equals names no loser.
      const isOwn =
        this.#isAlone ||
        (isFree(collection, unit) &&
          (known === null
            ? !this.#wasGiven(collection, next.id, unit, after)
            : getUnit(shape, known, unit) !== after));
      if (after !== undefined && !isBack && isOwn)
        this.#intents.push({ collection, id: next.id, unit, value: after, settled: false });
    }
  }

  /** Whoever makes a record again does not know that it has this value already. */
  #wasGiven(collection: Modelled, id: string, unit: string, value: unknown): boolean {
    return this.#of(collection, id, unit).some((intent) => intent.value === value);
  }

  *#of(collection: Modelled, id: string, unit: string): Generator<Intent> {
    for (const intent of this.#intents)
      if (intent.collection === collection && intent.id === id && namesOf(intent.unit).includes(unit))
        yield intent;
  }

  /** A deletion whose tombstone is forgotten is over: who makes the record after that makes a new one. */
  excuseForgottenDeletions(): void {
    for (const intent of this.#intents)
      if (intent.unit === DELETION && this.#server.hasNoRow(intent.collection, intent.id))
        intent.settled = true;
  }

  /** What lost a merge is under review in a table of the server: opened since the backup, that goes with the rest. */
  excuseWhatIsUnderReview(): void {
    for (const intent of this.#intents) {
      const { collection, id, unit, value } = intent;
      const isShown = namesOf(unit).some((name) => this.#server.shows(collection, id, name, value));
      const isKept = namesOf(unit).some((name) => this.#server.holds(collection, id, name, value));
      if (isKept && !isShown) intent.settled = true;
    }
  }

  /** A restored backup has lost what no device holds any more: nobody can give that back. */
  excuseWhatNobodyHolds(owners: readonly Owner[]): void {
    this.#excuse(owners, () => true);
  }

  #excuse(owners: readonly Owner[], isMeant: (intent: Intent) => boolean): void {
    for (const intent of this.#intents)
      if (
        !intent.settled &&
        isMeant(intent) &&
        !this.#isKept(intent, owners, 'wished') &&
        !this.#isHeld(intent, owners)
      )
        intent.settled = true;
  }

  #isHeld({ collection, id, unit, value }: Intent, owners: readonly Owner[]): boolean {
    const shape = shapeOf(collection);
    return owners.some(({ disk }) => {
      for (const [name, record] of disk.records()) {
        if (name !== collection || record.id !== id) continue;
        if (unit === DELETION && record.kind === 'left' && record.deletion) return true;
        if (!('document' in record)) continue;
        const states = [
          record.document,
          ...(isHeld(record) && record.base ? [record.base] : []),
          ...('sent' in record ? [record.sent.document] : []),
        ];
        if (states.some((state) => namesOf(unit).some((at) => getUnit(shape, state, at) === value)))
          return true;
      }
      return false;
    });
  }

  /** I1: every value is in the record, among what waits for an eye, or in a refused attempt. */
  checkNothingLost(owners: readonly Owner[]): void {
    for (const intent of this.#intents)
      if (!intent.settled && !this.#isKept(intent, owners))
        throw new Broken('I1', `${intent.id} ${intent.unit} = ${String(intent.value)} is lost`);
  }

  /** A refused attempt holds its whole record; `wished` counts only what it was to change, which is all that a retry brings. */
  #isKept(
    { collection, id, unit, value }: Intent,
    owners: readonly Owner[],
    inAttempts: 'held' | 'wished' = 'held',
  ): boolean {
    const shape = shapeOf(collection);
    if (namesOf(unit).some((name) => this.#server.holds(collection, id, name, value))) return true;
    return owners.some(({ disk }) =>
      attentionOf(disk).some(
        ({ collection: of, documentId, document, base }) =>
          of === collection &&
          documentId === id &&
          namesOf(unit).some((name) => getUnit(shape, document, name) === value) &&
          (inAttempts === 'held' ||
            base === null ||
            !namesOf(unit).some((name) => getUnit(shape, base, name) === value)),
      ),
    );
  }
}
