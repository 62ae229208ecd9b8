import type { Format } from '../../lib/format.ts';

const QUARTERS = new Map([
  [0.25, '¼'],
  [0.5, '½'],
  [0.75, '¾'],
]);

/** Yards as they are said: "10.0", and a quarter yard not rounded away. */
export const cyText = (cy: number, format: Format): string =>
  format.number(cy, Math.abs(cy * 10 - Math.round(cy * 10)) < 1e-6 ? 1 : 2);

/** Inches as a slump cone is read: 4.5 is 4½, 4.3 stays 4.3. */
export function inchText(inches: number, format: Format): string {
  const whole = Math.floor(inches);
  const quarter = QUARTERS.get(inches - whole);
  if (quarter === undefined) return format.number(inches);
  return `${whole === 0 ? '' : whole}${quarter}`;
}

/** Sizes in a name as they are read: "1-1/2"" is "1½″". */
export const sizesText = (name: string): string =>
  name.replaceAll(
    /(?:(\d)-)?\b([13])\/([24])"?/g,
    (found: string, whole: string | undefined, top: string, bottom: string) => {
      const quarter = QUARTERS.get(Number(top) / Number(bottom));
      return quarter === undefined ? found : `${whole ?? ''}${quarter}″`;
    },
  );

/** Minutes as "58 min" or "2 h 05". */
export const minutesText = (minutes: number): string =>
  minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
