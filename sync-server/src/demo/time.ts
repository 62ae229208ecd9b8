import { instantOf } from 'shared/lib/days.ts';
import { toInstant } from 'shared/lib/instants.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

export const OFFICE_ZONE = 'America/Chicago';

const bases = new Map<string, number>();

/**
 * The moment of a wall-clock minute of a day at a site; minutes below 0 lie in the day before, past 1,440 in the next.
 * Counted from midnight, or after the hour in which clocks change from four in the morning, and looked up once per
 * day: a year of pours asks often.
 */
export function siteMs(day: string, minutes: number, zone: string): number {
  const from = minutes < 120 ? 0 : 240;
  const key = `${zone} ${day} ${from}`;
  let base = bases.get(key);
  if (base === undefined) {
    base = Date.parse(instantOf(day, from === 0 ? '00:00' : '04:00', zone));
    bases.set(key, base);
  }
  return base + (minutes - from) * MINUTE_MS;
}

/** To the whole minute: people write down minutes. */
export const minuteInstant = (ms: number): string => toInstant(Math.round(ms / MINUTE_MS) * MINUTE_MS);
