import type { WireDocument } from '../protocol/document.ts';
import type { Mark, Side } from './merge.ts';
import type { Unit } from './units.ts';

/**
 * When each unit of a stored document was changed and by whom, as the server keeps it beside the row: unit →
 * `<instant> <user>`. `*` stands for every unit that is not named: the moment of the document's creation.
 */
export type StoredStamps = Readonly<Record<Unit, string>>;

/** What a device sends along: when each unit changed since its base. A unit without one takes `updatedAt`. */
export type SentStamps = Readonly<Record<Unit, string>>;

const ALL = '*';
const INSTANT_LENGTH = 24;

export const writeMark = ({ at, by }: Mark): string => `${at} ${by}`;

function readMark(text: string, document: WireDocument): Mark {
  return { at: text.slice(0, INSTANT_LENGTH), by: text.slice(INSTANT_LENGTH + 1) || document.updatedBy };
}

/** The master with its marks; a row without any counts as changed as a whole when it was last written. */
export function storedSide(document: WireDocument, stamps: StoredStamps): Side {
  const whole = `${document.updatedAt} ${document.updatedBy}`;
  return {
    document,
    markOf: (unit) =>
      readMark((Object.hasOwn(stamps, unit) ? stamps[unit] : undefined) ?? stamps[ALL] ?? whole, document),
  };
}

/** The server's clock, and how far beyond it a device's may be before it counts as wrong. */
export interface ServerTime {
  readonly now: string;
  readonly latest: string;
}

/** A time that has not come yet is brought back to the server's own. */
export const clamped = (at: string, { now, latest }: ServerTime): string => (at > latest ? now : at);

/** A device's state with its marks, none of them in the future. */
export function sentSide(document: WireDocument, stamps: SentStamps, time: ServerTime): Side {
  const by = document.updatedBy;
  return {
    document,
    markOf: (unit) => ({
      at: clamped((Object.hasOwn(stamps, unit) ? stamps[unit] : undefined) ?? document.updatedAt, time),
      by,
    }),
  };
}

/** The stamps of a new row: one for all units, and those that differ from it. */
export function firstStamps(side: Side, units: readonly Unit[]): StoredStamps {
  const all = writeMark({ at: side.document.updatedAt, by: side.document.updatedBy });
  return withMarks({ [ALL]: all }, units, side.markOf);
}

/** `before` with new marks of `units`; what was never stamped keeps the time of the last whole write. */
export function nextStamps(
  master: WireDocument,
  before: StoredStamps,
  units: readonly Unit[],
  markOf: (unit: Unit) => Mark,
): StoredStamps {
  const all = before[ALL] ?? writeMark({ at: master.updatedAt, by: master.updatedBy });
  return withMarks({ ...before, [ALL]: all }, units, markOf);
}

function withMarks(before: StoredStamps, units: readonly Unit[], markOf: (unit: Unit) => Mark): StoredStamps {
  const all = before[ALL];
  const marks = units.map((unit) => [unit, writeMark(markOf(unit))] as const);
  const isPlain = Object.keys(before).length === 1 && marks.every(([, mark]) => mark === all);
  if (isPlain) return before;
  const stamps = new Map(Object.entries(before));
  for (const [unit, mark] of marks) {
    if (mark === all) stamps.delete(unit);
    else stamps.set(unit, mark);
  }
  return Object.fromEntries(stamps);
}
