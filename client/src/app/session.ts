import { ReplaySubject } from 'rxjs';
import type { DeviceAccount } from '../db/device-db.ts';
import type { AccountCalls } from '../features/account/account-calls.ts';
import { API_ORIGIN } from '../lib/api-origin.ts';
import { setPreferences } from '../lib/preferences.ts';
import { reportFailure } from '../lib/report-failure.ts';
import { saveFile } from '../lib/save-file.ts';
import { noteOwnSchema } from '../pwa/own-schema.ts';
import type { Accounts } from '../sync/accounts.ts';
import { heldBytes, unsentBlobs } from '../sync/blob-store.ts';
import { exportUnsent } from '../sync/export-unsent.ts';
import {
  countUnacknowledged,
  openDevice,
  openWorkspace,
  type Device,
  type LeavingWhy,
  type OpenWorkspace,
} from '../sync/open-workspace.ts';
import type { Workspace } from '../sync/workspace.tsx';

/**
 * What happens to an open workspace beside the screens: another tab is in the way, signed out here, or handed over
 * what a removed member held; or this one did, and the device is to be cleared.
 */
export type Told = 'waiting' | 'ended' | 'removed' | 'drained';

interface Current {
  readonly key: string;
  readonly opening: Promise<OpenWorkspace>;
  /** Kept for a screen that comes later. */
  readonly told$: ReplaySubject<Told>;
}

/** This page's hold on the installation and on the one workspace that is open: at most one at a time. */
let device: Promise<Device> | undefined;
let current: Current | undefined;

const theDevice = (): Promise<Device> => {
  // A device that failed to open is tried again the next time somebody asks.
  device ??= openDevice(API_ORIGIN).catch((error: unknown) => {
    device = undefined;
    throw error;
  });
  return device;
};
const accounts = async (): Promise<Accounts> => (await theDevice()).accounts;

export const accountCalls: AccountCalls = {
  signIn: async (form) => (await accounts()).signIn(form),
  signUp: async (form) => (await accounts()).signUp(form),
  checkSlug: async (slug) => (await accounts()).checkSlug(slug),
  readInvitation: async (token) => (await accounts()).readInvitation(token),
  acceptInvitation: async (token, password) => (await accounts()).acceptInvitation(token, password),
};

const knownAccounts = async (): Promise<readonly DeviceAccount[]> => (await accounts()).list();

/** The accounts of this device as they change, here and in other tabs; answers how to stop. */
export function watchAccounts(
  next: (accounts: readonly DeviceAccount[]) => void,
  failed: (error: unknown) => void,
): () => void {
  let stop: (() => void) | undefined;
  let isStopped = false;
  void accounts().then((known) => {
    if (!isStopped) stop = known.watch(next, failed);
  }, failed);
  return () => {
    isStopped = true;
    stop?.();
  };
}

/** The name of this installation. */
export const deviceIdOf = async (): Promise<string> => (await theDevice()).deviceId;

/** Whether the browser cleared accounts of this device that only a line can bring back. */
export const isCleared = async (): Promise<boolean> => (await accounts()).recover();

export const chooseAccount = async (key: string): Promise<void> => (await accounts()).touch(key);

/** After a sign-in the workspace is opened anew: with the role of now, and an exchange that goes on. */
export async function closeCurrent(): Promise<void> {
  const last = current;
  current = undefined;
  // What did not open needs no closing.
  const open = await last?.opening.catch(() => undefined);
  await open?.close();
}

/** The account of this device that the address means: the one used or chosen last, whether it is signed in or not. */
async function accountFor(slug: string): Promise<DeviceAccount | undefined> {
  const find = async (): Promise<DeviceAccount | undefined> =>
    (await knownAccounts()).find((account) => account.workspace.slug === slug);
  const found = await find();
  if (found) return found;
  // The browser may have cleared what was kept here, and left the sign-in.
  await (await accounts()).recover();
  return find();
}

/** Opens the workspace of an address from this device; nothing when nobody here belongs to it. Needs no server. */
export async function openBySlug(slug: string, tell: (what: Told) => void): Promise<Workspace | undefined> {
  const opened = await hold(slug);
  opened?.told$.subscribe(tell);
  return (await opened?.opening)?.workspace;
}

/** The same for a screen that is still on its way. */
export const openAhead = async (slug: string): Promise<Workspace | undefined> =>
  (await (await hold(slug))?.opening)?.workspace;

async function hold(slug: string): Promise<Current | undefined> {
  const [known, account] = [await theDevice(), await accountFor(slug)];
  if (!account) return undefined;
  // From here to the end nothing is waited for: two that ask at once hold the same.
  if (current?.key === account.key) return current;
  const closed = closeCurrent();
  const told$ = new ReplaySubject<Told>(1);
  const opening = closed.then(() =>
    openWorkspace(known, account, {
      onWaiting: () => told$.next('waiting'),
      onMigrating: noteOwnSchema,
      onEnded: (why) => {
        if (current === held) current = undefined;
        forgetPlace();
        told$.next(why === 'removed' ? 'removed' : 'ended');
      },
      onDrained: () => told$.next('drained'),
      report: reportFailure,
    }),
  );
  const held: Current = { key: account.key, opening, told$ };
  current = held;
  opening.catch(() => {
    if (current === held) current = undefined;
  });
  return held;
}

/** Removes everything of the open account from this device, after the server has it or the person gave it up. */
export async function wipeCurrent(why: LeavingWhy): Promise<void> {
  const last = current;
  current = undefined;
  await (await last?.opening)?.wipe(why);
  forgetPlace();
}

/** Where somebody was last names the company and one of its records. */
const forgetPlace = (): void => setPreferences({ lastWorkspace: undefined, lastPage: undefined });

/**
 * Signs out and takes the copy of the work off this device. `agreed` is how much unacknowledged work the person was
 * told about and gives up: where there is more by now, nothing happens and they are asked again.
 */
export async function leave(agreed: number): Promise<'left' | 'more unsent'> {
  const open = await current?.opening;
  if (open && (await countUnacknowledged(open.workspace.db)) > agreed) return 'more unsent';
  const key = current?.key;
  if (key !== undefined) await (await accounts()).signOut(key);
  await wipeCurrent('left');
  return 'left';
}

/** What is unsent, as a file for people that can be taken in again, and every photo and signature. */
export async function saveUnsent(current: Workspace): Promise<void> {
  const { name, type, text } = await exportUnsent(current);
  saveFile(name, new Blob([text], { type }));
  for (const { sha256, contentType } of await unsentBlobs(current.db)) {
    const original = await heldBytes(current.db, sha256, 'original');
    const ending = contentType.slice(contentType.indexOf('/') + 1);
    if (original) saveFile(`${sha256}.${ending}`, new Blob([original.bytes], { type: contentType }));
  }
}
