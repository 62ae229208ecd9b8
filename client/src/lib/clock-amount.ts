import { localeOf } from './format.ts';
import type { Language } from './preferences.ts';

const MINUTE_MS = 60_000;
const UNITS = [
  ['year', 365.25 * 24 * 60 * MINUTE_MS],
  ['day', 24 * 60 * MINUTE_MS],
  ['hour', 60 * MINUTE_MS],
  ['minute', MINUTE_MS],
] as const;

/** Below this nobody is led astray by the clock on the wall of the tablet. */
const WORTH_SAYING_MS = 10 * MINUTE_MS;

export const isClockOff = (offsetMs: number): boolean => Math.abs(offsetMs) >= WORTH_SAYING_MS;

/** How far a clock is off, in its largest whole unit: "7 years". */
export function clockAmount(offsetMs: number, language: Language): string {
  const ms = Math.abs(offsetMs);
  const [unit, size] = UNITS.find(([, least]) => ms >= least) ?? UNITS[3];
  const amount = new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, unitDisplay: 'long' });
  return amount.format(Math.floor(ms / size));
}
