import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PresenceNews, PresenceRequest } from 'shared/protocol/presence.ts';
import type { Hello } from 'shared/protocol/stream.ts';
import { eventsOf } from '../../../test/node-client.ts';
import { syncTest, type SyncTest, type TestDevice } from '../../../test/sync.ts';

const WEEK = 'week:2026-11-23';

let server: SyncTest;
let origin: string;
beforeAll(async () => {
  server = await syncTest();
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  origin = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

/** An open tab: it hears of others and says where it is. */
async function tab(device: TestDevice, query = '') {
  const stop = new AbortController();
  const answer = await fetch(`${origin}/api/v1/sync/stream${query}`, {
    headers: {
      authorization: `Bearer ${server.app.tokens.access(device.scope)}`,
      'x-protocol-version': '1',
      'x-device-id': device.scope.deviceId ?? '',
    },
    signal: stop.signal,
  });
  const { next } = eventsOf(answer);
  const { stream } = await next<Hello>('hello');
  return {
    stream,
    news: () => next<PresenceNews>('presence'),
    be: (where: Omit<PresenceRequest, 'stream'>) =>
      device.call('POST', '/sync/presence', { stream, ...where }),
    close: () => stop.abort(),
  };
}

const region = (device: TestDevice) => ({
  collection: 'regions',
  base: null,
  document: device.document('regions'),
});

describe('presence', () => {
  test('W1 W2 who comes is seen with place and spot, moves, and is gone when the tab is hidden', async () => {
    const { device, addDevice } = await server.tenant();
    const [mine, theirs] = [await tab(device), await tab(await addDevice('scheduler'))];
    expect((await mine.be({ place: WEEK })).status).toBe(204);
    await theirs.be({ place: WEEK, spot: 'e_2026-11-23:wed' });
    const came = await mine.news();
    expect(came.people).toMatchObject([{ name: 'Test scheduler', place: WEEK, spot: 'e_2026-11-23:wed' }]);
    expect((await theirs.news()).people).toMatchObject([{ userId: device.scope.userId, place: WEEK }]);
    await theirs.be({ place: 'pour:p1', spot: 'load' });
    const [moved] = (await mine.news()).people;
    expect(moved).toMatchObject({ key: came.people[0]?.key, place: 'pour:p1' });
    expect(moved).not.toHaveProperty('spot');
    await theirs.be({ away: true });
    expect((await mine.news()).gone).toEqual([came.people[0]?.key]);
    mine.close();
    theirs.close();
  });

  test('W6 a tab that opens with its place is seen without another call', async () => {
    const { device, addDevice } = await server.tenant();
    const mine = await tab(device);
    const theirs = await tab(await addDevice('foreman'), '?present=1&place=pour:p1&spot=load');
    expect((await mine.news()).people).toMatchObject([{ name: 'Test foreman', place: 'pour:p1' }]);
    const late = await tab(await addDevice('admin'), '?present=1&place=pour:p1');
    const told = (await late.news()).people;
    const spots = told.some(({ spot }) => spot) ? told : (await late.news()).people;
    expect(spots).toMatchObject([{ name: 'Test foreman', spot: 'load' }]);
    for (const open of [mine, theirs, late]) open.close();
  });

  test('W3 a tab that is closed is gone at once', async () => {
    const { device, addDevice } = await server.tenant();
    const [mine, theirs] = [await tab(device), await tab(await addDevice('foreman'))];
    await theirs.be({ place: WEEK });
    const { people } = await mine.news();
    theirs.close();
    expect((await mine.news()).gone).toEqual(people.map(({ key }) => key));
    mine.close();
  });

  test('W3 a session that is ended is gone at once', async () => {
    const { device, addDevice } = await server.tenant();
    const other = await addDevice('foreman');
    const [mine, theirs] = [await tab(device), await tab(other)];
    await theirs.be({});
    await mine.news();
    await server.app.inject({
      method: 'DELETE',
      url: `/api/v1/members/${other.scope.userId}`,
      headers: { authorization: `Bearer ${server.app.tokens.access(device.scope)}` },
    });
    expect((await mine.news()).gone).toHaveLength(1);
    expect((await theirs.be({ place: WEEK })).status).toBe(403);
    mine.close();
  });

  test('W5 nobody hears of another company, and its streams cannot be moved', async () => {
    const [one, other] = [await server.tenant(), await server.tenant()];
    const colleague = await one.addDevice('admin');
    const [mine, theirs, foreign] = [await tab(one.device), await tab(colleague), await tab(other.device)];
    await foreign.be({ place: WEEK });
    await theirs.be({ place: WEEK });
    // The foreign company came first; the first news is the colleague.
    expect((await mine.news()).people).toMatchObject([{ userId: colleague.scope.userId }]);
    await one.device.call('POST', '/sync/presence', { stream: theirs.stream, place: 'pour:p1' });
    await other.device.call('POST', '/sync/presence', { stream: theirs.stream, place: 'pour:p1' });
    expect(
      await server.asAdmin('select place from app.presence where tenant_id = $1 and user_id = $2', [
        one.tenantId,
        colleague.scope.userId,
      ]),
    ).toEqual([{ place: WEEK }]);
    for (const open of [mine, theirs, foreign]) open.close();
  });

  test('W5 it waits for no write, moves no counter, and is in no audit log', async () => {
    const { device, tenantId } = await server.tenant();
    await device.push([region(device)]);
    const admin = await server.testDatabase.admin.connect();
    await admin.query('begin');
    await admin.query('select from app.workspace_counters where tenant_id = $1 for update', [tenantId]);
    const answer = await device.call('POST', '/sync/presence', { stream: randomUUID(), place: WEEK });
    await admin.query('rollback');
    admin.release();
    expect(answer.status).toBe(204);
    expect(
      await server.asAdmin('select count(*)::int as rows from app.audit_log where tenant_id = $1', [
        tenantId,
      ]),
    ).toEqual([{ rows: 1 }]);
    expect(
      await server.asAdmin('select counter from app.workspace_counters where tenant_id = $1', [tenantId]),
    ).toEqual([{ counter: 1 }]);
  });

  test.each([
    ['a place that is none', { place: 'week:<script>' }],
    ['a spot with markup', { spot: '<b>' }],
    ['a field of its own', { name: 'Somebody else' }],
  ])('W5 %s is refused', async (_, body) => {
    const { device } = await server.tenant();
    const answer = await device.call('POST', '/sync/presence', { stream: randomUUID(), ...body });
    expect(answer.status).toBe(400);
  });
});
