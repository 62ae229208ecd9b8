/** What was asked for: a range, one nominal value (both ends equal), or only one end. */
export interface Asked {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

export type Judgement = 'unjudged' | 'ok' | 'low' | 'high';

/** Source: ASTM C94, tolerance of a nominal slump in inches. */
export function slumpToleranceIn(nominalIn: number): number {
  if (nominalIn <= 2) return 0.5;
  return nominalIn <= 4 ? 1 : 1.5;
}

/** Source: ASTM C94, tolerance of a nominal air content in percent of volume. */
export const AIR_TOLERANCE_PCT = 1.5;

/** A stated range is the limit itself; a nominal value has the standard's tolerance on both sides. */
const limitsOf = ({ min, max }: Asked, toleranceOf: (nominal: number) => number): Asked =>
  min !== undefined && min === max
    ? { min: min - toleranceOf(min), max: min + toleranceOf(min) }
    : { min, max };

function judge(value: number | undefined, { min, max }: Asked): Judgement {
  if (value === undefined || (min === undefined && max === undefined)) return 'unjudged';
  if (min !== undefined && value < min) return 'low';
  return max !== undefined && value > max ? 'high' : 'ok';
}

export const slumpLimitsIn = (asked: Asked): Asked => limitsOf(asked, slumpToleranceIn);
export const airLimitsPct = (asked: Asked): Asked => limitsOf(asked, () => AIR_TOLERANCE_PCT);

export const judgeSlump = (slumpIn: number | undefined, asked: Asked): Judgement =>
  judge(slumpIn, slumpLimitsIn(asked));

export const judgeAir = (airPct: number | undefined, asked: Asked): Judgement =>
  judge(airPct, airLimitsPct(asked));

/** At discharge, unless the mix is qualified for more. */
export const USUAL_CONCRETE_MAX_F = 95;

/** Air colder than this, or expected to be, makes it cold weather. */
export const COLD_WEATHER_AIR_F = 40;

/** The least temperature of the concrete itself (not the air) as placed: thick sections keep their own heat. */
export function concreteMinF(thicknessIn: number): number {
  if (thicknessIn < 12) return 55;
  if (thicknessIn <= 36) return 50;
  return thicknessIn <= 72 ? 45 : 40;
}

/** The most is the stated one or 95 °F; the least is the stated one, else by thickness, else not judged. */
export const concreteLimitsF = (stated: Asked & { readonly thicknessIn?: number | undefined }): Asked => ({
  min: stated.min ?? (stated.thicknessIn === undefined ? undefined : concreteMinF(stated.thicknessIn)),
  max: stated.max ?? USUAL_CONCRETE_MAX_F,
});

export const judgeConcreteF = (
  concreteF: number | undefined,
  stated: Asked & { readonly thicknessIn?: number | undefined },
): Judgement => judge(concreteF, concreteLimitsF(stated));
