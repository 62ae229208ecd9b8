/**
 * From the start of mixing to the end of discharge. ASTM C94-21 has no limit of its own any more: the purchaser
 * states one, so it is looked for on the pour, then its mix, then the workspace.
 */
export const USUAL_DISCHARGE_LIMIT_MIN = 90;

/** Share of the limit at which a load turns amber. Convention. */
const AMBER_SHARE = 0.75;

const MINUTE_MS = 60_000;

/** Whole minutes of age at `untilMs`. Instants are UTC, so midnight and daylight saving need no care. */
export const ageMin = (batchedMs: number, untilMs: number): number =>
  Math.max(Math.floor((untilMs - batchedMs) / MINUTE_MS), 0);

/** The first stated limit of pour, mix and workspace; 0 is not a limit. */
export const dischargeLimitMin = (...stated: readonly (number | undefined)[]): number =>
  stated.find((limit) => limit !== undefined && limit > 0) ?? USUAL_DISCHARGE_LIMIT_MIN;

export type AgeBand = 'fresh' | 'amber' | 'over';

/** Amber from three quarters of the limit, over at the limit itself. */
export function ageBand(age: number, limitMin: number): AgeBand {
  if (age >= limitMin) return 'over';
  return age >= limitMin * AMBER_SHARE ? 'amber' : 'fresh';
}
