/** A load as it counts for what is placed. */
export interface PlacedLoad {
  readonly loadCy: number;
  readonly returnedCy?: number;
}

/** Cubic yards in the forms: accepted loads less what went back. A load cannot give back more than it brought. */
export const placedCy = (accepted: readonly PlacedLoad[]): number =>
  withoutNoise(accepted.reduce((sum, load) => sum + Math.max(load.loadCy - (load.returnedCy ?? 0), 0), 0));

/** Sums of tenths carry noise in the fifteenth place: 142 CY must meet a plan of 142, in whatever order they came. */
const withoutNoise = (cy: number): number => Math.round(cy * 1e6) / 1e6;

/** Placed against theoretical, in percent: 4 means that 4 % more went in than the drawing says. */
export const yieldPct = (placed: number, theoreticalCy: number): number | undefined =>
  theoreticalCy > 0 ? ((placed - theoreticalCy) / theoreticalCy) * 100 : undefined;
