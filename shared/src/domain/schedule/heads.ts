import type { Demand } from '../../schema/demands.ts';
import { DAY_KEYS, type DayKey } from '../../schema/fields.ts';
import type { ScheduleWeek } from '../../schema/schedule-weeks.ts';
import { cellOf, projectsIn } from './cells.ts';

/** Heads of one job by day of one week, Monday first. */
type HeadsByDay = readonly number[];

/** How many people each job has on each day of a week. Two halves on one job are one head; a half is a head too. */
export function headsOf(weeks: Iterable<ScheduleWeek>): Map<string, number[]> {
  const heads = new Map<string, number[]>();
  for (const week of weeks) {
    if (!week.days) continue;
    for (const [at, day] of DAY_KEYS.entries())
      for (const projectId of new Set(projectsIn(cellOf(week, day)))) {
        let days = heads.get(projectId);
        if (!days) heads.set(projectId, (days = [0, 0, 0, 0, 0, 0, 0]));
        days[at] = (days[at] ?? 0) + 1;
      }
  }
  return heads;
}

export const targetId = (projectId: string, monday: string): string => `${projectId}_${monday}_all`;
const targetKey = (projectId: string, monday: string): string => `${projectId}_${monday}`;

/** Targets by job and Monday: the row for all trades where there is one, else the sum over trades. 0 is no target. */
export function targetsOf(
  demands: Iterable<Demand>,
): (projectId: string, monday: string) => number | undefined {
  const all = new Map<string, number>();
  const sum = new Map<string, number>();
  for (const row of demands) {
    if (row.kind !== 'plan' || row.projectId === undefined || !row.heads) continue;
    const key = targetKey(row.projectId, row.weekStart);
    if (row.trade === undefined || row.trade === 'all') all.set(key, row.heads);
    else sum.set(key, (sum.get(key) ?? 0) + row.heads);
  }
  return (projectId, monday) => {
    const key = targetKey(projectId, monday);
    return all.get(key) ?? sum.get(key);
  };
}

type Balance =
  | { readonly kind: 'none' }
  | { readonly kind: 'met' }
  | { readonly kind: 'short'; readonly by: number }
  | { readonly kind: 'over'; readonly by: number };

/** Heads against a target; a day that nobody works by habit is short of nothing. */
export function balance(heads: number, target: number | undefined, working: boolean): Balance {
  if (target === undefined || !working) return { kind: 'none' };
  if (heads === target) return { kind: 'met' };
  return heads < target ? { kind: 'short', by: target - heads } : { kind: 'over', by: heads - target };
}

/** The fewest and most heads on the working days of a week, for a week that is not opened into its days. */
export function weekRange(
  heads: HeadsByDay,
  workingDays: readonly DayKey[],
): { readonly least: number; readonly most: number } {
  const counts = DAY_KEYS.flatMap((day, at) => (workingDays.includes(day) ? [heads[at] ?? 0] : []));
  return counts.length === 0
    ? { least: 0, most: 0 }
    : { least: Math.min(...counts), most: Math.max(...counts) };
}
