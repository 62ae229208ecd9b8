import type { BlobStatus } from '../../sync/blob-sender.ts';
import type { SyncStatus } from '../../sync/status.ts';

/** What the badge looks like: a quiet tick, work in hand, a cloud struck through, or a call. */
export type BadgeLook = 'calm' | 'busy' | 'offline' | 'call';

export type BadgeKey =
  | 'saved'
  | 'sending'
  | 'offline'
  | 'photosSending'
  | 'photosKept'
  | 'photosFailed'
  | 'kept'
  | 'needsYou'
  | 'loadingData'
  | 'signIn'
  | 'readOnly'
  | 'updateNeeded'
  | 'storageFull'
  | 'comparing'
  | 'givingBack'
  | 'removedShort';

export interface Badge {
  readonly look: BadgeLook;
  readonly key: BadgeKey;
  readonly count: number;
}

const CALLS: Readonly<Partial<Record<SyncStatus['kind'], BadgeKey>>> = {
  login_required: 'signIn',
  suspended: 'readOnly',
  upgrade_required: 'updateNeeded',
  removed: 'removedShort',
  gone: 'removedShort',
  storage_full: 'storageFull',
};

const NO_PHOTOS = { waiting: 0, failed: 0, metered: false };

/** One line for the state of the work: what needs a person first, then what waits, then that all is well. */
export function badgeOf(
  { kind, unsent, attention, reviews, quarantined = 0, givingBack }: SyncStatus,
  { waiting, failed, metered }: Pick<BlobStatus, 'waiting' | 'failed' | 'metered'> = NO_PHOTOS,
): Badge {
  const call = CALLS[kind];
  if (call) return { look: 'call', key: call, count: unsent };
  if (kind === 'restored') {
    const left = givingBack?.left ?? 0;
    return { look: 'busy', key: left > 0 ? 'givingBack' : 'comparing', count: left };
  }
  if (kind === 'first_pull') return { look: 'busy', key: 'loadingData', count: unsent };
  const needing = attention + reviews + quarantined;
  if (needing > 0) return { look: 'call', key: 'needsYou', count: needing };
  const here = unsent + waiting;
  if (kind === 'offline') return { look: 'offline', key: here > 0 ? 'kept' : 'offline', count: here };
  if (failed > 0) return { look: 'call', key: 'photosFailed', count: failed };
  // On a line that costs, photos wait for another one; the records are on their way.
  if (waiting > 0 && metered && unsent === 0) return { look: 'offline', key: 'photosKept', count: waiting };
  if (waiting > 0 && unsent === 0) return { look: 'busy', key: 'photosSending', count: waiting };
  if (unsent > 0) return { look: 'busy', key: 'sending', count: unsent };
  return { look: 'calm', key: 'saved', count: 0 };
}
