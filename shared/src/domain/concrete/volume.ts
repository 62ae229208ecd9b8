/** Square feet × inches in one cubic yard: 27 ft³ × 12 in. */
const SF_IN_PER_CY = 324;

/** Plants batch in half yards. */
const ORDER_STEP_CY = 0.5;

/** Less than this is noise of the arithmetic, not concrete: 50 CY × 1.1 must not become 55.5. */
const NOISE = 1e-6;

const ceilQuietly = (value: number): number => Math.max(Math.ceil(value - NOISE), 0);

/** Cubic yards in a slab. Source: geometry. */
export const volumeCy = (areaSf: number, thicknessIn: number): number =>
  (areaSf * thicknessIn) / SF_IN_PER_CY;

/** What to order, waste in percent, rounded up to half a yard. Convention. */
export const orderedCy = (theoreticalCy: number, wastePct: number): number =>
  ceilQuietly((theoreticalCy * (1 + wastePct / 100)) / ORDER_STEP_CY) * ORDER_STEP_CY;

/** How many trucks' worth; nothing left to place needs no load. */
export const loadsFor = (cy: number, loadCy: number): number =>
  cy <= 0 || loadCy <= 0 ? 0 : ceilQuietly(cy / loadCy);
