import { instantOf } from 'shared/lib/days.ts';
import { toInstant } from 'shared/lib/instants.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

export const OFFICE_ZONE = 'America/Chicago';

const fourInTheMorning = new Map<string, number>();

/**
 * The moment of a wall-clock minute of a day at a site; minutes past 1,440 lie in the next day. Counted from four in
 * the morning, which no clock change skips, and looked up once per day: a year of pours asks often.
 */
export function siteMs(day: string, minutes: number, zone: string): number {
  const key = `${zone} ${day}`;
  let base = fourInTheMorning.get(key);
  if (base === undefined) {
    base = Date.parse(instantOf(day, '04:00', zone));
    fourInTheMorning.set(key, base);
  }
  return base + (minutes - 240) * MINUTE_MS;
}

/** To the whole minute: people write down minutes. */
export const minuteInstant = (ms: number): string => toInstant(Math.round(ms / MINUTE_MS) * MINUTE_MS);
