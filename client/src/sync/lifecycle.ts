import {
  BehaviorSubject,
  combineLatest,
  distinctUntilChanged,
  map,
  merge,
  type Observable,
  ReplaySubject,
  Subscription,
} from 'rxjs';
import type { PresenceNews } from 'shared/protocol/presence.ts';
import type { Hello } from 'shared/protocol/stream.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import { liveArrival, type Arrival } from '../db/arrival.ts';
import { behindOf } from './behind.ts';
import { liveCounts } from './counts.ts';
import { drain } from './drain.ts';
import { exchange, type ExchangeDeps } from './exchange.ts';
import { noteContact, noteHappened, type Happened } from './heard.ts';
import { underLock, type Locks } from './locks.ts';
import { startOver } from './pull.ts';
import type { PresenceLine } from './presence.ts';
import { noteQuarantined } from './quarantined.ts';
import { forgetRemoved, noteRemoved, staysRemoved, wasRemoved } from './removal.ts';
import { liveRestoration } from './restoration.ts';
import type { Restoration } from './set-back.ts';
import { retryDelay, situationOf, suspendedFor, type Situation } from './situations.ts';
import { statusOf } from './status-of.ts';
import type { SyncStatus } from './status.ts';
import { listen, type Timers } from './stream.ts';

/** What the device tells about itself; the browser's events in the app, switches in tests. */
export interface Surroundings {
  readonly visible: () => boolean;
  /** After the page became visible, came back from the cache, or the line returned. */
  readonly woken$: Observable<void>;
}

export interface LifecycleParts extends ExchangeDeps {
  readonly locks: Locks | undefined;
  readonly timers: Timers;
  /** In [0, 1). */
  readonly randomShare: () => number;
  readonly surroundings: Surroundings;
  /** Hands over, with the drain token, the bytes that documents name. */
  readonly drainBlobs?: (token: string) => Promise<void>;
  /** Told what the stream says of other people. */
  readonly presence?: PresenceLine;
  /** This device heard earlier that its person was removed. */
  readonly wasRemoved?: boolean;
  /** After a removed member's device handed everything over: the account may be wiped. */
  readonly onDrained: () => void;
  /** A failure that is no situation: a bug of ours. */
  readonly report: (error: unknown) => void;
}

export interface SyncRun {
  readonly status$: Observable<SyncStatus>;
  checkNow(): void;
  /** Compares every collection with the server at the end of the next exchange, which begins now. */
  compareNow(): void;
  /** Pulls a collection from its start; what is unsent stays and goes out as ever. */
  startOver(collection: CollectionName): Promise<void>;
  stop(): void;
}

/** An edit is sent this long after the last one before it, so that a row of taps is one push. */
const PUSH_AFTER_MS = 250;
const LOCK_PATIENCE_MS = 10_000;
/** A write for every edit that was sent would cost more than it tells. */
const NOTED_EVERY_MS = 60_000;

/** Nothing is tried by itself until a person or an update changes something. */
const NEEDS_SOMEBODY: ReadonlySet<Situation['kind']> = new Set([
  'login_required',
  'removed',
  'gone',
  'upgrade_required',
]);

interface Wish {
  readonly collections: Set<CollectionName>;
  reviews: boolean;
  /** False while the workspace is suspended: reading goes on, sending is tried again much later. */
  push: boolean;
}

/** Keeps one device and its server equal: decides when to exchange, never how. */
export function startSync(parts: LifecycleParts): SyncRun {
  const { db, timers, surroundings } = parts;
  const { counts$, stop: stopCounts } = liveCounts(db);
  const arrival$ = new ReplaySubject<Arrival>(1);
  const situation$ = new BehaviorSubject<Situation | undefined>(
    parts.wasRemoved === true ? { kind: 'removed', drainToken: undefined } : undefined,
  );
  let running = false;
  const savedAt$ = new BehaviorSubject<string | undefined>(undefined);
  const restoration$ = new BehaviorSubject<Restoration | undefined>(undefined);
  const ended = new AbortController();
  const subscription = new Subscription();

  const report = (error: unknown): void => {
    // What was cut off by closing is nobody's failure.
    if (!ended.signal.aborted) parts.report(error);
  };

  let wish: Wish | undefined;
  let digestDue = true;
  let failures = 0;
  let isHandingOver = false;
  let callOffRetry = (): void => undefined;
  let callOffPush = (): void => undefined;
  let listening: AbortController | undefined;
  /** A stream has ended and another is opened later: all devices of a node that stopped must not come at once. */
  let callOffReturn: (() => void) | undefined;
  let noted: Happened | undefined;

  const isStopped = (): boolean =>
    situation$.value !== undefined && NEEDS_SOMEBODY.has(situation$.value.kind);

  const isSuspended = (): boolean => situation$.value?.kind === 'suspended';
  const isRemoved = (): boolean => situation$.value?.kind === 'removed';

  /** Notes what to exchange and sees to it that it happens; wishes that come meanwhile are done afterwards. */
  const want = (collections: Iterable<CollectionName>, reviews: boolean, push = !isSuspended()): void => {
    if (ended.signal.aborted) return;
    wish ??= { collections: new Set(), reviews: false, push: false };
    wish.push ||= push;
    for (const collection of collections)
      if (db.collections.includes(collection)) wish.collections.add(collection);
    wish.reviews ||= reviews;
    if (!running) void run();
  };
  const wantAll = (): void => want(db.collections, true);
  const wantAllAndPush = (): void => want(db.collections, true, true);
  /** After the line was away: what is unsent goes first, then the hello of a new stream says what is to be read. */
  const resume = (): void => (digestDue ? wantAllAndPush() : want([], false, true));

  const run = async (): Promise<void> => {
    running = true;
    // While suspended, reading does not put off the next try to send.
    if (!isSuspended()) callOffRetry();
    callOffPush();
    while (wish !== undefined && !ended.signal.aborted) {
      const now = wish;
      wish = undefined;
      try {
        const done = await underLock(parts.locks, `sync-${db.name}`, LOCK_PATIENCE_MS, () =>
          exchange(parts, {
            // In the order in which a first pull asks for them.
            collections: db.collections.filter((name) => now.collections.has(name)),
            reviews: now.reviews,
            push: now.push,
            digest: digestDue && now.collections.size === db.collections.length,
          }),
        );
        // With nothing to ask it is the stream that finds out whether there is a line.
        const spoke = now.collections.size > 0 || now.reviews || done.answered > 0;
        if (spoke) failures = 0;
        if (now.collections.size === db.collections.length) digestDue = false;
        if (done.suspended) settle(suspendedFor(parts.randomShare()));
        else if (now.push) {
          if (spoke) nothingIsInTheWay();
          if (done.stuck > 0) retry(situationDelay());
        }
      } catch (error) {
        fail(error, now);
        break;
      }
    }
    running = false;
    if (ended.signal.aborted) return;
    if (wish !== undefined && (situation$.value === undefined || isSuspended())) void run();
    else if (wish === undefined && !isStopped()) openStream();
  };

  const nothingIsInTheWay = (): void => {
    if (isRemoved()) void forgetRemoved(db).catch(report);
    situation$.next(undefined);
    savedAt$.next(parts.nowInstant());
    noteQuietly('saved');
  };

  /** For the support page: a device that cannot even store that does without. */
  const noteQuietly = (kind: Situation['kind'] | 'saved'): void => {
    const at = parts.nowInstant();
    const isNews = kind !== noted?.kind || Date.parse(at) - Date.parse(noted.at) >= NOTED_EVERY_MS;
    if (!isNews) return;
    noted = { kind, at };
    const contact = kind === 'saved' ? noteContact(db, at) : Promise.resolve();
    contact.then(() => noteHappened(db, { at, kind })).catch(() => undefined);
  };

  const situationDelay = (): number => retryDelay(failures, parts.randomShare());

  const fail = (error: unknown, unmet: Wish): void => {
    if (ended.signal.aborted) return;
    const situation = situationOf(error, failures, parts.randomShare());
    // A storage error may have cost a page: the next full exchange compares with the server. A weak line costs none.
    digestDue ||= situation === undefined || situation.kind === 'storage_full';
    failures += 1;
    wish = {
      collections: new Set([...unmet.collections, ...(wish?.collections ?? [])]),
      reviews: unmet.reviews || (wish?.reviews ?? false),
      push: unmet.push,
    };
    if (situation === undefined) report(error);
    settle(situation ?? { kind: 'busy', retryMs: situationDelay() });
  };

  /** Acts on a situation: tries again later, hands over, or waits for a person. */
  const settle = (situation: Situation): void => {
    noteQuietly(situation.kind);
    if (staysRemoved(situation$.value, situation)) return retry(situationDelay());
    situation$.next(situation);
    callOffPush();
    if ('retryMs' in situation) retry(situation.retryMs);
    if (situation.kind === 'storage_full') retry(60_000);
    if (situation.kind !== 'suspended') closeStream();
    if (situation.kind !== 'removed') return;
    const noted = noteRemoved(db).catch(report);
    const { drainToken } = situation;
    if (drainToken !== undefined) void noted.then(() => handOver(drainToken));
  };

  const handOver = async (token: string): Promise<void> => {
    if (isHandingOver) return;
    isHandingOver = true;
    try {
      await drain(db, parts.transport, token, parts.drainBlobs);
      // Let in again meanwhile: another tab has heard so, and works here.
      if (await wasRemoved(db)) parts.onDrained();
      else checkNow();
    } catch (error) {
      if (situationOf(error, failures, 0) === undefined) report(error);
      // The next answer brings a new token.
      retry(situationDelay());
    } finally {
      isHandingOver = false;
    }
  };

  const retry = (ms: number): void => {
    callOffRetry();
    callOffRetry = timers.after(ms, isSuspended() || isRemoved() ? wantAllAndPush : resume);
  };

  /** A person, a login or an update changed something: whatever stood in the way is asked about again. */
  const checkNow = (): void => {
    failures = 0;
    callOffReturn?.();
    callOffReturn = undefined;
    situation$.next(undefined);
    wantAllAndPush();
  };

  const compareNow = (): void => {
    digestDue = true;
    checkNow();
  };

  const startCollectionOver = async (collection: CollectionName): Promise<void> => {
    await startOver(db, collection);
    checkNow();
  };

  const openStream = (): void => {
    if (listening || callOffReturn || ended.signal.aborted || !surroundings.visible()) return;
    const mine = new AbortController();
    listening = mine;
    const listener = {
      hello: (hello: Hello) => {
        parts.presence?.hello(hello.stream);
        void greet(hello);
      },
      presence: (news: PresenceNews) => parts.presence?.hear(news),
      beat: () => parts.presence?.beat(),
      poke: (poke: { readonly collections: readonly string[] }) =>
        want(
          poke.collections.filter((name): name is CollectionName => name !== 'reviews'),
          poke.collections.includes('reviews'),
        ),
    };
    listen(
      (signal) => parts.transport.stream(signal, parts.presence?.arrive()),
      listener,
      timers,
      mine.signal,
    )
      .finally(() => {
        if (listening !== mine) return;
        listening = undefined;
        parts.presence?.lost();
      })
      .then(
        ({ backAfterMs }) => {
          if (ended.signal.aborted || mine.signal.aborted || isStopped()) return;
          if (backAfterMs === undefined) failures += 1;
          callOffReturn = timers.after(backAfterMs ?? situationDelay(), () => {
            callOffReturn = undefined;
            resume();
          });
        },
        (error: unknown) => {
          if (!mine.signal.aborted) fail(error, { collections: new Set(), reviews: false, push: true });
        },
      );
  };

  const closeStream = (): void => {
    callOffReturn?.();
    callOffReturn = undefined;
    listening?.abort();
    listening = undefined;
    parts.presence?.lost();
  };

  /** There is a line. Whatever was written while nobody listened is read now; usually that is nothing. */
  const greet = async (hello: Hello): Promise<void> => {
    try {
      await noteQuarantined(db, hello.quarantined);
      const { collections, reviews } = await behindOf(db, hello);
      failures = 0;
      if (ended.signal.aborted) return;
      if (collections.length === 0 && !reviews && !isSuspended()) nothingIsInTheWay();
      // What was edited before the line was known to be back goes out now.
      want(collections, reviews);
    } catch (error) {
      report(error);
    }
  };

  subscription.add(
    surroundings.woken$.subscribe(() => {
      if (isRemoved() && !isHandingOver) {
        failures = 0;
        return wantAllAndPush();
      }
      if (isStopped() && situation$.value?.kind !== 'upgrade_required') return;
      // A stream that slept may be dead without knowing it.
      closeStream();
      failures = 0;
      resume();
    }),
  );
  // A database that is being closed cannot be asked, and nobody looks any more.
  subscription.add(
    liveArrival(db).subscribe({ next: (arrival) => arrival$.next(arrival), error: () => undefined }),
  );
  subscription.add(
    liveRestoration(db).subscribe({ next: (now) => restoration$.next(now), error: () => undefined }),
  );
  // Not by the count of what is unsent: one more and one less in the same moment would be nobody's change.
  subscription.add(
    merge(...db.collections.map((name) => db.store(name).changes$)).subscribe((change) => {
      const isEdit = change?.some(
        ({ row, deleted }) => !deleted && row['unsent'] === true && row['sent'] === undefined,
      );
      // An edit that was stored on a full device says that there is room again.
      const situation = situation$.value;
      if (isEdit !== true || (situation !== undefined && situation.kind !== 'storage_full')) return;
      callOffPush();
      callOffPush = timers.after(PUSH_AFTER_MS, () => want([], false));
    }),
  );
  // An edit of what is on its way goes out with the next occasion, which the answer to it is.
  wantAll();

  return {
    status$: combineLatest([counts$, situation$, arrival$, savedAt$, restoration$]).pipe(
      map(([counts, situation, arrival, savedAt, restoration]) =>
        statusOf({ counts, situation, arrival, savedAt, restoration }, db.collections.length),
      ),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    ),
    checkNow,
    compareNow,
    startOver: startCollectionOver,
    stop() {
      ended.abort();
      closeStream();
      callOffRetry();
      callOffPush();
      subscription.unsubscribe();
      stopCounts();
    },
  };
}
