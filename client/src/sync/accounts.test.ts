import type { SignedIn } from 'shared/protocol/auth.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { DeviceDb } from '../db/device-db.ts';
import { accountKey, makeAccounts, type Accounts } from './accounts.ts';
import { correctedClock } from './clock.ts';
import { memoryIndexedDb } from './test-workspace.ts';

const TENANT = '0190a000-0000-7000-8000-000000000001';
const USER = '0190a000-0000-7000-8000-000000000002';
const KEY = accountKey(TENANT, USER);
const ENTRY = `refresh:${KEY}`;
const LOGIN = { workspace: 'acme', email: 'ana@acme.example', password: 'muddy boots on tuesday' };

const signedIn = (name: string): SignedIn => ({
  accessToken: `access-${name}`,
  expiresIn: 600,
  refreshToken: `refresh-${name}`,
  user: { id: USER, name: 'Ana', email: LOGIN.email, role: 'foreman' },
  workspace: { id: TENANT, slug: LOGIN.workspace, name: 'Acme', status: 'active' },
});

let stored: Map<string, string>;
let asked: string[];
/** What the server says to a call, by its path below `/api/v1`. */
let answers: Map<string, () => Promise<Response>>;
let accounts: Accounts;
let deviceDb: DeviceDb;

const say = (path: string, answer: () => Promise<Response> | Response): void =>
  void answers.set(path, async () => answer());
const problem = (status: number, code: string, more: object = {}): Response =>
  Response.json({ code, ...more }, { status });

beforeEach(() => {
  deviceDb = new DeviceDb(`device-${crypto.randomUUID()}`, memoryIndexedDb());
  stored = new Map();
  asked = [];
  answers = new Map();
  accounts = makeAccounts({
    origin: '',
    fetch: async (url, init) => {
      const { pathname } = new URL(url instanceof Request ? url.url : url, 'http://server.example');
      const path = pathname.replace('/api/v1', '');
      asked.push(typeof init?.body === 'string' ? `${path} ${init.body}` : path);
      return (answers.get(path) ?? (async () => problem(500, 'internal')))();
    },
    deviceId: '0190a000-0000-4000-8000-000000000009',
    deviceNow: Date.now,
    clock: correctedClock(Date.now, 0, () => undefined),
    deviceDb,
    store: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    storedNames: () => [...stored.keys()],
    locks: undefined,
  });
  say('/auth/login', () => Response.json(signedIn('1')));
});

const isSignedIn = async (): Promise<boolean | undefined> => (await accounts.get(KEY))?.signedIn;

describe('an answer that comes late', () => {
  test('does not replace a token that another tab brought meanwhile', async () => {
    await accounts.signIn(LOGIN);
    say('/auth/refresh', () => {
      if (stored.get(ENTRY) === 'refresh-other-tab') return Response.json(signedIn('newest'));
      stored.set(ENTRY, 'refresh-other-tab');
      return Response.json(signedIn('late'));
    });
    expect(await accounts.tokensOf(KEY).renew('access-1')).toBe('access-newest');
    expect(stored.get(ENTRY)).toBe('refresh-newest');
    expect(asked.at(-1)).toContain('refresh-other-tab');
  });

  test('does not sign somebody in again who signed out meanwhile', async () => {
    await accounts.signIn(LOGIN);
    say('/auth/refresh', async () => {
      await accounts.forget(KEY);
      return Response.json(signedIn('late'));
    });
    await expect(accounts.tokensOf(KEY).renew('access-1')).rejects.toMatchObject({ code: 'login_required' });
    expect(stored.size).toBe(0);
    expect(await accounts.list()).toEqual([]);
  });

  test('that refuses an old token does not end a sign-in made meanwhile', async () => {
    await accounts.signIn(LOGIN);
    say('/auth/refresh', () => {
      if (stored.get(ENTRY) === 'refresh-again') return Response.json(signedIn('after'));
      stored.set(ENTRY, 'refresh-again');
      return problem(401, 'login_required');
    });
    expect(await accounts.tokensOf(KEY).renew('access-1')).toBe('access-after');
    expect(await isSignedIn()).toBe(true);
  });
});

test('a session that ended, and a token that the browser lost, show in the list of accounts', async () => {
  await accounts.signIn(LOGIN);
  say('/auth/refresh', () => problem(401, 'login_required'));
  await expect(accounts.tokensOf(KEY).renew('access-1')).rejects.toMatchObject({ code: 'login_required' });
  expect(await isSignedIn()).toBe(false);
  await accounts.signIn(LOGIN);
  stored.clear();
  await expect(accounts.tokensOf(KEY).renew('access-1')).rejects.toMatchObject({ code: 'login_required' });
  expect(await isSignedIn()).toBe(false);
});

test('signing out does not wait for a server that never answers', async () => {
  await accounts.signIn(LOGIN);
  say('/auth/logout', () => new Promise<Response>(() => undefined));
  await accounts.signOut(KEY);
  expect(asked.at(-1)).toContain('/auth/logout');
  expect(stored.has(ENTRY)).toBe(false);
});

test('who is found removed at a sign-in hears it at the next exchange, with the means to hand over', async () => {
  await accounts.signIn(LOGIN);
  say('/auth/login', () => problem(403, 'removed', { drainToken: 'drain' }));
  await expect(accounts.signIn(LOGIN)).rejects.toMatchObject({ code: 'removed' });
  await expect(accounts.tokensOf(KEY).access()).rejects.toMatchObject({
    code: 'removed',
    body: { drainToken: 'drain' },
  });
  say('/auth/login', () => Response.json(signedIn('back')));
  await accounts.signIn(LOGIN);
  expect(await accounts.tokensOf(KEY).access()).toBe('access-back');
});

describe('L20 an account whose databases the browser cleared', () => {
  const clear = async (): Promise<void> => {
    await accounts.signIn(LOGIN);
    await accounts.noteUnsent(KEY, 3);
    await deviceDb.accounts.clear();
  };

  test('comes back by the sign-in that is still here, and what it held was noted elsewhere', async () => {
    await clear();
    say('/auth/refresh', () => Response.json(signedIn('2')));
    expect(await accounts.recover()).toBe(false);
    expect(await accounts.get(KEY)).toMatchObject({ signedIn: true, workspace: { slug: 'acme' } });
    expect(accounts.heldNote(KEY)).toMatchObject({ unsent: 3 });
    await accounts.noteUnsent(KEY, 0);
    expect(accounts.heldNote(KEY)).toBeUndefined();
  });

  test('is waited for without a line, and given up when its sign-in has ended', async () => {
    await clear();
    say('/auth/refresh', () => Promise.reject(new TypeError('no line')));
    expect(await accounts.recover()).toBe(true);
    say('/auth/refresh', () => problem(401, 'login_required'));
    expect(await accounts.recover()).toBe(false);
    expect(stored.has(ENTRY)).toBe(false);
  });

  test('is no business of those that are still known', async () => {
    await accounts.signIn(LOGIN);
    expect(await accounts.recover()).toBe(false);
    expect(asked.filter((call) => call.startsWith('/auth/refresh'))).toEqual([]);
  });
});
