/** Strength samples of one class of concrete in a day: one, and one for each 150 CY and 5,000 SF. Source: ACI 318 26.12. */
export const strengthSamples = (cy: number, areaSf = 0): number =>
  Math.max(1, Math.ceil(cy / 150), Math.ceil(areaSf / 5000));
