import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { openHints, type HintKind } from './hints.ts';

let held: TestDatabase;
let listener: pg.Client;
const said: string[] = [];
beforeAll(async () => {
  held = await testDatabase();
  listener = new pg.Client({ connectionString: held.adminUrl });
  listener.on('notification', ({ payload }) => said.push(payload ?? ''));
  await listener.connect();
  await listener.query('listen workspace_hints');
});
afterAll(async () => {
  await listener.end();
  await held.close();
});

/** Notifications come in the order of their commits, to each connection in its own time. */
const heardAllSaid = async () => {
  await listener.query("select pg_notify('workspace_hints', 'end')");
  await vi.waitFor(() => expect(said.at(-1)).toBe('end'));
};

const node = (tenants: readonly string[]) => {
  const heard = vi.fn<(tenantId: string, kind: HintKind) => void>();
  const { database, secretKey } = held;
  return { heard, hints: openHints(database, { secretKey, tenants: () => tenants, onHint: heard }) };
};

test('N5 what happens at about the same time is told together, however often it happens', async () => {
  const tenants = Array.from({ length: 700 }, () => randomUUID());
  const here = node([]);
  const there = node([tenants[699] ?? '']);
  // Once both listen, what they may have missed has been looked up.
  await vi.waitFor(() => expect(there.heard).toHaveBeenCalled());
  await vi.waitFor(async () => {
    here.hints.tell(randomUUID(), 'written');
    await vi.waitFor(() => expect(said).not.toEqual([]), { timeout: 200 });
  });
  said.length = 0;
  there.heard.mockClear();
  for (let times = 0; times < 50; times += 1)
    for (const tenantId of tenants) here.hints.tell(tenantId, 'written');
  await vi.waitFor(() => expect(there.heard).toHaveBeenCalledTimes(1));
  expect(there.heard).toHaveBeenCalledWith(tenants[699], 'written');
  await heardAllSaid();
  // 700 names at 300 a payload.
  expect(said.filter((payload) => payload.length > 100)).toHaveLength(3);
  await Promise.all([here.hints.close(), there.hints.close()]);
});

test('N5 a hint says of what kind it is, to those who know the secret, and a node does not hear itself', async () => {
  const tenantId = randomUUID();
  const [here, there] = [node([tenantId]), node([tenantId])];
  await vi.waitFor(() => expect(here.heard).toHaveBeenCalledTimes(3));
  await vi.waitFor(() => expect(there.heard).toHaveBeenCalledTimes(3));
  here.heard.mockClear();
  there.heard.mockClear();
  said.length = 0;
  here.hints.tell(tenantId, 'access');
  await vi.waitFor(() => expect(there.heard.mock.calls).toEqual([[tenantId, 'access']]));
  expect(here.heard).not.toHaveBeenCalled();
  await heardAllSaid();
  expect(said.join(' ')).not.toContain(tenantId);
  expect(said.join(' ')).not.toMatch(/access|written|presence/);
  await Promise.all([here.hints.close(), there.hints.close()]);
});
