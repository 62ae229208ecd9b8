import { CalendarDateTime, toZoned } from '@internationalized/date';

/**
 * Calendar days `YYYY-MM-DD`, compared as text. A day has no zone of its own: only `dayInZone` and `instantOf`
 * touch the clock, and they name the site's zone.
 */
export const DAY_KEYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type DayKey = (typeof DAY_KEYS)[number];

const DAY_MS = 86_400_000;

const toMs = (day: string): number => Date.parse(`${day}T00:00:00.000Z`);
const fromMs = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** True only for a day that the calendar has. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = toMs(text);
  return !Number.isNaN(ms) && fromMs(ms) === text;
}

export const addDays = (day: string, n: number): string => fromMs(toMs(day) + n * DAY_MS);

/** Days from `from` to `to`, negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((toMs(to) - toMs(from)) / DAY_MS);

/** For sort: negative when `a` is earlier. */
export const compareDays = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** 0 for Monday … 6 for Sunday. */
const weekdayIndex = (day: string): number => (new Date(toMs(day)).getUTCDay() + 6) % 7;

export const mondayOf = (day: string): string => addDays(day, -weekdayIndex(day));

export const isMonday = (day: string): boolean => weekdayIndex(day) === 0;

export const dayKeyOf = (day: string): DayKey => DAY_KEYS[weekdayIndex(day)] ?? 'mon';

/** The seven days of a week, Monday first. */
export const weekDays = (monday: string): readonly string[] => DAY_KEYS.map((_, at) => addDays(monday, at));

/** The day of a week that a key of the week's row names. */
export const dayOfWeek = (monday: string, key: DayKey): string => addDays(monday, DAY_KEYS.indexOf(key));

/** `n` days from `first`, or the days from `first` to `last`, both included. */
export const dayRange = (first: string, last: string): readonly string[] =>
  Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, at) => addDays(first, at));

const formats = new Map<string, Intl.DateTimeFormat>();

/** A zone that this machine does not know counts as UTC: a bad name in one document must not take a screen down. */
function formatIn(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const parts = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const;
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat('en-CA', { ...parts, timeZone: zone });
  } catch {
    made = new Intl.DateTimeFormat('en-CA', { ...parts, timeZone: 'UTC' });
  }
  formats.set(zone, made);
  return made;
}

export function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

function partsInZone(instantMs: number, zone: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    formatIn(zone)
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, value]),
  );
}

/** The calendar day that it is at a site at this moment. */
export function dayInZone(instantMs: number, zone: string): string {
  const { year = '1970', month, day } = partsInZone(instantMs, zone);
  return `${year.padStart(4, '0')}-${month}-${day}`;
}

/** The wall clock `HH:mm` at a site at this moment. */
export function clockInZone(instantMs: number, zone: string): string {
  const { hour, minute } = partsInZone(instantMs, zone);
  return `${hour}:${minute}`;
}

/**
 * The instant of a wall-clock time at a site. A time that a clock change skips moves forward by the gap; one that
 * comes twice is its first.
 */
export function instantOf(day: string, clock: string, zone: string): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  const local = new CalendarDateTime(year, month, date, hour, minute);
  return toZoned(local, isTimeZone(zone) ? zone : 'UTC', 'compatible')
    .toDate()
    .toISOString();
}
