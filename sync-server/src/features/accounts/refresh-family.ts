/**
 * A session is a family of refresh tokens, one generation after the other, and one device holds the newest. A tablet
 * may exchange a token and never hear the answer; then it comes back with the parent, minutes or days later, while
 * the newest has never been used. Whoever comes with anything older has a copy that it should not have.
 *
 *     1 ── 2 ── 3 (newest)      3 → 4                      exchange
 *          └ presented: 2       3 is marked replaced → 3'  answer lost on the way
 *     └──── presented: 1        the family ends            theft
 */
export interface PresentedToken {
  readonly generation: number;
  /** Made, but lost on its way and replaced by another of the same generation. */
  readonly replaced: boolean;
}

export interface Family {
  readonly newestGeneration: number;
  /** Milliseconds since 1970: when the newest was made, and when the person signed in. */
  readonly newestAt: number;
  readonly startedAt: number;
}

const DAY_MS = 86_400_000;
export const IDLE_MS = 30 * DAY_MS;
const ABSOLUTE_MS = 180 * DAY_MS;

export type RefreshVerdict =
  | { readonly kind: 'exchange'; readonly generation: number }
  | { readonly kind: 'answer_lost'; readonly generation: number }
  | { readonly kind: 'expired' }
  | { readonly kind: 'theft' };

export function judgeRefresh(presented: PresentedToken, family: Family, now: number): RefreshVerdict {
  const behind = family.newestGeneration - presented.generation;
  if (presented.replaced || behind > 1) return { kind: 'theft' };
  if (now - family.newestAt > IDLE_MS || now - family.startedAt > ABSOLUTE_MS) return { kind: 'expired' };
  return behind === 0
    ? { kind: 'exchange', generation: family.newestGeneration + 1 }
    : { kind: 'answer_lost', generation: family.newestGeneration };
}
