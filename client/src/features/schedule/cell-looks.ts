import { joins } from 'shared/domain/schedule/bands.ts';
import { cellOf, inOrder, noteOf, workOf, type Cell, type Work } from 'shared/domain/schedule/cells.ts';
import {
  absenceOn,
  clashesOf,
  isWrong,
  type Clash,
  type ClashFacts,
} from 'shared/domain/schedule/clashes.ts';
import { weekDays } from 'shared/lib/days.ts';
import type { Absence } from 'shared/schema/absences.ts';
import { DAY_KEYS, type DayKey } from 'shared/schema/fields.ts';
import type { Part, ScheduleWeek } from 'shared/schema/schedule-weeks.ts';

/** One thing in a cell: a job or status the person was given, or an absence that was approved. */
export interface Piece {
  readonly part: Part;
  readonly what:
    | Work
    | { readonly kind: 'absence'; readonly absence: Absence }
    | { readonly kind: 'unknown' };
}

/** How a day is drawn. `first` and `last` say where its band begins and ends. */
export interface DayLook {
  readonly pieces: readonly Piece[];
  readonly first: boolean;
  readonly last: boolean;
  readonly wrong: boolean;
  readonly soon: boolean;
  readonly hasNote: boolean;
}

export interface Segment {
  readonly pieces: readonly Piece[];
  /** How many of the week's drawn days it takes, and where it begins. */
  readonly from: number;
  readonly days: number;
  readonly wrong: boolean;
  readonly hasNote: boolean;
}

const piecesOf = (cell: Cell): Piece[] =>
  inOrder(cell).map((one) => ({ part: one.part, what: workOf(one) ?? { kind: 'unknown' } }));

function shownOn(cell: Cell, absences: readonly Absence[], date: string): readonly Piece[] {
  if (cell.length > 0) return piecesOf(cell);
  const absence = absenceOn(absences, date);
  return absence ? [{ part: absence.part ?? 'full', what: { kind: 'absence', absence } }] : [];
}

const sameAbsence = (a: readonly Piece[], b: readonly Piece[]): boolean => {
  const [left] = a;
  const [right] = b;
  return (
    left?.what.kind === 'absence' &&
    right?.what.kind === 'absence' &&
    left.part === 'full' &&
    left.what.absence.id === right.what.absence.id
  );
};

interface Drawn {
  readonly cell: Cell;
  readonly pieces: readonly Piece[];
  readonly clashes: readonly Clash[];
}

type LookFacts = Omit<ClashFacts, 'date'>;

const dates = new Map<string, readonly string[]>();
/** Asked for by every line of the grid, for the same few weeks. */
function datesOf(monday: string): readonly string[] {
  const known = dates.get(monday);
  if (known) return known;
  if (dates.size > 200) dates.clear();
  const made = weekDays(monday);
  dates.set(monday, made);
  return made;
}

const drawn = (week: ScheduleWeek | undefined, monday: string, facts: LookFacts): Drawn[] =>
  DAY_KEYS.map((day, at) => {
    const date = datesOf(monday)[at] ?? monday;
    const cell = cellOf(week, day);
    return {
      cell,
      pieces: shownOn(cell, facts.absences, date),
      clashes: clashesOf(cell, { ...facts, date }),
    };
  });

const isOneBand = (a: Drawn | undefined, b: Drawn | undefined): boolean =>
  a !== undefined && b !== undefined && (joins(a.cell, b.cell) || sameAbsence(a.pieces, b.pieces));

/** A band ends with the working week: overtime on a Saturday is to be seen as such. */
const isSameKind = (at: number, workingDays: readonly DayKey[]): boolean =>
  workingDays.includes(DAY_KEYS[at] ?? 'mon') === workingDays.includes(DAY_KEYS[at + 1] ?? 'mon');

/** The seven days of an opened week. */
export function dayLooks(
  week: ScheduleWeek | undefined,
  monday: string,
  facts: LookFacts,
  workingDays: readonly DayKey[],
): DayLook[] {
  const days = drawn(week, monday, facts);
  const joined = (at: number): boolean => isOneBand(days[at], days[at + 1]) && isSameKind(at, workingDays);
  return days.map((day, at) => ({
    pieces: day.pieces,
    first: at === 0 || !joined(at - 1),
    last: !joined(at),
    wrong: day.clashes.some(isWrong),
    soon: day.clashes.some((clash) => !isWrong(clash)),
    hasNote: noteOf(day.cell) !== undefined,
  }));
}

/** A week that is not opened: its working days as segments side by side; a weekend counts only when it is used. */
export function weekSegments(
  week: ScheduleWeek | undefined,
  monday: string,
  facts: LookFacts,
  workingDays: readonly DayKey[],
): { readonly segments: readonly Segment[]; readonly days: number } {
  const days = drawn(week, monday, facts).filter(
    (day, at) => workingDays.includes(DAY_KEYS[at] ?? 'mon') || day.cell.length > 0,
  );
  const segments: Segment[] = [];
  days.forEach((day, at) => {
    if (day.pieces.length === 0) return;
    const last = segments.at(-1);
    const wrong = day.clashes.some(isWrong);
    const hasNote = noteOf(day.cell) !== undefined;
    if (last && last.from + last.days === at && isOneBand(days[at - 1], day))
      segments[segments.length - 1] = {
        ...last,
        days: last.days + 1,
        wrong: last.wrong || wrong,
        hasNote: last.hasNote || hasNote,
      };
    else segments.push({ pieces: day.pieces, from: at, days: 1, wrong, hasNote });
  });
  return { segments, days: days.length };
}
