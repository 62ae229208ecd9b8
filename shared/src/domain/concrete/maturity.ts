/** A stretch of curing at one mean concrete temperature. */
export interface CuringStep {
  readonly hours: number;
  readonly concreteC: number;
}

/** °C·h above the datum; colder than the datum adds nothing. Source: ASTM C1074, Nurse–Saul. */
export const maturityCHours = (steps: readonly CuringStep[], datumC = 0): number =>
  steps.reduce((sum, step) => sum + Math.max(step.concreteC - datumC, 0) * step.hours, 0);

const KELVIN_AT_0_C = 273.15;

/** Hours at the reference temperature that do the same. Source: ASTM C1074; activation energy ÷ gas constant in K. */
export const equivalentAgeHours = (
  steps: readonly CuringStep[],
  referenceC = 20,
  activationK = 5000,
): number =>
  steps.reduce((sum, step) => {
    const inverse = 1 / (step.concreteC + KELVIN_AT_0_C) - 1 / (referenceC + KELVIN_AT_0_C);
    return sum + Math.exp(-activationK * inverse) * step.hours;
  }, 0);
