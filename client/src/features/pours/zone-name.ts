import type { Format } from '../../lib/format.ts';

/** "Chicago (CST)": the place, and what its clocks are called at that moment. */
export const zoneName = (zone: string, at: number, format: Format): string =>
  `${zone.split('/').at(-1)?.replaceAll('_', ' ')} (${format.zone(at, zone)})`;
