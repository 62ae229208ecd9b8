/**
 * Instants on the wire have one spelling, `2026-11-24T06:43:00.000Z`, so that equal instants are equal text and
 * text order is time order.
 */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export const toInstant = (ms: number): string => new Date(ms).toISOString();

/** Milliseconds since 1970; NaN for what is no instant. */
export const fromInstant = (instant: string): number =>
  INSTANT.test(instant) ? Date.parse(instant) : Number.NaN;

/** True only for a moment that the calendar has: 30 February and 25 o'clock are none. */
export function isInstant(text: string): boolean {
  const ms = fromInstant(text);
  return !Number.isNaN(ms) && toInstant(ms) === text;
}

export const laterInstant = (a: string, b: string): string => (a < b ? b : a);

export const addMinutes = (instant: string, minutes: number): string =>
  toInstant(fromInstant(instant) + minutes * 60_000);

/** Minutes from `from` to `to`, negative when `to` is earlier. */
export const minutesBetween = (from: string, to: string): number =>
  (fromInstant(to) - fromInstant(from)) / 60_000;
