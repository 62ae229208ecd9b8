import { PROJECT_HUES } from 'shared/domain/schedule/hues.ts';

/**
 * The 24 project hues as plain RGB: spreadsheets know no oklch. Same lightness and chroma as on the screen's light
 * theme, so that a job keeps its colour on paper.
 */
/** What the fills of statuses look like: hatched grey. */
export const STATUS_FILL = '#FFFFFF';
export const STATUS_STRIPES = '#B9C1BE';

/** Worked out once for each hue: a book asks for every cell. */
function colourOfHue(lightness: number, chroma: number): (hue: number) => string {
  const known = new Map<number, string>();
  return (hue) => {
    const colour = known.get(hue) ?? oklchToHex(lightness, chroma, hueDegrees(hue));
    known.set(hue, colour);
    return colour;
  };
}

export const projectFill = colourOfHue(0.905, 0.046);
export const projectInk = colourOfHue(0.3, 0.06);

const FIRST_DEGREE = 62;
const STEP_DEGREES = 13.17;

/** The same spread as the screen's: steps of 13.17° away from "act" and "stop", neighbours seven steps apart. */
export const hueDegrees = (hue: number): number =>
  (FIRST_DEGREE + STEP_DEGREES * ((11 + 7 * hue) % PROJECT_HUES)) % 360;

/** oklch → sRGB, Björn Ottosson's matrices (2020). Lightness 0–1, chroma, hue in degrees. */
export function oklchToHex(lightness: number, chroma: number, degrees: number): string {
  const radians = (degrees * Math.PI) / 180;
  const a = chroma * Math.cos(radians);
  const b = chroma * Math.sin(radians);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${linear.map((channel) => hexByte(gamma(channel))).join('')}`;
}

const gamma = (channel: number): number =>
  channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055;

const hexByte = (channel: number): string =>
  Math.round(Math.min(1, Math.max(0, channel)) * 255)
    .toString(16)
    .padStart(2, '0')
    .toUpperCase();
