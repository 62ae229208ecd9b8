import type { Load } from '../../schema/loads.ts';
import { compareText } from '../../lib/text-order.ts';

/** Where a load is, read off its own times and verdict; nothing of it is stored. */
export const LOAD_PHASES = ['on_the_way', 'on_site', 'discharging', 'done', 'rejected', 'void'] as const;
export type LoadPhase = (typeof LOAD_PHASES)[number];

/**
 * The last thing known wins, so a load logged late, with only its end, is done all the same. A load whose end is
 * written counts as placed even before somebody waived its age: the concrete is in the forms.
 */
export function phaseOf(
  load: Pick<Load, 'void' | 'verdict' | 'arrivedAt' | 'dischargeStartedAt' | 'dischargeEndedAt'>,
): LoadPhase {
  if (load.void) return 'void';
  if (load.verdict === 'rejected') return 'rejected';
  if (load.verdict === 'accepted' || load.dischargeEndedAt !== undefined) return 'done';
  if (load.dischargeStartedAt !== undefined) return 'discharging';
  return load.arrivedAt === undefined ? 'on_the_way' : 'on_site';
}

/** On the road or at the site, with its concrete still in the drum. */
export const isUnderway = (phase: LoadPhase): boolean =>
  phase === 'on_the_way' || phase === 'on_site' || phase === 'discharging';

/** Concrete that is in the forms. */
export const netCy = (load: Pick<Load, 'loadCy' | 'returnedCy'>): number =>
  Math.max((load.loadCy ?? 0) - (load.returnedCy ?? 0), 0);

const orderKey = (load: Load): string => load.batchedAt ?? load.createdAt ?? load.updatedAt;

/** By the start of mixing, then by when it was written down, then by id: the same on every tablet. */
export const inBatchOrder = (loads: readonly Load[]): Load[] =>
  loads.toSorted(
    (a, b) =>
      compareText(orderKey(a), orderKey(b)) ||
      compareText(a.createdAt ?? a.updatedAt, b.createdAt ?? b.updatedAt) ||
      compareText(a.id, b.id),
  );

/** Load numbers by id, from 1. A withdrawn load has none: the numbers close up behind it. */
export function numbersOf(loads: readonly Load[]): ReadonlyMap<string, number> {
  const standing = inBatchOrder(loads).filter((load) => !load.void);
  return new Map(standing.map((load, index) => [load.id, index + 1]));
}
