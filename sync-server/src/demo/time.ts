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

const MINUTES_A_DAY = 1440;

/** Nobody confirms a thing at night: what would fall into it was done the afternoon before. `day` is any day near. */
export function atWorkMs(ms: number, day: string, zone: string): number {
  const minutes = Math.floor((ms - siteMs(day, 0, zone)) / MINUTE_MS);
  const ofDay = ((minutes % MINUTES_A_DAY) + MINUTES_A_DAY) % MINUTES_A_DAY;
  if (ofDay >= 390 && ofDay < 1080) return ms;
  const sinceMidnight = ofDay < 390 ? ofDay + MINUTES_A_DAY : ofDay;
  return ms - (sinceMidnight - 840 - (ofDay % 240)) * MINUTE_MS;
}

/** To the whole minute: people write down minutes. */
export const minuteInstant = (ms: number): string => toInstant(Math.round(ms / MINUTE_MS) * MINUTE_MS);
