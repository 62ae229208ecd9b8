import type { Arrival } from '../db/arrival.ts';
import type { Counts } from './counts.ts';
import type { Restoration } from './set-back.ts';
import { statusOfSituation, type Situation } from './situations.ts';
import type { FirstPullProgress, GivingBack, SyncStatus, SyncStatusKind } from './status.ts';

interface Known {
  readonly counts: Counts;
  readonly situation: Situation | undefined;
  readonly arrival: Arrival;
  readonly savedAt: string | undefined;
  readonly restoration: Restoration | undefined;
}

/** What the screens are told of all that a device knows about its place with the server; `of` collections. */
export function statusOf(
  { counts, situation, arrival, savedAt, restoration }: Known,
  of: number,
): SyncStatus {
  const progress = progressOf(arrival, of);
  const givingBack = restoration && restoration.isTold !== true ? givingBackOf(restoration) : undefined;
  return {
    kind: statusKind(situation, progress, counts, restoration),
    ...counts,
    ...(savedAt !== undefined && { savedAt }),
    ...(progress && { progress }),
    ...(givingBack && { givingBack }),
  };
}

/** Until the near part is here that is what is counted, afterwards the rest. */
function progressOf({ arriving, far }: Arrival, of: number): FirstPullProgress | undefined {
  if (arriving.length === 0) return undefined;
  const usable = far.length === 0;
  return { done: of - (usable ? arriving : far).length, of, usable, far };
}

const givingBackOf = ({ to, left, given, handed = 0, isOver }: Restoration): GivingBack => ({
  given,
  handed,
  isOver,
  ...(to !== undefined && { to }),
  ...(left !== undefined && { left }),
});

function statusKind(
  situation: Situation | undefined,
  progress: FirstPullProgress | undefined,
  counts: { readonly unsent: number; readonly attention: number },
  restoration: Restoration | undefined,
): SyncStatusKind {
  const stopped = situation && statusOfSituation(situation);
  if (stopped !== undefined) return stopped;
  if (progress) return 'first_pull';
  if (restoration?.isOver === false) return 'restored';
  if (counts.attention > 0) return 'needs_you';
  return counts.unsent > 0 ? 'sending' : 'saved';
}
