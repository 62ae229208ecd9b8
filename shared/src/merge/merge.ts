import type { WireDocument } from '../protocol/document.ts';
import {
  changedUnits,
  DELETION,
  fieldsOf,
  sameValue,
  unitsOf,
  valueOf,
  type Unit,
  type UnitShape,
} from './units.ts';

/** When a unit was changed last and by whom: the later one wins, ties by user. */
export interface Mark {
  readonly at: string;
  readonly by: string;
}

/** One of two states that have to become one, and when each of its units was changed. */
export interface Side {
  readonly document: WireDocument;
  readonly markOf: (unit: Unit) => Mark;
}

/** A value that did not make it into the merged document. An absent value means "not set". */
export interface Loser {
  /** A unit, or `_deleted` for a deletion that was overruled. */
  readonly unit: Unit;
  readonly lost?: unknown;
  readonly lostBy: string;
  readonly lostAt: string;
  /** Of the state that held it. */
  readonly lostRev: string;
  readonly kept?: unknown;
  readonly keptBy: string;
  readonly keptAt: string;
}

export interface Merged {
  /** Under the rev of the later side; the server gives it a new one. */
  readonly document: WireDocument;
  /** Of the units in which it differs from base, the deletion included. */
  readonly marks: ReadonlyMap<Unit, Mark>;
  readonly losers: readonly Loser[];
}

/** No state is known from which both sides came: each of them counts as changed in every unit in which they differ. */
export const UNKNOWN_BASE = 'unknown';
export type Base = WireDocument | null | typeof UNKNOWN_BASE;

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Positive when `a` wins: the later mark, then the greater user, then the greater rev. */
const compareMarks = (a: Mark, aRev: string, b: Mark, bRev: string): number =>
  compareText(a.at, b.at) || compareText(a.by, b.by) || compareText(aRev, bRev);

const wholeMark = ({ updatedAt, updatedBy }: WireDocument): Mark => ({ at: updatedAt, by: updatedBy });

const compareSides = (a: Side, b: Side): number =>
  compareMarks(wholeMark(a.document), a.document.rev, wholeMark(b.document), b.document.rev);

const optional = <K extends string>(key: K, value: unknown): Partial<Record<K, unknown>> =>
  value === undefined ? {} : ({ [key]: value } as Partial<Record<K, unknown>>);

function loser(
  unit: Unit,
  lost: Side,
  lostValue: unknown,
  kept: Side,
  keptValue: unknown,
  keptMark?: Mark,
): Loser {
  const lostMark = lost.markOf(unit);
  const winning = keptMark ?? kept.markOf(unit);
  return {
    unit,
    ...optional('lost', lostValue),
    lostBy: lostMark.by,
    lostAt: lostMark.at,
    lostRev: lost.document.rev,
    ...optional('kept', keptValue),
    keptBy: winning.by,
    keptAt: winning.at,
  };
}

interface Content {
  readonly units: Map<Unit, unknown>;
  readonly marks: Map<Unit, Mark>;
  readonly losers: Loser[];
}

function mergeUnits(shape: UnitShape, base: Base, mine: Side, theirs: Side): Content {
  const isUnknown = base === UNKNOWN_BASE;
  const was = base && !isUnknown ? unitsOf(shape, base) : new Map<Unit, unknown>();
  const ours = unitsOf(shape, mine.document);
  const others = unitsOf(shape, theirs.document);
  const merged: Content = { units: new Map(), marks: new Map(), losers: [] };

  for (const unit of new Set([...was.keys(), ...ours.keys(), ...others.keys()])) {
    const baseValue = valueOf(shape, was, unit);
    const mineValue = valueOf(shape, ours, unit);
    const theirsValue = valueOf(shape, others, unit);
    const differ = isUnknown && !sameValue(mineValue, theirsValue);
    const mineChanged = differ || !sameValue(mineValue, baseValue);
    const theirsChanged = differ || !sameValue(theirsValue, baseValue);

    const mineIsLater =
      mineChanged &&
      (!theirsChanged ||
        compareMarks(mine.markOf(unit), mine.document.rev, theirs.markOf(unit), theirs.document.rev) > 0);
    const [winner, winning] = mineIsLater ? [mine, mineValue] : [theirs, theirsValue];
    if (mineChanged && theirsChanged && !sameValue(mineValue, theirsValue)) {
      const [lost, losing] = mineIsLater ? [theirs, theirsValue] : [mine, mineValue];
      merged.losers.push(loser(unit, lost, losing, winner, winning));
    }
    if (mineChanged || theirsChanged) merged.marks.set(unit, winner.markOf(unit));
    if (winning !== undefined) merged.units.set(unit, winning);
  }
  return merged;
}

/** What deletion and edit make of each other where exactly one side is deleted. */
function mergeDeletion(shape: UnitShape, known: Base, deleting: Side, living: Side) {
  const base = known === UNKNOWN_BASE ? null : known;
  if (base?._deleted === true) return { deleted: false, losers: [], mark: living.markOf(DELETION) };
  const deletion = deleting.markOf(DELETION);
  const edited = changedUnits(shape, base, living.document);
  const latest = edited
    .map((unit) => living.markOf(unit))
    .reduce<Mark | undefined>((a, b) => (a && compareMarks(a, '', b, '') >= 0 ? a : b), undefined);
  const deletes = !latest || compareMarks(deletion, deleting.document.rev, latest, living.document.rev) > 0;
  if (!deletes)
    return {
      deleted: false,
      losers: [loser(DELETION, deleting, true, living, undefined, latest)],
      mark: latest,
    };
  const units = unitsOf(shape, living.document);
  const removed = edited.map((unit) =>
    loser(unit, living, valueOf(shape, units, unit), deleting, undefined, deletion),
  );
  return { deleted: true, losers: removed, mark: deletion };
}

/**
 * Three-way merge, unit by unit; `base` null means that nothing was set. Symmetric: exchanging the sides changes
 * nothing. The content of a deleted document is merged too, so that an edit that outlives the deletion brings back
 * everything that was acknowledged before it.
 */
export function merge(shape: UnitShape, base: Base, mine: Side, theirs: Side): Merged {
  const content = mergeUnits(shape, base, mine, theirs);
  const later = compareSides(mine, theirs) > 0 ? mine : theirs;
  const { id, rev, updatedAt, updatedBy } = later.document;
  const document = { ...fieldsOf(shape, content.units), id, rev, updatedAt, updatedBy };

  const mineDeleted = mine.document._deleted === true;
  const theirsDeleted = theirs.document._deleted === true;
  if (!mineDeleted && !theirsDeleted) return { document, marks: content.marks, losers: content.losers };
  if (mineDeleted && theirsDeleted) {
    const mark = compareMarks(
      mine.markOf(DELETION),
      mine.document.rev,
      theirs.markOf(DELETION),
      theirs.document.rev,
    );
    const marks = content.marks.set(DELETION, (mark > 0 ? mine : theirs).markOf(DELETION));
    return { document: { ...document, _deleted: true }, marks, losers: [] };
  }
  const deletion = mineDeleted
    ? mergeDeletion(shape, base, mine, theirs)
    : mergeDeletion(shape, base, theirs, mine);
  const marks = content.marks.set(DELETION, deletion.mark);
  return deletion.deleted
    ? { document: { ...document, _deleted: true }, marks, losers: deletion.losers }
    : { document, marks, losers: [...content.losers, ...deletion.losers] };
}
