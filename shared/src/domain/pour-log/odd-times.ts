/** The times of a load in the order in which they come. */
export const LOAD_TIMES = ['batchedAt', 'arrivedAt', 'dischargeStartedAt', 'dischargeEndedAt'] as const;
export type LoadTimeName = (typeof LOAD_TIMES)[number];

export type LoadTimes = { readonly [K in LoadTimeName]?: string | undefined };

/** A plant's clock and a tablet's differ by this much at most; more is a mistake. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/** What cannot be right about a time: it has not come yet, or it lies before the one that it follows. */
export type Oddity = { readonly kind: 'ahead' } | { readonly kind: 'before'; readonly of: LoadTimeName };

/** Said beside a time and never a hindrance: what stands on a ticket may be wrong there too. */
export function oddTimes(times: LoadTimes, nowMs: number): Partial<Record<LoadTimeName, Oddity>> {
  const odd: Partial<Record<LoadTimeName, Oddity>> = {};
  let before: { readonly name: LoadTimeName; readonly ms: number } | undefined;
  for (const name of LOAD_TIMES) {
    const at = times[name];
    if (at === undefined) continue;
    const ms = Date.parse(at);
    if (ms > nowMs + CLOCKS_DIFFER_MS) odd[name] = { kind: 'ahead' };
    else if (before !== undefined && ms < before.ms) odd[name] = { kind: 'before', of: before.name };
    before = { name, ms };
  }
  return odd;
}
