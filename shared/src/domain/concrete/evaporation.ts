/**
 * Water that leaves the surface of fresh concrete. Semi-quantitative: ±40 % has been reported, so a screen shows
 * the number and its band and never the word "safe".
 */
export interface SurfaceConditions {
  readonly concreteF: number;
  readonly airF: number;
  readonly rhPct: number;
  /** Average wind, not gusts, about 0.5 m above the slab. */
  readonly windMph: number;
}

/** lb/ft²/h, never below 0. Source: ACI 305R, Uno 1998. */
export function evaporationLbPerSfHour({ concreteF, airF, rhPct, windMph }: SurfaceConditions): number {
  const drive = concreteF ** 2.5 - (rhPct / 100) * airF ** 2.5;
  return Math.max(drive * (1 + 0.4 * windMph) * 1e-6, 0);
}

export interface MetricSurfaceConditions {
  readonly concreteC: number;
  readonly airC: number;
  readonly rhPct: number;
  readonly windKmh: number;
}

/**
 * kg/m²/h, never below 0: the same formula with its units turned, exactly. The widely printed rounding (5, 18, 4)
 * reads 4 to 5 % low.
 */
export function evaporationKgPerSqmHour({
  concreteC,
  airC,
  rhPct,
  windKmh,
}: MetricSurfaceConditions): number {
  const drive = (concreteC + 17.778) ** 2.5 - (rhPct / 100) * (airC + 17.778) ** 2.5;
  return Math.max(5.275 * drive * (windKmh + 4.02336) * 1e-6, 0);
}

const KG_PER_SQM_IN_LB_PER_SF = 4.88243;

export const kgPerSqmFromLbPerSf = (lbPerSf: number): number => lbPerSf * KG_PER_SQM_IN_LB_PER_SF;

/** Forecasts give the wind at 10 m; the slab feels about two thirds of it. Convention, a setting of the workspace. */
export const USUAL_WIND_FACTOR = 2 / 3;

export const USUAL_EVAPORATION_BANDS = { amber: 0.1, red: 0.2 } as const;

export type EvaporationBand = 'low' | 'amber' | 'red';

export function evaporationBand(
  lbPerSfHour: number,
  bands: { readonly amber: number; readonly red: number } = USUAL_EVAPORATION_BANDS,
): EvaporationBand {
  if (lbPerSfHour >= bands.red) return 'red';
  return lbPerSfHour >= bands.amber ? 'amber' : 'low';
}
