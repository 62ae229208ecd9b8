import { readClock, writeClock } from 'shared/domain/pour-log/clock-text.ts';

/** What a form holds: text as typed, so that a half-filled sheet can be kept and brought back exactly. */
export type TileValues = Readonly<Record<string, string>>;

/** A number as typed on the pad; a comma is a point. Absent for nothing, NaN for what is no number. */
export function readQuantity(text: string | undefined): number | undefined {
  const typed = (text ?? '').trim().replace(',', '.');
  if (typed === '') return undefined;
  return /^-?\d*\.?\d+\.?$|^-?\d+\.$/.test(typed) ? Number(typed) : Number.NaN;
}

/** A number as it stands in a tile: no noise, no needless zeros. */
export const writeQuantity = (value: number | undefined): string =>
  value === undefined ? '' : String(Math.round(value * 1000) / 1000);

/** One step up or down, on the grid of the step: from 4.3 by halves to 4.5, not 4.8. */
export function stepQuantity(
  text: string | undefined,
  step: number,
  direction: 1 | -1,
  from: number,
  least = 0,
): string {
  const typed = readQuantity(text);
  if (typed === undefined || Number.isNaN(typed)) return writeQuantity(from);
  const inSteps = typed / step;
  const onGrid = Math.abs(inSteps - Math.round(inSteps)) < 1e-6 ? Math.round(inSteps) : undefined;
  const next =
    onGrid === undefined ? (direction === 1 ? Math.ceil(inSteps) : Math.floor(inSteps)) : onGrid + direction;
  return writeQuantity(Math.max(next * step, least));
}

/** Minutes earlier or later; an empty tile steps from now. */
export function stepTime(text: string | undefined, minutes: number, nowMs: number, zone: string): string {
  const typed = readClock(text ?? '', nowMs, zone);
  const base = typed === undefined ? Math.floor(nowMs / 60_000) * 60_000 : Date.parse(typed);
  return writeClock(new Date(base + minutes * 60_000).toISOString(), zone);
}

/** The pad types a time as digits; the colon stands where it will be read. */
export function typeTimeKey(text: string, key: string): string {
  const digits = (text.replace(/\D/g, '') + key).slice(-4);
  return digits.length < 3 ? digits : `${digits.slice(0, -2)}:${digits.slice(-2)}`;
}
