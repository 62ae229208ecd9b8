import { describe, expect, it } from 'vitest';
import { NOTHING_YET, type SyncStatus } from '../../sync/status.ts';
import { badgeOf } from './sync-words.ts';

const badge = (changes: Partial<SyncStatus>) => {
  const { key, count, look } = badgeOf({ ...NOTHING_YET, ...changes });
  return [key, count, look];
};

describe('the sync badge', () => {
  it('says in one word how the work stands', () => {
    expect(badge({})).toEqual(['saved', 0, 'calm']);
    expect(badge({ kind: 'sending', unsent: 3 })).toEqual(['sending', 3, 'busy']);
    expect(badge({ kind: 'offline' })).toEqual(['offline', 0, 'offline']);
    expect(badge({ kind: 'offline', unsent: 11 })).toEqual(['kept', 11, 'offline']);
    expect(badge({ kind: 'first_pull' })).toEqual(['loadingData', 0, 'busy']);
    expect(badge({ kind: 'restored' })).toEqual(['comparing', 0, 'busy']);
    const givingBack = { given: 2, handed: 0, left: 3, isOver: false };
    expect(badge({ kind: 'restored', givingBack })).toEqual(['givingBack', 3, 'busy']);
  });

  it('calls a person before it counts what waits', () => {
    expect(badge({ kind: 'needs_you', attention: 1, unsent: 4 })).toEqual(['needsYou', 1, 'call']);
    expect(badge({ kind: 'offline', attention: 1, reviews: 2, unsent: 4 })).toEqual(['needsYou', 3, 'call']);
    expect(badge({ quarantined: 5, reviews: 1 })).toEqual(['needsYou', 6, 'call']);
  });

  it('counts photos with what waits, after the changes, and calls for those that were not taken', () => {
    const photos = (waiting: number, failed = 0, metered = false, changes: Partial<SyncStatus> = {}) => {
      const { key, count } = badgeOf({ ...NOTHING_YET, ...changes }, { waiting, failed, metered });
      return [key, count];
    };
    expect(photos(3)).toEqual(['photosSending', 3]);
    expect(photos(3, 0, true)).toEqual(['photosKept', 3]);
    expect(photos(3, 1)).toEqual(['photosFailed', 1]);
    expect(photos(3, 0, false, { kind: 'sending', unsent: 2 })).toEqual(['sending', 2]);
    expect(photos(3, 0, false, { kind: 'offline', unsent: 2 })).toEqual(['kept', 5]);
    expect(photos(3, 1, false, { kind: 'suspended' })[0]).toBe('readOnly');
  });

  it('names what stands in the way before anything else', () => {
    expect(badge({ kind: 'login_required', attention: 2 })[0]).toBe('signIn');
    expect(badge({ kind: 'storage_full', unsent: 1 })[0]).toBe('storageFull');
    expect(badge({ kind: 'suspended' })[0]).toBe('readOnly');
  });
});
