import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDocs } from '../../client/src/db/live.ts';
import { DeviceDb } from '../../client/src/db/device-db.ts';
import { accountKey, makeAccounts, type Accounts } from '../../client/src/sync/accounts.ts';
import { ApiProblem, NoLine } from '../../client/src/sync/api.ts';
import { correctedClock } from '../../client/src/sync/clock.ts';
import { drain } from '../../client/src/sync/drain.ts';
import { situationOf } from '../../client/src/sync/situations.ts';
import { Disk } from './storage.ts';
import { makeTransport } from '../../client/src/sync/transport.ts';
import { buildTestApp, type TestApp } from '../../sync-server/test/app.ts';
import { SimDevice } from './device.ts';
import { openLine, type Line } from './line.ts';

let server: TestApp;
let line: Line;

beforeAll(async () => {
  server = await buildTestApp();
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  line = await openLine((server.app.server.address() as AddressInfo).port);
});

afterAll(async () => {
  await line.close();
  await server.close();
});

interface Installation {
  readonly accounts: Accounts;
  readonly tokens: Map<string, string>;
  pass(ms: number): void;
}

function installation(): Installation {
  const tokens = new Map<string, string>();
  const disk = new Disk();
  let skew = 0;
  const deviceNow = (): number => Date.now() + skew;
  const accounts = makeAccounts({
    origin: line.origin,
    fetch,
    deviceId: randomUUID(),
    deviceNow,
    clock: correctedClock(deviceNow, 0, () => undefined),
    deviceDb: new DeviceDb(`device-${randomUUID()}`, {
      indexedDB: disk.powerOn().indexedDB,
      IDBKeyRange: disk.IDBKeyRange,
    }),
    store: {
      getItem: (key) => tokens.get(key) ?? null,
      setItem: (key, value) => void tokens.set(key, value),
      removeItem: (key) => void tokens.delete(key),
    },
    locks: undefined,
  });
  return {
    accounts,
    tokens,
    pass(ms) {
      skew += ms;
    },
  };
}

const password = 'a long pass phrase of a foreman';
const founder = (slug: string) => ({
  slug,
  companyName: 'Test Concrete',
  name: 'Olga Owner',
  email: `${slug}@test.example`,
  password,
});

/** A company's founder on a device that has everything. */
async function founderOf(accounts: Accounts, slug: string) {
  const { user, workspace } = await accounts.signUp(founder(slug));
  const key = accountKey(workspace.id, user.id);
  const device = new SimDevice({
    origin: line.origin,
    tenantId: workspace.id,
    userId: user.id,
    collections: ['regions'],
    tokens: accounts.tokensOf(key),
  });
  await device.start();
  await device.exchange();
  return { user, key, device };
}

test('a refresh whose answer is lost does not sign anybody out, and work that waited is sent', async () => {
  const { accounts, pass } = installation();
  const { key, device } = await founderOf(accounts, 'lost-refresh');
  await device.save([{ collection: 'regions', id: randomUUID(), change: () => ({ name: 'North' }) }]);
  pass(11 * 60_000);
  line.set({ kind: 'answer cut', afterBytes: 0 });
  await expect(device.exchange()).rejects.toBeInstanceOf(NoLine);
  line.set({ kind: 'none' });
  expect(await device.exchange()).toMatchObject({ stuck: 0, suspended: false });
  expect(await device.db.store('regions').countUnsent()).toBe(0);
  expect((await accounts.get(key))?.signedIn).toBe(true);
  await device.stop();
});

test('a session that was ended asks for a login, keeps everything, and drains after it', async () => {
  const { accounts, pass } = installation();
  const { user, key, device } = await founderOf(accounts, 'ended-session');
  await server.asAdmin('update app.sessions set revoked_at = now(), revoked_reason = $2 where user_id = $1', [
    user.id,
    'signed_out',
  ]);
  await device.save([{ collection: 'regions', id: randomUUID(), change: () => ({ name: 'North' }) }]);
  pass(11 * 60_000);
  const refused: unknown = await device.exchange().catch((error: unknown) => error);
  expect(situationOf(refused, 0, 0)).toEqual({ kind: 'login_required' });
  expect((await accounts.get(key))?.signedIn).toBe(false);
  expect(await readDocs(device.db, 'regions')).toHaveLength(1);
  await accounts.signIn({ workspace: 'ended-session', email: user.email, password });
  await device.exchange();
  expect(await device.db.store('regions').countUnsent()).toBe(0);
  await device.stop();
});

test('I10 I12 what a removed member still held is handed over before anything is wiped', async () => {
  const { accounts } = installation();
  const owner = await accounts.signUp(founder('removed-member'));
  const tenant = { tenantId: owner.workspace.id };
  const transportOf = (key: string) =>
    makeTransport({
      origin: line.origin,
      fetch,
      deviceId: randomUUID(),
      deviceNow: Date.now,
      clock: correctedClock(Date.now, 0, () => undefined),
      tokens: accounts.tokensOf(key),
    });
  const ownerCalls = transportOf(accountKey(owner.workspace.id, owner.user.id));
  const { member, invite } = await ownerCalls.post<{ member: { id: string }; invite: { token: string } }>(
    '/members',
    { name: 'Sam Scheduler', email: 'sam@test.example', role: 'scheduler' },
  );
  const joined = await accounts.acceptInvitation(invite.token, password);
  const key = accountKey(joined.workspace.id, joined.user.id);
  const device = new SimDevice({
    origin: line.origin,
    ...tenant,
    userId: joined.user.id,
    collections: ['projects'],
    tokens: accounts.tokensOf(key),
  });
  await device.start();
  await device.exchange();
  await device.save([{ collection: 'projects', id: randomUUID(), change: () => ({ name: 'Pier 7' }) }]);
  await ownerCalls.delete(`/members/${member.id}`);
  const refused: unknown = await device.exchange().catch((error: unknown) => error);
  const situation = situationOf(refused, 0, 0);
  expect(refused).toBeInstanceOf(ApiProblem);
  if (situation?.kind !== 'removed' || situation.drainToken === undefined)
    throw new Error('not told as removed');
  expect(await drain(device.db, device.transport(), situation.drainToken)).toBe(1);
  expect(await device.db.store('projects').countUnsent()).toBe(1);
  await device.db.wipe();
  const kept = await ownerCalls.get<{ entries: { document: { name: string } }[] }>('/quarantine');
  expect(kept.entries.map(({ document }) => document.name)).toEqual(['Pier 7']);
});

test('L21 two people on one tablet keep a sign-in and a database each, and what one has not sent is named to the other', async () => {
  const { accounts, tokens } = installation();
  const owner = await accounts.signUp(founder('shared-tablet'));
  const ownerKey = accountKey(owner.workspace.id, owner.user.id);
  const parts = { origin: line.origin, tenantId: owner.workspace.id, collections: ['regions'] } as const;
  const first = new SimDevice({ ...parts, userId: owner.user.id, tokens: accounts.tokensOf(ownerKey) });
  await first.start();
  await first.exchange();
  const calls = first.transport();
  const { invite } = await calls.post<{ invite: { token: string } }>('/members', {
    name: 'Sam Scheduler',
    email: 'sam.shared@test.example',
    role: 'scheduler',
  });
  const joined = await accounts.acceptInvitation(invite.token, password);
  const samKey = accountKey(joined.workspace.id, joined.user.id);
  const second = new SimDevice({ ...parts, userId: joined.user.id, tokens: accounts.tokensOf(samKey) });
  await second.start();
  await second.exchange();
  expect(second.db.name).not.toBe(first.db.name);

  await first.save([{ collection: 'regions', id: randomUUID(), change: () => ({ name: 'Unsent of Olga' }) }]);
  await accounts.noteUnsent(ownerKey, await first.db.store('regions').countUnsent());
  // Sam sees how much is Olga's and nothing of what it is.
  expect(await readDocs(second.db, 'regions')).toEqual([]);
  const known = await accounts.list();
  expect(Object.fromEntries(known.map(({ user, unsent }) => [user.name, unsent ?? 0]))).toEqual({
    'Olga Owner': 1,
    'Sam Scheduler': 0,
  });
  // Sam signs out: that ends nothing of Olga's, whose work goes out under her own name.
  await accounts.signOut(samKey);
  expect([...tokens.keys()].filter((name) => name.startsWith('refresh:'))).toEqual([`refresh:${ownerKey}`]);
  await first.exchange();
  const rows = await server.asAdmin('select updated_by from app.regions where tenant_id = $1', [
    owner.workspace.id,
  ]);
  expect(rows).toEqual([{ updated_by: owner.user.id }]);
  await Promise.all([first.stop(), second.stop()]);
});

test('a sign-in that was idle for a month asks for a login, and the work drains after it', async () => {
  const { accounts, pass } = installation();
  const { user, device } = await founderOf(accounts, 'long-idle');
  await device.save([{ collection: 'regions', id: randomUUID(), change: () => ({ name: 'Kept' }) }]);
  pass(200 * 86_400_000);
  server.advance(200 * 86_400_000);
  const refused: unknown = await device.exchange().catch((error: unknown) => error);
  expect(situationOf(refused, 0, 0)).toEqual({ kind: 'login_required' });
  expect(await readDocs(device.db, 'regions')).toMatchObject([{ name: 'Kept' }]);
  await accounts.signIn({ workspace: 'long-idle', email: user.email, password });
  expect(await device.exchange()).toMatchObject({ stuck: 0 });
  expect(await device.db.store('regions').countUnsent()).toBe(0);
  await device.stop();
});
