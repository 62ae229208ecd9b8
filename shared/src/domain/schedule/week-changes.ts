import { DAY_KEYS, type DayKey } from '../../schema/fields.ts';
import type { ScheduleWeek } from '../../schema/schedule-weeks.ts';
import { cellOf, EMPTY_CELL, sameCell, weekId, type Cell, type Days } from './cells.ts';

/** A change of one person's week: some days, the foreman of that week, or both. Nothing else is touched. */
export interface WeekChange {
  readonly employeeId: string;
  readonly weekStart: string;
  readonly days?: Days;
  readonly foremanId?: string;
}

/** A column of the grid: one day, or a whole week that is not opened into its days. */
export type Column =
  | { readonly kind: 'day'; readonly monday: string; readonly day: DayKey; readonly date: string }
  | { readonly kind: 'week'; readonly monday: string };

/** What stands in one person's column. */
export type Content =
  | { readonly kind: 'day'; readonly cell: Cell }
  | { readonly kind: 'week'; readonly days: Days };

export type WeekOf = (employeeId: string, monday: string) => ScheduleWeek | undefined;

/** The fields of the week document after a change; cleared days leave no key behind. */
export function applyChange(
  current: ScheduleWeek | undefined,
  change: WeekChange,
): Pick<ScheduleWeek, 'employeeId' | 'weekStart'> & Partial<Pick<ScheduleWeek, 'days' | 'foremanId'>> {
  const days: Partial<Record<DayKey, Cell>> = { ...current?.days };
  for (const day of DAY_KEYS) {
    const cell = change.days?.[day];
    if (cell === undefined) continue;
    if (cell.length === 0) delete days[day];
    else days[day] = cell;
  }
  return {
    employeeId: change.employeeId,
    weekStart: change.weekStart,
    ...(change.days ? { days: days as NonNullable<ScheduleWeek['days']> } : {}),
    ...(change.foremanId === undefined ? {} : { foremanId: change.foremanId }),
  };
}

/** Changes to one week folded into one, the later word winning; in the order of first mention. */
export function mergeChanges(changes: readonly WeekChange[]): WeekChange[] {
  const merged = new Map<string, WeekChange>();
  for (const change of changes) {
    const id = weekId(change.employeeId, change.weekStart);
    const before = merged.get(id);
    merged.set(
      id,
      before
        ? {
            ...before,
            ...change,
            ...(before.days || change.days ? { days: { ...before.days, ...change.days } } : {}),
          }
        : change,
    );
  }
  return [...merged.values()];
}

/** Drops what would change nothing, so that an undo step is never empty and nobody sends a rev for it. */
export function onlyReal(changes: readonly WeekChange[], weekOf: WeekOf): WeekChange[] {
  return mergeChanges(changes).flatMap((change) => {
    const week = weekOf(change.employeeId, change.weekStart);
    const days = Object.fromEntries(
      DAY_KEYS.flatMap((day) => {
        const cell = change.days?.[day];
        return cell === undefined || sameCell(cell, cellOf(week, day)) ? [] : [[day, cell]];
      }),
    ) as Days;
    const foreman = change.foremanId !== undefined && change.foremanId !== week?.foremanId;
    const some = Object.keys(days).length > 0;
    if (!some && !foreman) return [];
    return [
      {
        employeeId: change.employeeId,
        weekStart: change.weekStart,
        ...(some ? { days } : {}),
        ...(foreman && change.foremanId !== undefined ? { foremanId: change.foremanId } : {}),
      },
    ];
  });
}

export function readColumn(week: ScheduleWeek | undefined, column: Column): Content {
  return column.kind === 'day'
    ? { kind: 'day', cell: cellOf(week, column.day) }
    : { kind: 'week', days: Object.fromEntries(DAY_KEYS.map((day) => [day, cellOf(week, day)])) };
}

/** A whole week from one cell: the working days take it, the other days are cleared. */
export const spread = (cell: Cell, workingDays: readonly DayKey[]): Days =>
  Object.fromEntries(DAY_KEYS.map((day) => [day, workingDays.includes(day) ? cell : EMPTY_CELL]));

/** Puts content into a column. A day written into a week fills its working days; a week into a day gives that day. */
export function writeColumn(
  employeeId: string,
  column: Column,
  content: Content,
  workingDays: readonly DayKey[],
): WeekChange {
  const days: Days =
    column.kind === 'week'
      ? content.kind === 'week'
        ? content.days
        : spread(content.cell, workingDays)
      : { [column.day]: content.kind === 'day' ? content.cell : (content.days[column.day] ?? EMPTY_CELL) };
  return { employeeId, weekStart: column.monday, days };
}
