import type { Pour } from '../../schema/pours.ts';
import { isCommitted, statusOf } from './lifecycle.ts';
import { plannedCy } from './spans.ts';

/** One week of the skyline: cubic yards that are committed and those that are only tentative. */
export interface WeekOfConcrete {
  readonly weekStart: string;
  readonly committedCy: number;
  readonly tentativeCy: number;
  readonly pours: number;
}

/** Pours that are in the lookahead at all: called-off ones are not, done ones are. */
export function inLookahead(pour: Pour): boolean {
  const status = statusOf(pour);
  return status === 'tentative' || isCommitted(status);
}

/**
 * Cubic yards by week, for the weeks given (Mondays, ascending, one after the other).
 * `mondayOf` turns a day into its Monday.
 */
export function skyline(
  pours: readonly Pour[],
  mondays: readonly string[],
  mondayOf: (day: string) => string,
): WeekOfConcrete[] {
  const weeks = new Map(
    mondays.map((weekStart) => [weekStart, { weekStart, committedCy: 0, tentativeCy: 0, pours: 0 }]),
  );
  for (const pour of pours) {
    if (pour.day === undefined || !inLookahead(pour)) continue;
    const week = weeks.get(mondayOf(pour.day));
    if (!week) continue;
    week.pours += 1;
    if (statusOf(pour) === 'tentative') week.tentativeCy += plannedCy(pour) ?? 0;
    else week.committedCy += plannedCy(pour) ?? 0;
  }
  return [...weeks.values()];
}

/** How far a week lies over what plants and crews can place; 0 where it does not, or where no capacity is set. */
export const overCapacityCy = (week: WeekOfConcrete, capacityCy: number | undefined): number =>
  capacityCy === undefined ? 0 : Math.max(0, week.committedCy + week.tentativeCy - capacityCy);
