import type { Draft } from './draft.ts';
import type { Random } from './random.ts';
import type { Truck } from './trucks.ts';

const SAMPLE_EVERY_CY = 150;

/** One set for each 150 CY begun, from the second truck on. */
export const takesSample = (draft: Draft, { nth }: Truck): boolean =>
  draft.orderedCy > 20 && (nth - 1) % Math.ceil(SAMPLE_EVERY_CY / draft.loadSizeCy) === 0;

export const setName = (draft: Draft, { nth }: Truck): string =>
  `${draft.number ?? ''}-${1 + Math.floor(nth / Math.ceil(SAMPLE_EVERY_CY / draft.loadSizeCy))}`;

/** Concrete as it comes from the plant in that month, °F. */
export const concreteF = (day: string, random: Random): number =>
  Math.round(
    ([58, 60, 64, 70, 78, 85, 88, 88, 82, 73, 65, 60][Number(day.slice(5, 7)) - 1] ?? 70) +
      random.around(0, 5),
  );
