import { addDays, clockInZone, dayInZone, daysBetween, instantOf } from '../../lib/days.ts';
import type { Pour, PourStatus, ReasonKind } from '../../schema/pours.ts';
import { statusOf } from './lifecycle.ts';

/** Who does it and when: the instant in UTC. */
export interface Act {
  readonly by: string;
  readonly at: string;
}

/** The fields of a pour that a change sets. A key whose value is `undefined` is cleared. */
export type PourChange = { [K in keyof Pour]?: Pour[K] | undefined };

const PLANNED_INSTANTS = ['startsAt', 'firstTruckAt', 'expectedEndAt', 'pumpArrivesAt', 'sawCutAt'] as const;

/**
 * The pour on another day: every planned time keeps its wall clock at the site, also where a clock change lies
 * between, and what was after midnight stays after midnight.
 */
export function movedTo(pour: Pour, day: string, zone: string): PourChange {
  const shift = pour.day === undefined ? undefined : daysBetween(pour.day, day);
  const times = PLANNED_INSTANTS.flatMap((field) => {
    const instant = pour[field];
    if (instant === undefined || shift === undefined) return [];
    const ms = Date.parse(instant);
    return [[field, instantOf(addDays(dayInZone(ms, zone), shift), clockInZone(ms, zone), zone)] as const];
  });
  return { day, ...Object.fromEntries(times) };
}

/** The green check: an idea becomes a pour to be supplied, and remembers from when. */
export const promoted = (pour: Pour, act: Act): PourChange => ({
  status: 'scheduled',
  promotedFrom: { ...act, ...(pour.day !== undefined && { day: pour.day }) },
});

/** A step in its life. A side state takes its reason; going on clears the last one. */
export function stepped(
  to: PourStatus,
  act: Act,
  why?: { readonly kind: ReasonKind; readonly note?: string },
): PourChange {
  return {
    status: to,
    reason: why && {
      kind: why.kind,
      ...act,
      ...(why.note !== undefined && why.note !== '' && { note: why.note }),
    },
  };
}

/** What a pour keeps when it is put off to another day: its plan. Confirmations were for the old day. */
const NOT_CARRIED = [
  'readiness',
  'weatherCall',
  'reason',
  'promotedFrom',
  'postponedTo',
  'orderNumber',
  'orderStatus',
] as const;

/**
 * Put off: the old day keeps its pour with the reason and its log, and a new pour takes its place. The two name
 * each other. The answer is the change to the old one and the fields of the new one.
 */
export function postponed(
  pour: Pour,
  to: { readonly id: string; readonly day: string; readonly zone: string },
  act: Act,
  why: { readonly kind: ReasonKind; readonly note?: string },
): { readonly old: PourChange; readonly next: PourChange } {
  const { id: _id, rev: _rev, updatedAt: _at, updatedBy: _by, _deleted, ...plan } = pour;
  const carried: PourChange = { ...plan, ...movedTo(pour, to.day, to.zone) };
  for (const field of NOT_CARRIED) delete carried[field];
  return {
    old: { ...stepped('postponed', act, why), postponedTo: to.id },
    next: {
      ...carried,
      status: statusOf(pour) === 'tentative' ? 'tentative' : 'scheduled',
      postponedFrom: pour.id,
    },
  };
}
