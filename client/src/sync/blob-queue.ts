import type { BlobEntry } from '../db/local-tables.ts';
import { retryDelay, SUSPENDED_RETRY_MS } from './situations.ts';

/**
 * The way of one blob to the server, as a total table: waiting (with or without an upload under way), sent, or failed.
 * Nothing here reads a clock or a line.
 */
export type BlobEvent =
  /** An upload was begun, or the one known goes on: the server has this many bytes of it. */
  | { readonly type: 'stands'; readonly url: string; readonly offset: number }
  /** The server has all of it, checked. */
  | { readonly type: 'acknowledged' }
  /** No answer, or one that says later. */
  | { readonly type: 'cut'; readonly why: string }
  /** The server knows nothing of this upload: it begins again. */
  | { readonly type: 'lost' }
  /** All of it arrived and is not what it was announced as. */
  | { readonly type: 'refused'; readonly why: string }
  /** It will never be taken as it is. */
  | { readonly type: 'denied'; readonly why: string }
  /** A person asks for another try. */
  | { readonly type: 'retried' };

type State = BlobEntry['state'];
type Step = (entry: BlobEntry, event: never) => BlobEntry;
type Table = { readonly [S in State]: { readonly [E in BlobEvent['type']]: Step } };

const stay = (entry: BlobEntry): BlobEntry => entry;

/** Without what is only known of the last try. */
const fresh = ({ why: _why, ...entry }: BlobEntry): BlobEntry => ({ ...entry, tries: 0 });
const begun = (entry: BlobEntry): BlobEntry => {
  const { url: _url, ...rest } = entry;
  return { ...rest, offset: 0 };
};
const sent = (entry: BlobEntry): BlobEntry => ({
  ...fresh(begun(entry)),
  state: 'sent',
  offset: entry.sizeBytes,
});

/** Bytes can be hurt on the way: once more from the start, and then it is said. */
const REFUSALS_BORNE = 1;

const TABLE: Table = {
  waiting: {
    stands: (entry, { url, offset }: Extract<BlobEvent, { type: 'stands' }>) => ({
      // What arrived proves that the line carries: the pauses start over.
      ...(offset > entry.offset ? fresh(entry) : entry),
      url,
      offset,
    }),
    acknowledged: sent,
    cut: (entry, { why }: Extract<BlobEvent, { type: 'cut' }>) => ({
      ...entry,
      tries: entry.tries + 1,
      why,
    }),
    lost: (entry) => begun(entry),
    refused: (entry, { why }: Extract<BlobEvent, { type: 'refused' }>) => ({
      ...begun(entry),
      refusals: entry.refusals + 1,
      why,
      state: entry.refusals >= REFUSALS_BORNE ? 'failed' : 'waiting',
    }),
    denied: (entry, { why }: Extract<BlobEvent, { type: 'denied' }>) => ({
      ...begun(entry),
      why,
      state: 'failed',
    }),
    retried: (entry) => fresh(entry),
  },
  failed: {
    stands: stay,
    // Another tab, or another device with the same bytes, got it through.
    acknowledged: sent,
    cut: stay,
    lost: stay,
    refused: stay,
    denied: stay,
    retried: (entry) => ({ ...fresh(entry), refusals: 0, state: 'waiting' }),
  },
  sent: {
    stands: stay,
    acknowledged: stay,
    cut: stay,
    lost: stay,
    refused: stay,
    denied: stay,
    retried: stay,
  },
};

export const blobStep = (entry: BlobEntry, event: BlobEvent): BlobEntry =>
  TABLE[entry.state][event.type](entry, event as never);

/** On a line that carries, what it cut is asked for again at once. */
const AT_ONCE_MS = 250;

/** How long to wait before the next try, in milliseconds. */
export function blobPause({ tries, why }: BlobEntry, random: number): number {
  if (why === 'suspended') return SUSPENDED_RETRY_MS;
  return tries <= 1 ? AT_ONCE_MS : retryDelay(tries - 2, random);
}

/** What a refusal of the server means for a blob. */
export function blobEventOf(status: number, code: string | undefined): BlobEvent {
  const why = code ?? `answer ${status}`;
  if (status === 404 || status === 410) return code === 'gone' ? { type: 'cut', why } : { type: 'lost' };
  if (status === 422) return { type: 'refused', why };
  if (status === 413 || status === 400 || (status === 403 && code === 'not_permitted'))
    return { type: 'denied', why };
  return { type: 'cut', why };
}
