import type { SyncStatus } from '../../sync/status.ts';

/** What the badge looks like: a quiet tick, work in hand, a cloud struck through, or a call. */
export type BadgeLook = 'calm' | 'busy' | 'offline' | 'call';

export type BadgeKey =
  | 'saved'
  | 'sending'
  | 'offline'
  | 'kept'
  | 'needsYou'
  | 'loadingData'
  | 'signIn'
  | 'readOnly'
  | 'updateNeeded'
  | 'storageFull'
  | 'stopped'
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
  restored: 'stopped',
  removed: 'removedShort',
  gone: 'removedShort',
  storage_full: 'storageFull',
};

/** One line for the state of the work: what needs a person first, then what waits, then that all is well. */
export function badgeOf({ kind, unsent, attention, reviews }: SyncStatus): Badge {
  const call = CALLS[kind];
  if (call) return { look: 'call', key: call, count: unsent };
  if (kind === 'first_pull') return { look: 'busy', key: 'loadingData', count: unsent };
  if (attention + reviews > 0) return { look: 'call', key: 'needsYou', count: attention + reviews };
  if (kind === 'offline') return { look: 'offline', key: unsent > 0 ? 'kept' : 'offline', count: unsent };
  if (unsent > 0) return { look: 'busy', key: 'sending', count: unsent };
  return { look: 'calm', key: 'saved', count: 0 };
}
