/** Minutes between trucks so that the plant keeps up with the placing rate. */
export const truckSpacingMin = (loadCy: number, rateCyPerHour: number): number =>
  (loadCy * 60) / rateCyPerHour;

/** The rate that a spacing amounts to: the same relation, read the other way. */
export const rateCyPerHour = (loadCy: number, spacingMin: number): number => (loadCy * 60) / spacingMin;

/** Trucks that keep the spacing over a round trip; never more than there are loads. */
export const trucksFor = (roundTripMin: number, spacingMin: number, loads: number): number =>
  Math.min(Math.ceil(roundTripMin / spacingMin), loads);

/** Hours of placing, with the pump's set-up. Plants rarely keep up more than 125 to 150 CY/h. */
export const placingHours = (cy: number, cyPerHour: number, pumpSetupMin = 0): number =>
  cy / cyPerHour + pumpSetupMin / 60;
