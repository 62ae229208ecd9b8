import type { SyncStatusKind } from './status.ts';
import { ApiProblem, NoLine } from './api.ts';
import { TooSlow } from './transport.ts';
import { isStorageFull } from '../db/storage-errors.ts';

/**
 * What an exchange with the server can run into, and what the device does about it. `retryMs` absent: only a person
 * or an update changes anything, so nothing is tried by itself.
 */
export type Situation =
  | { readonly kind: 'offline'; readonly retryMs: number }
  | { readonly kind: 'busy'; readonly retryMs: number }
  | { readonly kind: 'suspended'; readonly retryMs: number }
  | { readonly kind: 'login_required' }
  | { readonly kind: 'removed'; readonly drainToken: string | undefined }
  | { readonly kind: 'gone' }
  | { readonly kind: 'upgrade_required' }
  | { readonly kind: 'checkpoint_expired' }
  | { readonly kind: 'storage_full' };

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 120_000;
/** A lapsed subscription is not paid by asking more often. */
export const SUSPENDED_RETRY_MS = 15 * 60_000;

/** Longer after every failure, and never all devices at once: between half of it and all of it. */
export const retryDelay = (failures: number, random: number): number =>
  Math.round(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures, 10)) * (0.5 + random / 2));

export const suspendedFor = (random: number): Extract<Situation, { kind: 'suspended' }> => ({
  kind: 'suspended',
  retryMs: SUSPENDED_RETRY_MS + Math.round(random * 60_000),
});

/** Reads a failed exchange; `undefined` for what is no situation but a bug. */
export function situationOf(error: unknown, failures: number, random: number): Situation | undefined {
  const retryMs = retryDelay(failures, random);
  if (isStorageFull(error)) return { kind: 'storage_full' };
  if (error instanceof NoLine || error instanceof TooSlow) return { kind: 'offline', retryMs };
  if (!(error instanceof ApiProblem)) return undefined;
  switch (error.code) {
    case 'token_expired':
    case 'login_required':
      return { kind: 'login_required' };
    case 'removed': {
      const token = error.body['drainToken'];
      return { kind: 'removed', drainToken: typeof token === 'string' ? token : undefined };
    }
    case 'suspended':
      return suspendedFor(random);
    case 'gone':
    case 'upgrade_required':
    case 'checkpoint_expired':
      return { kind: error.code };
    default:
      return { kind: 'busy', retryMs: Math.max(retryMs, (error.retryAfter ?? 0) * 1_000) };
  }
}

/** How a situation shows; what is tried again by itself shows as no line. */
export const statusOfSituation = (situation: Situation): SyncStatusKind | undefined => {
  switch (situation.kind) {
    case 'busy':
    case 'offline':
      return 'offline';
    case 'checkpoint_expired':
      return undefined;
    default:
      return situation.kind;
  }
};
