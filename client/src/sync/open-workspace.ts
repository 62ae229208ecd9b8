import {
  combineLatest,
  concatMap,
  distinctUntilChanged,
  debounceTime,
  filter,
  fromEvent,
  map,
  merge,
  NEVER,
  type Observable,
} from 'rxjs';
import { openWorkspaceDb, workspaceDbName, type WorkspaceDb } from '../db/workspace-db.ts';
import { DeviceDb } from '../db/device-db.ts';
import type { DeviceAccount } from '../db/device-db.ts';
import { makeAccounts, type Accounts } from './accounts.ts';
import { makeBlobLine } from './blob-line.ts';
import { browserMetering, handOverBlobs, startBlobs } from './blob-sender.ts';
import { unsentBlobs } from './blob-store.ts';
import { makeBlobs } from './blobs.ts';
import { correctedClock, type CorrectedClock } from './clock.ts';
import { unacknowledged } from './drain.ts';
import { askForWeek } from './land.ts';
import { noteIfLost } from './lost.ts';
import { makePresence } from './presence.ts';
import { freshLine } from './push.ts';
import { underLock } from './locks.ts';
import { startSync, type Surroundings } from './lifecycle.ts';
import { holdSchemaLock, schemaVersion } from './schema-lock.ts';
import { realTimers } from './stream.ts';
import { makeTransport } from './transport.ts';
import { wasRemoved } from './removal.ts';
import { finishUnfinished } from './undo.ts';
import { makeWorkspace, type Workspace } from './workspace.tsx';

/** This installation in a browser: who is known here, and by which clock. */
export interface Device {
  readonly accounts: Accounts;
  readonly clock: CorrectedClock;
  readonly deviceId: string;
  readonly origin: string;
}

export interface OpenWorkspace {
  readonly workspace: Workspace;
  /** Stops the exchange and closes the database; nothing is removed. */
  close(): Promise<void>;
  /** Removes everything of this account from this device; its other tabs are told why. */
  wipe(why: LeavingWhy): Promise<void>;
}

/** Somebody signed out, or the account was removed from the workspace. */
export type LeavingWhy = 'left' | 'removed';

export interface OpenOptions {
  /** The server said that the account was removed and has everything: it was handed over before this is called. */
  readonly onDrained: () => void;
  /** Another tab took this account off the device, and why. */
  readonly onEnded: (why: LeavingWhy) => void;
  /** Another tab still runs an older version and has to be closed first. */
  readonly onWaiting: () => void;
  /** What is stored is about to take the shape of this release: from here on an older one must keep away. */
  readonly onMigrating: () => Promise<void>;
  readonly report: (error: unknown) => void;
}

const randomBytes = (n: number): Uint8Array => crypto.getRandomValues(new Uint8Array(n));

/** `crypto.randomUUID` exists in secure contexts only; a tablet may reach its server by a plain address. */
const randomUuid = (): string => {
  const hex = Array.from(randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
};

/** Opens what belongs to the installation; needs no server. */
export async function openDevice(origin: string): Promise<Device> {
  const deviceDb = new DeviceDb();
  const deviceId = await deviceDb.deviceId(randomUuid);
  const clock = correctedClock(Date.now, await deviceDb.clockOffsetMs(), (offsetMs) => {
    // A clock that could not be kept is found again with the next answer.
    void deviceDb.setClockOffsetMs(offsetMs).catch(() => undefined);
  });
  const accounts = makeAccounts({
    origin,
    fetch: globalThis.fetch.bind(globalThis),
    deviceId,
    deviceNow: Date.now,
    clock,
    deviceDb,
    store: globalThis.localStorage,
    storedNames: () => Object.keys(globalThis.localStorage),
    locks: locks(),
  });
  return { accounts, clock, deviceId, origin };
}

const locks = (): LockManager | undefined => (globalThis.navigator as Navigator | undefined)?.locks;

async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A tab that froze while it cleared the device keeps nobody else from it for longer. */
const WIPE_PATIENCE_MS = 10_000;

/** Several events of one waking are one. */
const WAKING_MS = 100;

/** Long enough for a week of 2,000 people to be drawn. */
const DRAWN_AFTER_MS = 2_000;

const breathe = (): Promise<void> =>
  new Promise((done) => {
    // Some browsers do not say when they are idle.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => done(), { timeout: DRAWN_AFTER_MS });
    else setTimeout(done, 0);
  });

const browserSurroundings = (): Surroundings => ({
  visible: () => document.visibilityState === 'visible',
  woken$: merge(
    fromEvent(document, 'visibilitychange').pipe(filter(() => document.visibilityState === 'visible')),
    fromEvent(globalThis, 'pageshow'),
    fromEvent(globalThis, 'online'),
  ).pipe(
    debounceTime(WAKING_MS),
    map(() => undefined),
  ) as Observable<void>,
});

const VERSION_ENTRY = 'schema:';

function storedVersion(name: string): string | undefined {
  try {
    return globalThis.localStorage.getItem(`${VERSION_ENTRY}${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Opens an account's workspace and starts the exchange; without any line it opens all the same. */
export async function openWorkspace(
  device: Device,
  account: DeviceAccount,
  options: OpenOptions,
): Promise<OpenWorkspace> {
  const { accounts, clock } = device;
  const ids = { tenantId: account.workspace.id, userId: account.user.id };
  const name = workspaceDbName(ids.tenantId, ids.userId);
  const version = schemaVersion();
  const lastVersion = storedVersion(name);
  const transport = makeTransport({
    origin: device.origin,
    fetch: globalThis.fetch.bind(globalThis),
    deviceId: device.deviceId,
    clock,
    deviceNow: Date.now,
    tokens: accounts.tokensOf(account.key),
  });
  // On a new device the line and the disk can be busy at the same time.
  const firstPages = lastVersion === undefined ? askForWeek(transport) : undefined;
  const { opened: db, release } = await holdSchemaLock(
    { locks: locks(), database: name, version, lastVersion, onWaiting: options.onWaiting },
    async () => {
      if (lastVersion !== version) await options.onMigrating();
      return openWorkspaceDb(ids);
    },
  );
  globalThis.localStorage.setItem(`${VERSION_ENTRY}${name}`, version);
  await accounts.touch(account.key);
  const known = { wasHere: lastVersion !== undefined, held: accounts.heldNote(account.key) };
  await noteIfLost(db, { ...known, at: clock.nowInstant() }).catch(options.report);
  const author = { userId: account.user.id, now: () => clock.now(), random: randomBytes };
  // What cannot be finished now is tried at the next opening; the work itself is not held up by it.
  await finishUnfinished({ db, author }).catch(options.report);
  const wire = { origin: device.origin, deviceId: device.deviceId, transport };
  const line = makeBlobLine({ ...wire, tokens: accounts.tokensOf(account.key) });
  const presence = makePresence({
    say: (where) => transport.post('/sync/presence', where),
    timers: realTimers,
    now: () => performance.now(),
  });
  const hiding = fromEvent(document, 'visibilitychange')
    .pipe(filter(() => document.visibilityState === 'hidden'))
    .subscribe(() => presence.hide());
  const sync = startSync({
    db,
    transport,
    drainBlobs: (token) =>
      handOverBlobs(
        db,
        makeBlobLine({ ...wire, tokens: { access: async () => token }, path: '/quarantine/uploads' }),
      ),
    sha256,
    ...(firstPages && { firstPages }),
    breathe,
    line: freshLine(),
    nowInstant: () => clock.nowInstant(),
    locks: locks(),
    timers: realTimers,
    randomShare: Math.random,
    surroundings: browserSurroundings(),
    presence,
    wasRemoved: await wasRemoved(db),
    onDrained: options.onDrained,
    report: options.report,
  });
  const sender = startBlobs({
    db,
    line,
    status$: sync.status$,
    metering: browserMetering((connection) => fromEvent(connection, 'change')) ?? {
      isMetered: () => false,
      changes$: NEVER,
    },
    locks: locks(),
    timers: realTimers,
    randomShare: Math.random,
    now: () => clock.now(),
    elapsed: () => performance.now(),
    report: options.report,
  });
  const workspace = makeWorkspace({
    db,
    blobs: makeBlobs({ db, clock, line, sender }),
    user: account.user,
    workspace: {
      ...account.workspace,
      status: account.workspace.status === 'suspended' ? 'suspended' : 'active',
    },
    clock,
    random: randomBytes,
    api: transport,
    sync,
    presence,
  });
  const counting = combineLatest([sync.status$, sender.status$])
    .pipe(
      map(([{ unsent, attention }, { waiting, failed }]) => unsent + attention + waiting + failed),
      distinctUntilChanged(),
      // A count that could not be kept is kept with the next one.
      concatMap((unsent) => accounts.noteUnsent(account.key, unsent).catch(() => undefined)),
    )
    .subscribe();
  const otherTabs = new BroadcastChannel(`${name}-ended`);
  const stop = (): void => {
    otherTabs.close();
    counting.unsubscribe();
    sender.stop();
    hiding.unsubscribe();
    sync.stop();
  };
  const close = async (): Promise<void> => {
    stop();
    await db.close();
    release();
  };
  let isEnded = false;
  // What is being deleted is not held open.
  otherTabs.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    isEnded = true;
    options.onEnded(data === 'removed' ? 'removed' : 'left');
    close().catch(options.report);
  });
  return {
    workspace,
    close,
    async wipe(why) {
      await underLock(locks(), `wipe-${name}`, WIPE_PATIENCE_MS, async () => {
        // Two tabs that handed over at the same time: the other one did this while this one waited.
        if (isEnded) return;
        otherTabs.postMessage(why);
        stop();
        await db.wipe();
        release();
        await accounts.forget(account.key);
        globalThis.localStorage.removeItem(`${VERSION_ENTRY}${name}`);
      });
    },
  };
}

/** How much of an open workspace the server has not acknowledged: asked before somebody signs out. */
export const countUnacknowledged = async (db: WorkspaceDb): Promise<number> =>
  (await unacknowledged(db)).length + (await unsentBlobs(db)).length;
