import { combineLatest, map, of, type Observable } from 'rxjs';
import { observeLocal } from '../db/live.ts';
import type { BlobEntry, BlobPart } from '../db/local-tables.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import type { Clock } from './clock.ts';
import { addBlob, heldBytes, keepBytes, type NewBlob } from './blob-store.ts';
import type { BlobLine } from './blob-line.ts';
import { NO_BLOBS, type BlobSender, type BlobStatus } from './blob-sender.ts';

/** A blob of this device as a screen shows it; one that is not among them is at the server, as far as is known here. */
export interface BlobView {
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed';
  /** Of one that is being sent, 0 to 1. */
  readonly share?: number;
  /** Why the last try failed. */
  readonly why?: string;
}

/** Photos, signatures and sealed logs for screens: from this device first, from the server where there is a line. */
export interface Blobs {
  /** Stored, and on its way: the hash to name it by. @throws StorageFull, and then nothing is stored */
  add(blob: NewBlob): Promise<string>;
  readonly views$: Observable<ReadonlyMap<string, BlobView>>;
  readonly status$: Observable<BlobStatus>;
  /** Nothing where it is neither here nor to be had now. */
  picture(sha256: string, size: 'thumb' | 'screen'): Promise<Blob | undefined>;
  /** As it came, to be saved as a file. */
  original(sha256: string): Promise<Blob | undefined>;
  /** The original as text: a sealed log. */
  text(sha256: string): Promise<string | undefined>;
  sendNow(): void;
  retry(sha256: string): Promise<void>;
}

export interface BlobsParts {
  readonly db: WorkspaceDb;
  readonly clock: Pick<Clock, 'now' | 'nowInstant'>;
  readonly line?: Pick<BlobLine, 'fetch'>;
  readonly sender?: BlobSender;
}

const DAY_MS = 86_400_000;

export function makeBlobs({ db, clock, line, sender }: BlobsParts): Blobs {
  const status$ = sender?.status$ ?? of(NO_BLOBS);
  const asked = new Map<string, Promise<Blob | undefined>>();
  /** One thumbnail after the other: a list of them must not stand in the way of the work on a weak line. */
  let lastThumb: Promise<unknown> = Promise.resolve();

  const held = async (sha256: string, ...parts: readonly BlobPart[]): Promise<Blob | undefined> => {
    for (const part of parts) {
      const row = await heldBytes(db, sha256, part);
      if (!row) continue;
      // Not at every look: a row is written whole.
      if (row.usedAt + DAY_MS < clock.now()) await keepBytes(db, { ...row, usedAt: clock.now() });
      return new Blob([row.bytes], { type: row.contentType });
    }
    return undefined;
  };

  const fetched = async (sha256: string, part: BlobPart): Promise<Blob | undefined> => {
    const piece = await line?.fetch(sha256, part).catch(() => undefined);
    if (!piece) return undefined;
    // A full device shows it all the same.
    await keepBytes(db, { ...piece, sha256, part, usedAt: clock.now() }).catch(() => undefined);
    return new Blob([piece.bytes], { type: piece.contentType });
  };

  /** Two screens that ask for the same wait for the same answer. */
  const once = (key: string, ask: () => Promise<Blob | undefined>): Promise<Blob | undefined> => {
    const found = asked.get(key);
    if (found) return found;
    const asking = ask().finally(() => asked.delete(key));
    asked.set(key, asking);
    return asking;
  };

  return {
    add: (blob) => addBlob(db, blob, clock.nowInstant()),
    views$: combineLatest([observeLocal(db, () => db.local.blobs.toArray()), status$]).pipe(
      map(
        ([entries, { sending }]) => new Map(entries.map((entry) => [entry.sha256, viewOf(entry, sending)])),
      ),
    ),
    status$,
    async picture(sha256, size) {
      if (size === 'screen')
        return (
          (await held(sha256, 'screen', 'original')) ??
          once(`${sha256}/screen`, () => fetched(sha256, 'screen'))
        );
      return (
        (await held(sha256, 'thumb')) ??
        once(`${sha256}/thumb`, () => {
          const mine = lastThumb.then(() => fetched(sha256, 'thumb'));
          lastThumb = mine;
          return mine;
        })
      );
    },
    async original(sha256) {
      const here = await held(sha256, 'original');
      if (here) return here;
      const piece = await line?.fetch(sha256, 'original').catch(() => undefined);
      return piece && new Blob([piece.bytes], { type: piece.contentType });
    },
    async text(sha256) {
      const blob =
        (await held(sha256, 'original')) ?? (await once(sha256, () => fetched(sha256, 'original')));
      return blob?.text();
    },
    sendNow: () => sender?.sendNow(),
    retry: async (sha256) => sender?.retry(sha256),
  };
}

function viewOf(entry: BlobEntry, sending: BlobStatus['sending']): BlobView {
  if (entry.state === 'waiting' && sending?.sha256 === entry.sha256)
    return { state: 'sending', share: sending.share };
  return { state: entry.state, ...(entry.why !== undefined && { why: entry.why }) };
}
