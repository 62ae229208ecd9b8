import { statusOf } from 'shared/domain/pours/lifecycle.ts';
import { daysBetween } from 'shared/lib/days.ts';
import { compareText } from 'shared/lib/text-order.ts';
import type { Pour } from 'shared/schema/pours.ts';

/** What is running first, then today's pours, those to come and those gone by, from near to far; a day by the clock. */
export const byNearness =
  (today: string) =>
  (a: Pour, b: Pour): number =>
    Number(isRunning(b)) - Number(isRunning(a)) ||
    distance(a, today) - distance(b, today) ||
    compareText(a.startsAt ?? NO_TIME, b.startsAt ?? NO_TIME);

/** After every time of its day. */
const NO_TIME = '~';
/** Gone by comes after all that is ahead. */
const PAST = 1_000_000;

const isRunning = (pour: Pour): boolean => statusOf(pour) === 'in_progress';

function distance({ day }: Pour, today: string): number {
  if (day === undefined) return Number.MAX_SAFE_INTEGER;
  const days = daysBetween(today, day);
  return days >= 0 ? days : PAST - days;
}
