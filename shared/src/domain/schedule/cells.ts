import { DAY_KEYS, type DayKey } from '../../schema/fields.ts';
import type { Assignment, CellStatus, Part, ScheduleWeek } from '../../schema/schedule-weeks.ts';

/** What one person does on one day: nothing, one thing all day or in one half, or a thing in each half. */
export type Cell = readonly Assignment[];
export type Days = Readonly<Partial<Record<DayKey, Cell>>>;

/** A job or a status, without saying when. */
export type Work =
  | { readonly kind: 'project'; readonly projectId: string }
  | { readonly kind: 'status'; readonly status: CellStatus };

export const EMPTY_CELL: Cell = [];

/** Every device makes the same id for the same row of the sheet. */
export const weekId = (employeeId: string, monday: string): string => `${employeeId}_${monday}`;

export const cellOf = (week: ScheduleWeek | undefined, day: DayKey): Cell => week?.days?.[day] ?? EMPTY_CELL;

export function workOf(assignment: Assignment): Work | undefined {
  if (assignment.projectId !== undefined) return { kind: 'project', projectId: assignment.projectId };
  if (assignment.status !== undefined) return { kind: 'status', status: assignment.status };
  return undefined;
}

export function assign(work: Work, part: Part = 'full'): Assignment {
  return work.kind === 'project' ? { part, projectId: work.projectId } : { part, status: work.status };
}

export const sameWork = (a: Work | undefined, b: Work | undefined): boolean =>
  a?.kind === 'project'
    ? b?.kind === 'project' && a.projectId === b.projectId
    : a?.kind === 'status'
      ? b?.kind === 'status' && a.status === b.status
      : b === undefined;

const sameAssignment = (a: Assignment, b: Assignment): boolean =>
  a.part === b.part && sameWork(workOf(a), workOf(b)) && a.start === b.start && a.note === b.note;

export const sameCell = (a: Cell, b: Cell): boolean =>
  a.length === b.length &&
  a.every((one, at) => {
    const other = b[at];
    return other !== undefined && sameAssignment(one, other);
  });

/** Morning left: the order in which halves stand side by side. */
const ORDER: Readonly<Record<Part, number>> = { full: 0, am: 1, pm: 2 };
export const inOrder = (cell: Cell): Cell => [...cell].sort((a, b) => ORDER[a.part] - ORDER[b.part]);

export const partsOverlap = (a: Part, b: Part): boolean => a === 'full' || b === 'full' || a === b;

/** The one thing that fills the whole day, if one does. */
export function fullDay(cell: Cell): Assignment | undefined {
  const [only] = cell;
  return cell.length === 1 && only?.part === 'full' ? only : undefined;
}

/** A full day becomes a morning and an afternoon of the same work; a lone half gets its other half. */
export function splitDay(cell: Cell): Cell {
  const [first] = cell;
  if (cell.length !== 1 || !first) return cell;
  const { note: _note, start: _start, ...bare } = first;
  if (first.part === 'pm')
    return [
      { ...bare, part: 'am' },
      { ...first, part: 'pm' },
    ];
  return [
    { ...first, part: 'am' },
    { ...bare, part: 'pm' },
  ];
}

/** Puts work into one part of a cell and leaves the other half as it is; a full day turns into its other half. */
export function withPart(cell: Cell, part: Part, work: Work | undefined): Cell {
  if (part === 'full') return work ? [assign(work)] : EMPTY_CELL;
  const other: Part = part === 'am' ? 'pm' : 'am';
  const kept = cell
    .filter((one) => one.part === other || one.part === 'full')
    .slice(0, 1)
    .map((one) => ({ ...one, part: other }));
  return inOrder([...kept, ...(work ? [assign(work, part)] : [])]);
}

/** Two halves of the same work are a full day again. */
export function joinHalves(cell: Cell): Cell {
  const [first, second] = cell;
  if (!first || !second || first.part === second.part || !sameWork(workOf(first), workOf(second)))
    return cell;
  const work = workOf(first);
  if (!work) return cell;
  const note = first.note ?? second.note;
  return [{ ...assign(work), ...(note === undefined ? {} : { note }) }];
}

/** The note of a cell lives with its first assignment. */
export const noteOf = (cell: Cell): string | undefined => cell.find((one) => one.note !== undefined)?.note;

export function withNote(cell: Cell, note: string): Cell {
  return cell.map((one, at) => {
    const { note: _old, ...bare } = one;
    return at === 0 && note !== '' ? { ...bare, note } : bare;
  });
}

export const projectsIn = (cell: Cell): string[] =>
  cell.flatMap((one) => (one.projectId === undefined ? [] : [one.projectId]));

export const onAnyJob = (week: ScheduleWeek | undefined): boolean =>
  week !== undefined && DAY_KEYS.some((day) => projectsIn(cellOf(week, day)).length > 0);
