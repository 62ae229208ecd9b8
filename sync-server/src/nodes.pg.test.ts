import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SignedIn } from 'shared/protocol/auth.ts';
import type { Hello, Poke } from 'shared/protocol/stream.ts';
import { signInAgain, signUp } from '../test/node-client.ts';
import {
  NodeEnded,
  nodeDatabase,
  startNode,
  type NodeDatabase,
  type NodeProcess,
} from '../test/node-process.ts';

/** Two real processes on one database, with one secret; devices change between them in the middle of things. */
let held: NodeDatabase;
let a: NodeProcess;
let b: NodeProcess;
const settings = () => ({ DATABASE_URL: held.url, SECRET_KEY: held.secretKey });

beforeAll(async () => {
  held = await nodeDatabase();
  // At once, on an empty database: one migrates, the other waits and finds it done.
  [a, b] = await Promise.all([startNode(settings()), startNode(settings())]);
}, 180_000);
afterAll(async () => {
  await Promise.all([a, b].map((node) => node.end()));
  await held.drop();
}, 60_000);

describe('a device that changes to another node', () => {
  test('N4 repeats a push there and gets the same verdict; it is written and audited once', async () => {
    const device = await signUp(a.url);
    const region = device.region();
    const first = await device.push(a.url, [region]);
    const again = await device.push(b.url, [region]);
    expect(again).toEqual(first);
    const { rows } = await held.admin.query(
      'select count(*)::int as times from app.audit_log where document_id = $1',
      [region.id],
    );
    expect(rows).toEqual([{ times: 1 }]);
  });

  test('N4 goes on with a pull there, page by page, and misses nothing', async () => {
    const device = await signUp(a.url);
    const regions = Array.from({ length: 7 }, () => device.region());
    await device.push(a.url, regions);
    const found: string[] = [];
    let page = await device.pull(a.url, 2);
    for (let at = 1; ; at += 1) {
      found.push(...page.documents.map(({ id }) => id));
      if (!page.more) break;
      page = await device.pull(at % 2 ? b.url : a.url, 2, page.checkpoint);
    }
    expect(found.sort()).toEqual(regions.map(({ id }) => id).sort());
    // From the end on, nothing is new to either of them.
    for (const node of [a, b])
      expect((await device.pull(node.url, 2, page.checkpoint)).documents).toEqual([]);
  });

  test('N4 stays signed in there, and a refresh here follows one there', async () => {
    const device = await signUp(a.url);
    const there = await device.ask<SignedIn>(b.url, '/auth/refresh', {
      refreshToken: device.signedIn.refreshToken,
    });
    const here = await device.ask<SignedIn>(a.url, '/auth/refresh', { refreshToken: there.refreshToken });
    expect(here.user).toEqual(device.signedIn.user);
  });

  test('N5 hears there of what is written here, and only of that collection', async () => {
    const device = await signUp(a.url);
    const line = await device.listen(b.url);
    await line.next<Hello>('hello');
    const said: string[] = [];
    held.admin.on('notification', ({ payload }) => said.push(payload ?? ''));
    await held.admin.query('listen workspace_hints');
    await device.push(a.url, [device.region()]);
    await line.next<Poke>('poke');
    await device.push(a.url, [device.region()]);
    const { collections, asOf } = await line.next<Poke>('poke');
    expect(collections).toEqual(['regions']);
    expect(asOf).toEqual({ epoch: device.epoch, counter: 2 });
    await held.admin.query('unlisten workspace_hints');
    // A node's name and digests: neither who nor what.
    expect(said.length).toBeGreaterThan(0);
    for (const payload of said) expect(payload).toMatch(/^[0-9a-f]{8}( [\w-]{22})+$/);
    expect(said.join(' ')).not.toContain(device.signedIn.workspace.id);
    line.close();
  });

  test('N5 loses its stream there at once when its session is ended here', async () => {
    const device = await signUp(a.url);
    const other = await signInAgain(b.url, device.signedIn);
    const [ending, going] = [await other.listen(b.url), await device.listen(b.url)];
    await Promise.all([ending.next('hello'), going.next('hello')]);
    await fetch(`${a.url}/api/v1/auth/logout`, {
      method: 'POST',
      headers: { authorization: `Bearer ${other.signedIn.accessToken}` },
    });
    await expect(ending.next('bye')).rejects.toThrow('the stream ended');
    await device.push(a.url, [device.region()]);
    await going.next('poke');
    going.close();
  });
});

test('N4 a node with another secret does not start, and leaves the others able to work', async () => {
  const other = startNode({ ...settings(), SECRET_KEY: 'another secret of 32 characters!' });
  await expect(other).rejects.toThrow(NodeEnded);
  await expect(other).rejects.toThrow(/^planning-ops: SECRET_KEY is not the one .*\n$/);
  // New connections are made with the roles' passwords as they were.
  const third = await startNode(settings());
  const device = await signUp(third.url);
  await device.push(a.url, [device.region()]);
  expect(await third.end()).toBe(0);
});

test('N3 a node that stops tells each device when to come back, and the other node has everything', async () => {
  const device = await signUp(a.url);
  const lines = await Promise.all(Array.from({ length: 20 }, () => device.listen(a.url)));
  await Promise.all(lines.map((line) => line.next('hello')));
  await device.push(a.url, [device.region()]);
  const byes = lines.map((line) => line.next<{ retryMs: number }>('bye'));
  const exit = a.end();
  const pauses = (await Promise.all(byes)).map(({ retryMs }) => retryMs);
  for (const pause of pauses) {
    expect(pause).toBeGreaterThanOrEqual(500);
    expect(pause).toBeLessThan(2_500);
  }
  expect(new Set(pauses).size).toBeGreaterThan(10);
  for (const line of lines) await expect(line.next('anything')).rejects.toThrow('the stream ended');
  expect(await exit).toBe(0);
  const line = await device.listen(b.url);
  const { asOf, newest } = await line.next<Hello>('hello');
  expect([asOf.counter, newest.regions, newest.loads]).toEqual([1, 1, 0]);
  await device.push(b.url, [device.region()]);
  await line.next('poke');
  line.close();
});
