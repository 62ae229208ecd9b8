import { toInstant } from '../lib/instants.ts';
import type { PushRow, RowCode } from '../protocol/push.ts';
import type { WireDocument } from '../protocol/document.ts';
import { collections, type CollectionName } from '../schema/collections.ts';
import { merge, type Base, type Loser, type Side } from './merge.ts';
import {
  clamped,
  firstStamps,
  nextStamps,
  sentSide,
  storedSide,
  type ServerTime,
  type StoredStamps,
} from './stamps.ts';
import { changedUnits, DELETION, sameContent, shapeOf, type Unit } from './units.ts';

/**
 * What becomes of one pushed row: the whole decision of the server, without a database. The caller reads memory and
 * master under the counter's lock, and carries out `write`, `losers` and `remember` in the same transaction.
 */

/** What the server remembers of a pushed (collection, id, rev): an acceptance whoever sent it, a rejection per sender. */
export type Memory = { readonly verdict: 'accepted' } | Refusal;

export interface Refusal {
  readonly verdict: 'rejected';
  readonly code: RowCode;
  readonly message: string;
}

export interface Master {
  readonly document: WireDocument;
  readonly stamps: StoredStamps;
}

export interface Question {
  readonly row: PushRow;
  /** What this row was answered before. */
  readonly memory?: Memory | undefined;
  /** What validation found; shape, size and author. */
  readonly problem?: Refusal | undefined;
  readonly master: Master | null;
  /** The counter before which the server has forgotten its verdicts and tombstones. */
  readonly horizon: number;
  readonly time: ServerTime;
  readonly newRev: () => string;
  /** Why this outcome may not be written, judged on the master before and the result after; undefined: it may. */
  readonly forbids: (
    before: WireDocument | null,
    after: WireDocument,
    changed: readonly Unit[],
  ) => string | undefined;
}

export interface Write {
  readonly document: WireDocument;
  readonly stamps: StoredStamps;
}

export type Answer =
  | { readonly kind: 'accepted' }
  /** The device takes this master. */
  | { readonly kind: 'merged'; readonly document: WireDocument }
  | { readonly kind: 'rejected'; readonly code: RowCode; readonly message: string };

export interface Verdict {
  readonly answer: Answer;
  /** Absent: nothing is written and nothing audited. */
  readonly write?: Write;
  /** Values that lost the merge: they go to the audit row, where there is one, and under review. */
  readonly losers: readonly Loser[];
  /** Absent: the row was a repeat. */
  readonly remember?: Memory;
}

export const ACCEPTED = { verdict: 'accepted' } as const;

/** A device's clock may run this far ahead of ours before it counts as wrong: it is set from answers in whole seconds. */
const CLOCK_TOLERANCE_MS = 2000;

export const serverTime = (now: number): ServerTime => ({
  now: toInstant(now),
  latest: toInstant(now + CLOCK_TOLERANCE_MS),
});

export const refusal = (code: RowCode, message: string): Refusal => ({ verdict: 'rejected', code, message });

export const refuse = ({ code, message }: Refusal): Verdict => ({
  answer: { kind: 'rejected', code, message },
  losers: [],
  remember: refusal(code, message),
});

export function repeat(memory: Memory, row: PushRow, master: Master | null): Verdict {
  if (memory.verdict === 'rejected')
    return { answer: { kind: 'rejected', code: memory.code, message: memory.message }, losers: [] };
  // It was deleted since, so long ago that its tombstone is forgotten: accepted as sent, it would stay there alone.
  if (master === null && row.document._deleted !== true)
    return { answer: { kind: 'merged', document: { ...row.document, _deleted: true } }, losers: [] };
  const movedOn = master !== null && master.document.rev !== row.document.rev;
  return {
    answer: movedOn ? { kind: 'merged', document: master.document } : { kind: 'accepted' },
    losers: [],
  };
}

export const TOO_OLD_REPEAT = refusal(
  'too_old',
  'This change waited too long: the server no longer knows whether it arrived before.',
);
const TOO_OLD_BASE = refusal('too_old', 'This change is to a record that the server no longer has.');

export function judge(question: Question): Verdict {
  const { row, memory, problem, master, horizon } = question;
  if (memory) return repeat(memory, row, master);
  if (problem) return refuse(problem);
  if (row.sentAt !== undefined && row.sentAt < horizon) return refuse(TOO_OLD_REPEAT);
  if (!master) return row.base ? refuse(TOO_OLD_BASE) : create(question);
  if (row.document.rev === master.document.rev) return sameRev(row, master);
  return row.base?.rev === master.document.rev
    ? replace(question, master)
    : reconcile(question, master, row.base);
}

/** The master is what was sent, whoever sent it first. */
export function sameRev({ collection, document }: PushRow, master: Master): Verdict {
  const same = sameContent(shapeOf(collection), document, master.document);
  return {
    answer: same ? { kind: 'accepted' } : { kind: 'merged', document: master.document },
    losers: [],
    remember: ACCEPTED,
  };
}

/** The pushed document with a time that has come, and the marks of its units. */
function readSent({ row, time }: Question) {
  const stamps = row.stamps ?? {};
  const updatedAt = clamped(row.document.updatedAt, time);
  const ahead = updatedAt !== row.document.updatedAt;
  const document = ahead ? { ...row.document, updatedAt } : row.document;
  const isClamped = ahead || Object.values(stamps).some((at) => at > time.latest);
  return { side: sentSide(document, stamps, time), isClamped };
}

/** As sent; a clamped one is a new state, which the device has to take. */
const outcomeOf = ({ newRev }: Question, { document }: Side, isClamped: boolean): WireDocument =>
  isClamped ? { ...document, rev: newRev() } : document;

const answerOf = (document: WireDocument, isClamped: boolean): Answer =>
  isClamped ? { kind: 'merged', document } : { kind: 'accepted' };

/** Deletion counts among what changed, so that the marks tell when it happened. */
function changesOf(question: Question, before: WireDocument | null, after: WireDocument): readonly Unit[] {
  const units = changedUnits(shapeOf(question.row.collection), before, after);
  return (before?._deleted === true) === (after._deleted === true) ? units : [...units, DELETION];
}

export const KEPT_RECORD = 'This kind of record is never deleted: archive, cancel or void it instead.';

/** Of the settings only what people save for themselves: views and scenarios. */
export const isDeletable = (collection: CollectionName, { kind }: WireDocument): boolean =>
  collections[collection].deletable && (collection !== 'settings' || kind === 'view' || kind === 'scenario');

/** Permission, and the kinds of record that the trade never throws away. */
function forbidden(
  { row, forbids }: Question,
  before: WireDocument | null,
  after: WireDocument,
  changed: readonly Unit[],
): Verdict | undefined {
  if (after._deleted === true && before?._deleted !== true && !isDeletable(row.collection, before ?? after))
    return refuse(refusal('not_permitted', KEPT_RECORD));
  const why = forbids(before, after, changed);
  return why === undefined ? undefined : refuse(refusal('not_permitted', why));
}

export function create(question: Question): Verdict {
  const { side, isClamped } = readSent(question);
  const document = outcomeOf(question, side, isClamped);
  const units = changesOf(question, null, document);
  return (
    forbidden(question, null, document, units) ?? {
      answer: answerOf(document, isClamped),
      write: { document, stamps: firstStamps(side, units) },
      losers: [],
      remember: ACCEPTED,
    }
  );
}

/** Nobody else wrote since the base: the document is taken as sent, even if only its rev is new. */
export function replace(question: Question, master: Master): Verdict {
  const { side, isClamped } = readSent(question);
  const document = outcomeOf(question, side, isClamped);
  const units = changesOf(question, master.document, document);
  return (
    forbidden(question, master.document, document, units) ?? {
      answer: answerOf(document, isClamped),
      write: { document, stamps: nextStamps(master.document, master.stamps, units, side.markOf) },
      losers: [],
      remember: ACCEPTED,
    }
  );
}

export function reconcile(question: Question, master: Master, base: Base): Verdict {
  const { row, newRev } = question;
  const shape = shapeOf(row.collection);
  const { side } = readSent(question);
  const merged = merge(shape, base, side, storedSide(master.document, master.stamps));
  const units = changesOf(question, master.document, merged.document);
  const refused = forbidden(question, master.document, merged.document, units);
  if (refused) return refused;
  if (units.length === 0)
    return {
      answer: { kind: 'merged', document: master.document },
      losers: merged.losers,
      remember: ACCEPTED,
    };
  const document = { ...merged.document, rev: newRev() };
  const markOf = (unit: Unit) => merged.marks.get(unit) ?? side.markOf(unit);
  // A unit that both sides changed alike carries the later of the two marks, even if its value stays.
  const marked = [...merged.marks.keys()];
  return {
    answer: { kind: 'merged', document },
    write: { document, stamps: nextStamps(master.document, master.stamps, marked, markOf) },
    losers: merged.losers,
    remember: ACCEPTED,
  };
}
