import type { PourStatus } from '../../schema/pours.ts';

/**
 * tentative → scheduled → confirmed → in progress → placed → complete, with four side states.
 *
 * A total table: a status that is added without its row does not compile. No transition touches the log, so none
 * can lose it. A step back ("confirmed" to "scheduled") is allowed where a person may have tapped too early.
 */
export const TRANSITIONS: Readonly<Record<PourStatus, readonly PourStatus[]>> = {
  tentative: ['scheduled', 'cancelled'],
  scheduled: ['confirmed', 'in_progress', 'on_hold', 'postponed', 'cancelled', 'rained_out', 'tentative'],
  confirmed: ['in_progress', 'scheduled', 'on_hold', 'postponed', 'cancelled', 'rained_out'],
  in_progress: ['placed', 'confirmed', 'on_hold', 'rained_out'],
  placed: ['complete', 'in_progress'],
  complete: ['placed'],
  on_hold: ['scheduled', 'confirmed', 'in_progress', 'postponed', 'cancelled', 'rained_out'],
  postponed: ['scheduled'],
  cancelled: ['tentative', 'scheduled'],
  rained_out: ['scheduled', 'postponed'],
};

/** A pour without a status is still an idea. */
export const statusOf = (pour: { status?: PourStatus }): PourStatus => pour.status ?? 'tentative';

export const mayBecome = (from: PourStatus, to: PourStatus): boolean => TRANSITIONS[from].includes(to);

/** Side states say why; the reason is kept with the pour. */
export const needsReason = (to: PourStatus): boolean =>
  to === 'on_hold' || to === 'postponed' || to === 'cancelled' || to === 'rained_out';

/** The step that comes next when all goes well, for the one big button. */
export function nextStep(from: PourStatus): PourStatus | undefined {
  const forward: Partial<Record<PourStatus, PourStatus>> = {
    tentative: 'scheduled',
    scheduled: 'confirmed',
    confirmed: 'in_progress',
    in_progress: 'placed',
    placed: 'complete',
    on_hold: 'scheduled',
  };
  return forward[from];
}

/** Committed: ready-mix ordered, crew named; on the daily schedule. */
export const isCommitted = (status: PourStatus): boolean =>
  status === 'scheduled' ||
  status === 'confirmed' ||
  status === 'in_progress' ||
  status === 'placed' ||
  status === 'complete' ||
  status === 'on_hold';

/** Neither done nor called off. */
export const isOpen = (status: PourStatus): boolean =>
  status !== 'complete' && status !== 'postponed' && status !== 'cancelled' && status !== 'rained_out';
