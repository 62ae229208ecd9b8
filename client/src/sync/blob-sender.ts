import {
  BehaviorSubject,
  combineLatest,
  distinctUntilChanged,
  map,
  Subscription,
  type Observable,
} from 'rxjs';
import { observeLocal } from '../db/live.ts';
import type { BlobEntry } from '../db/local-tables.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { NoLine } from './api.ts';
import { cutBy, type BlobLine } from './blob-line.ts';
import { blobPause } from './blob-queue.ts';
import { heldBytes, stepBlob, unsentBlobs, waitingBlobs } from './blob-store.ts';
import { heardAsOf } from './heard.ts';
import { underLock, type Locks } from './locks.ts';
import type { SyncStatus, SyncStatusKind } from './status.ts';
import type { Timers } from './stream.ts';

/** Where the photos and signatures of this device stand. */
export interface BlobStatus {
  readonly waiting: number;
  readonly failed: number;
  /** The one that is on its way, and how much of it, 0 to 1. */
  readonly sending?: { readonly sha256: string; readonly share: number };
  /** Nothing is sent by itself on a line that costs by the megabyte. */
  readonly metered: boolean;
}

export const NO_BLOBS: BlobStatus = { waiting: 0, failed: 0, metered: false };

/** What the browser tells about the line. */
export interface Metering {
  isMetered(): boolean;
  readonly changes$: Observable<unknown>;
}

export interface BlobSenderParts {
  readonly db: WorkspaceDb;
  readonly line: BlobLine;
  /** Of the documents: photos go after them. */
  readonly status$: Observable<SyncStatus>;
  readonly metering: Metering;
  readonly locks: Locks | undefined;
  readonly timers: Timers;
  /** In [0, 1). */
  readonly randomShare: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds since whenever, never set back: pauses go by it. */
  readonly elapsed: () => number;
  readonly report: (error: unknown) => void;
}

export interface BlobSender {
  readonly status$: Observable<BlobStatus>;
  /** A person says that this line may be used, until what waits now is sent. */
  sendNow(): void;
  retry(sha256: string): Promise<void>;
  stop(): void;
}

const LOCK_PATIENCE_MS = 30_000;

/** A line that carries documents. */
const CARRIES: ReadonlySet<SyncStatusKind> = new Set(['saved', 'sending', 'needs_you']);

/** Sends what waits, one after the other: decides when, and the table in blob-queue.ts what becomes of it. */
export function startBlobs(parts: BlobSenderParts): BlobSender {
  const { db, line, timers, metering, now, elapsed } = parts;
  const sending$ = new BehaviorSubject<BlobStatus['sending']>(undefined);
  const metered$ = new BehaviorSubject(metering.isMetered());
  const ended = new AbortController();
  const subscription = new Subscription();
  /** When each may be tried again. */
  const notBefore = new Map<string, number>();
  let documents: SyncStatus | undefined;
  let isRunning = false;
  let isAskedAgain = false;
  let mayCost = false;
  let callOff = (): void => undefined;

  const kick = (): void => {
    isAskedAgain = true;
    if (!isRunning && !ended.signal.aborted) void run();
  };

  const run = async (): Promise<void> => {
    isRunning = true;
    try {
      // What is taken while one is on its way must not wait for the next occasion.
      while (isAskedAgain && !ended.signal.aborted) {
        isAskedAgain = false;
        callOff();
        await sendAll();
      }
    } catch (error) {
      // What was cut off by closing is nobody's failure; the next occasion tries again.
      if (!ended.signal.aborted) parts.report(error);
    } finally {
      isRunning = false;
    }
  };

  const sendAll = async (): Promise<void> => {
    for (let next = await pick(); next && !ended.signal.aborted; next = await pick()) {
      const { sha256 } = next;
      await underLock(parts.locks, `blobs-${db.name}`, LOCK_PATIENCE_MS, () => sendOne(sha256));
    }
  };

  /** After the documents: once nothing of them waits, or a whole exchange went by since the photo was taken. */
  const mayGo = (entry: BlobEntry): boolean =>
    documents !== undefined &&
    CARRIES.has(documents.kind) &&
    (documents.unsent === 0 || (documents.savedAt ?? '') > entry.addedAt);

  const pick = async (): Promise<BlobEntry | undefined> => {
    if (metering.isMetered() && !mayCost) return undefined;
    const waiting = await waitingBlobs(db);
    if (waiting.length === 0) mayCost = false;
    const able = waiting.filter(mayGo);
    const due = able.find(({ sha256 }) => (notBefore.get(sha256) ?? 0) <= elapsed());
    if (due || able.length === 0) return due;
    const next = Math.min(...able.map(({ sha256 }) => notBefore.get(sha256) ?? 0));
    callOff = timers.after(Math.max(0, next - elapsed()), kick);
    return undefined;
  };

  const sendOne = async (sha256: string): Promise<void> => {
    // Another tab may have sent it while this one waited for its turn.
    const entry = await db.local.blobs.get(sha256);
    const original = await heldBytes(db, sha256, 'original');
    if (entry?.state !== 'waiting') return;
    const epoch = (await heardAsOf(db))?.epoch;
    const steps: Promise<unknown>[] = [];
    const event = original
      ? await attempt(entry, original.bytes, steps)
      : ({ type: 'denied', why: 'missing' } as const);
    sending$.next(undefined);
    await Promise.all(steps);
    const next = await stepBlob(db, sha256, event, now(), { epoch });
    if (next?.state === 'waiting') notBefore.set(sha256, elapsed() + blobPause(next, parts.randomShare()));
    else notBefore.delete(sha256);
  };

  const attempt = async (entry: BlobEntry, bytes: ArrayBuffer, steps: Promise<unknown>[]) => {
    const { sha256, sizeBytes } = entry;
    try {
      sending$.next({ sha256, share: entry.offset / sizeBytes });
      // Only the answer to something sent before can have been lost.
      const wasTried = entry.url !== undefined || entry.tries > 0 || entry.refusals > 0;
      if (wasTried && (await line.has(sha256))) return { type: 'acknowledged' } as const;
      return await line.send(
        entry,
        bytes,
        {
          stands: (url, offset) => steps.push(stepBlob(db, sha256, { type: 'stands', url, offset }, now())),
          moved: (sent) => sending$.next({ sha256, share: Math.min(1, sent / sizeBytes) }),
        },
        ended.signal,
      );
    } catch (error) {
      return cutBy(error);
    }
  };

  subscription.add(
    parts.status$.subscribe((status) => {
      documents = status;
      kick();
    }),
  );
  subscription.add(
    metering.changes$.subscribe(() => {
      metered$.next(metering.isMetered());
      kick();
    }),
  );
  subscription.add(db.localChanges$.subscribe(kick));
  // What was sent in an earlier life of this page is known by its absence.
  void db.local.blobs
    .where('state')
    .equals('sent')
    .delete()
    .catch(() => undefined);

  const counts$ = observeLocal(db, async () => ({
    waiting: await db.local.blobs.where('state').equals('waiting').count(),
    failed: await db.local.blobs.where('state').equals('failed').count(),
  }));
  return {
    status$: combineLatest([counts$, sending$, metered$]).pipe(
      map(([counts, sending, metered]) => ({ ...counts, ...(sending && { sending }), metered })),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    ),
    sendNow() {
      mayCost = true;
      notBefore.clear();
      kick();
    },
    async retry(sha256) {
      notBefore.delete(sha256);
      await stepBlob(db, sha256, { type: 'retried' }, now());
      kick();
    },
    stop() {
      ended.abort();
      callOff();
      subscription.unsubscribe();
    },
  };
}

/**
 * Hands over what a removed member's device still holds, through a line that has the drain token. What the server
 * refuses for good ends here as well; a cut line throws, and it is tried again.
 */
export async function handOverBlobs(db: WorkspaceDb, line: Pick<BlobLine, 'send'>): Promise<void> {
  for (const entry of await unsentBlobs(db)) {
    const original = await heldBytes(db, entry.sha256, 'original');
    if (!original) continue;
    // Under an address of its own: what was under way for the workspace is not what goes to quarantine.
    const { url: _url, ...whole } = entry;
    const untold = { stands: () => undefined, moved: () => undefined };
    const event = await line.send(whole, original.bytes, untold, new AbortController().signal);
    if (event.type === 'cut' || event.type === 'lost') throw new NoLine('The line was cut');
    const next = await stepBlob(db, entry.sha256, event, 0);
    // Hurt on its way: once more from the start.
    if (next?.state === 'waiting') throw new NoLine('It did not arrive whole');
  }
}

interface Connection extends EventTarget {
  readonly saveData?: boolean;
  readonly type?: string;
}

/** By what the browser says of the line; one that says nothing is not metered. */
export function browserMetering(
  changesOf: (target: EventTarget) => Observable<unknown>,
): Metering | undefined {
  const { connection } = globalThis.navigator as Navigator & { readonly connection?: Connection };
  return (
    connection && {
      isMetered: () => connection.saveData === true || connection.type === 'cellular',
      changes$: changesOf(connection),
    }
  );
}
