import { liveQuery } from 'dexie';
import type { Invitation, SignedIn, SignUpRequest, LoginRequest, SlugCheck } from 'shared/protocol/auth.ts';
import { toInstant } from 'shared/lib/instants.ts';
import type { DeviceAccount, DeviceDb } from '../db/device-db.ts';
import { ApiProblem } from './api.ts';
import type { CorrectedClock } from './clock.ts';
import { underLock, type Locks } from './locks.ts';
import type { HeldNote } from './lost.ts';
import { jsonOf, makeCall, type Tokens } from './transport.ts';

/** The part of `localStorage` that is used here. */
export type TokenStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface AccountsParts {
  readonly origin: string;
  readonly fetch: typeof fetch;
  readonly deviceId: string;
  readonly deviceNow: () => number;
  readonly clock: CorrectedClock;
  readonly deviceDb: DeviceDb;
  readonly store: TokenStore;
  /** The names of everything in `store`. */
  readonly storedNames?: () => readonly string[];
  readonly locks: Locks | undefined;
}

export interface Accounts {
  /** Everybody who was ever signed in on this installation and was not forgotten, the latest first. */
  list(): Promise<readonly DeviceAccount[]>;
  /** The same list, anew after every change, in other tabs too; answers how to stop. */
  watch(next: (accounts: readonly DeviceAccount[]) => void, failed: (error: unknown) => void): () => void;
  get(key: string): Promise<DeviceAccount | undefined>;
  signIn(form: LoginRequest): Promise<SignedIn>;
  signUp(form: SignUpRequest): Promise<SignedIn>;
  checkSlug(slug: string): Promise<SlugCheck>;
  readInvitation(token: string): Promise<Invitation>;
  acceptInvitation(token: string, password: string): Promise<SignedIn>;
  /** Ends the session here and, where there is a line, on the server. What is stored of the account stays. */
  signOut(key: string): Promise<void>;
  /** Removes the account from the list of this device; its database is wiped by whoever holds it open. */
  forget(key: string): Promise<void>;
  /** Access tokens of one account. */
  tokensOf(key: string): Tokens;
  /** Takes note of how much only this device holds: said to whoever works here next. */
  noteUnsent(key: string, unsent: number): Promise<void>;
  /** The same as noted outside of the databases: it stays when a browser clears them. */
  heldNote(key: string): HeldNote | undefined;
  /**
   * Brings accounts back whose sign-in is still here though the browser has cleared the rest. Needs a line; answers
   * whether there are any that could not be brought back now.
   */
  recover(): Promise<boolean>;
  /** Takes note that an account is being used now. */
  touch(key: string): Promise<void>;
}

export const accountKey = (workspaceId: string, userId: string): string => `${workspaceId}:${userId}`;
const REFRESH = 'refresh:';
const refreshEntry = (key: string): string => `${REFRESH}${key}`;
const heldEntry = (key: string): string => `unsent:${key}`;

/** Renewed this long before its end, so that it does not end on the way. */
const SPARE_MS = 30_000;
/** Longer than a refresh over the weakest line. */
const LOCK_PATIENCE_MS = 70_000;

interface Access {
  readonly token: string;
  /** By the device's own clock. */
  readonly endsAt: number;
}

const loginRequired = (): ApiProblem =>
  new ApiProblem(401, { code: 'login_required', title: 'Please sign in again' });

/**
 * Who is signed in on this installation. Refresh tokens lie in local storage under workspace and user, access tokens
 * nowhere but in memory. A refresh happens under a lock: two tabs never use up one token at the same moment.
 */
export function makeAccounts(parts: AccountsParts): Accounts {
  const { deviceDb, store, deviceNow } = parts;
  const call = makeCall(parts);
  const access = new Map<string, Access>();
  const renewals = new Map<string, Promise<string>>();
  /** Accounts that were found removed when they signed in: with the token that lets them hand over their work. */
  const ends = new Map<string, ApiProblem>();

  const post = async <T>(path: string, body: unknown): Promise<T> =>
    jsonOf<T>(await call({ method: 'POST', path, body, token: undefined }));

  const keep = async (answer: SignedIn): Promise<SignedIn> => {
    const key = accountKey(answer.workspace.id, answer.user.id);
    // First the token that the server counts on being used next; a crash after this loses nothing.
    store.setItem(refreshEntry(key), answer.refreshToken);
    access.set(key, { token: answer.accessToken, endsAt: deviceNow() + answer.expiresIn * 1_000 });
    await deviceDb.transaction('rw', deviceDb.accounts, async () => {
      const unsent = (await deviceDb.accounts.get(key))?.unsent;
      await deviceDb.accounts.put({
        key,
        user: answer.user,
        workspace: answer.workspace,
        lastUsedAt: toInstant(parts.clock.now()),
        signedIn: true,
        ...(unsent !== undefined && { unsent }),
      });
    });
    return answer;
  };

  const refresh = (key: string, expired: string | undefined): Promise<string> => {
    const running = renewals.get(key);
    if (running) return running;
    const renewal = underLock(parts.locks, refreshEntry(key), LOCK_PATIENCE_MS, async () => {
      const known = access.get(key);
      if (known && known.token !== expired && known.endsAt - SPARE_MS > deviceNow()) return known.token;
      return exchange(key);
    }).finally(() => renewals.delete(key));
    renewals.set(key, renewal);
    return renewal;
  };

  /**
   * A tab that froze with its exchange under way, or a sign-in or sign-out without the lock, may have changed what is
   * stored meanwhile: only the answer to the token that is still stored says anything about it.
   */
  const exchange = async (key: string): Promise<string> => {
    const refreshToken = store.getItem(refreshEntry(key));
    if (refreshToken === null) {
      // Emptied by the browser or by another tab: the list says so too.
      await endSession(key);
      throw loginRequired();
    }
    const answer = await post<SignedIn>('/auth/refresh', { refreshToken }).catch((error: unknown) => {
      if (error instanceof ApiProblem && error.code === 'login_required') return undefined;
      throw error;
    });
    if (store.getItem(refreshEntry(key)) !== refreshToken) return exchange(key);
    if (answer) return (await keep(answer)).accessToken;
    await endSession(key);
    throw loginRequired();
  };

  const endSession = async (key: string): Promise<void> => {
    access.delete(key);
    store.removeItem(refreshEntry(key));
    await deviceDb.accounts.update(key, { signedIn: false });
  };

  /** The next exchange of the account hears what the sign-in heard, and hands over what is held here. */
  const noteEnd = async ({ workspace, email }: LoginRequest, end: ApiProblem): Promise<void> => {
    const account = (await deviceDb.accounts.toArray()).find(
      (known) => known.workspace.slug === workspace && known.user.email === email,
    );
    if (account) ends.set(account.key, end);
  };

  const list = async (): Promise<readonly DeviceAccount[]> => {
    const accounts = await deviceDb.accounts.toArray();
    return accounts.sort((a, b) => (a.lastUsedAt < b.lastUsedAt ? 1 : -1));
  };

  return {
    list,
    watch(next, failed) {
      const watching = liveQuery(list).subscribe(next, failed);
      return () => watching.unsubscribe();
    },
    get: (key) => deviceDb.accounts.get(key),
    async signIn(form) {
      try {
        const answer = await keep(await post<SignedIn>('/auth/login', form));
        ends.delete(accountKey(answer.workspace.id, answer.user.id));
        return answer;
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'removed') await noteEnd(form, error);
        throw error;
      }
    },
    signUp: async (form) => keep(await post<SignedIn>('/workspaces', form)),
    async checkSlug(slug) {
      const path = `/workspaces/slug-check?slug=${encodeURIComponent(slug)}`;
      return jsonOf(await call({ method: 'GET', path, token: undefined }));
    },
    readInvitation: (token) => post('/auth/invites/read', { token }),
    acceptInvitation: async (token, password) =>
      keep(await post<SignedIn>('/auth/invites/accept', { token, password })),
    async signOut(key) {
      const refreshToken = store.getItem(refreshEntry(key));
      await endSession(key);
      if (refreshToken === null) return;
      // Without a line the session ends by itself later; signing out here never waits for the server.
      void post('/auth/logout', { refreshToken }).catch(() => undefined);
    },
    async forget(key) {
      await endSession(key);
      store.removeItem(heldEntry(key));
      await deviceDb.accounts.delete(key);
    },
    tokensOf: (key) => ({
      async access() {
        const end = ends.get(key);
        if (end) throw end;
        const known = access.get(key);
        return known && known.endsAt - SPARE_MS > deviceNow() ? known.token : refresh(key, undefined);
      },
      renew: (expired) => refresh(key, expired),
      // A sign-in meanwhile has another token, which this says nothing about.
      ended: async (token) => {
        if (access.get(key)?.token === token) await endSession(key);
      },
    }),
    async noteUnsent(key, unsent) {
      if (unsent === 0) store.removeItem(heldEntry(key));
      else store.setItem(heldEntry(key), `${unsent} ${toInstant(parts.clock.now())}`);
      await deviceDb.accounts.update(key, { unsent });
    },
    heldNote(key) {
      const [count, at] = store.getItem(heldEntry(key))?.split(' ') ?? [];
      return count === undefined || at === undefined ? undefined : { unsent: Number(count), at };
    },
    async recover() {
      const known = new Set((await deviceDb.accounts.toArray()).map((account) => account.key));
      const cleared = (parts.storedNames?.() ?? [])
        .filter((name) => name.startsWith(REFRESH))
        .map((name) => name.slice(REFRESH.length))
        .filter((key) => !known.has(key));
      let isLeft = false;
      for (const key of cleared) {
        access.delete(key);
        // Without a line it is tried again the next time; a sign-in that has ended is forgotten.
        await refresh(key, undefined).catch(() => {
          isLeft ||= store.getItem(refreshEntry(key)) !== null;
        });
      }
      return isLeft;
    },
    async touch(key) {
      await deviceDb.accounts.update(key, { lastUsedAt: toInstant(parts.clock.now()) });
    },
  };
}
