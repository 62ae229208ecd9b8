import type { Region } from 'shared/schema/regions.ts';
import { DEMO_USERS, written, type Company } from './company.ts';
import { idOf } from './random.ts';
import { DAY_MS, OFFICE_ZONE } from './time.ts';

/** Regions with the middle of their work on the map; El Paso keeps mountain time. */
const REGION_PLACES = [
  { name: 'Dallas', code: 'DAL', latitude: 32.78, longitude: -96.8, zone: OFFICE_ZONE },
  { name: 'Fort Worth', code: 'FTW', latitude: 32.75, longitude: -97.33, zone: OFFICE_ZONE },
  { name: 'Waco', code: 'WAC', latitude: 31.55, longitude: -97.15, zone: OFFICE_ZONE },
  { name: 'Austin', code: 'AUS', latitude: 30.27, longitude: -97.74, zone: OFFICE_ZONE },
  { name: 'San Antonio', code: 'SAT', latitude: 29.42, longitude: -98.49, zone: OFFICE_ZONE },
  { name: 'Houston', code: 'HOU', latitude: 29.76, longitude: -95.37, zone: OFFICE_ZONE },
  { name: 'Oklahoma City', code: 'OKC', latitude: 35.47, longitude: -97.52, zone: OFFICE_ZONE },
  { name: 'El Paso', code: 'ELP', latitude: 31.76, longitude: -106.49, zone: 'America/Denver' },
] as const;

export type Place = (typeof REGION_PLACES)[number];

export const placeOf = (region: number): Place => REGION_PLACES[region] ?? REGION_PLACES[0];

export const regionId = (region: number): string => idOf(`region ${placeOf(region).code}`);

export const makeRegions = (company: Company): Region[] =>
  REGION_PLACES.slice(0, company.scale.regions).map((place, order) => ({
    ...written(company, regionId(order), DEMO_USERS.admin, company.nowMs - 400 * DAY_MS),
    name: place.name,
    code: place.code,
    order,
    active: true,
  }));

/** Half of the work is in the first region, where there are few; evenly spread where there are many. */
export function regionAt(company: Company, nth: number): number {
  const { regions } = company.scale;
  return regions > 3 ? nth % regions : ([0, 0, 1, 0, 2, 1, 0, 1, 0, 2][nth % 10] ?? 0) % regions;
}
