import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AsOf } from 'shared/protocol/document.ts';
import type { QuarantineList } from 'shared/protocol/quarantine.ts';
import { POKED_COLLECTIONS, type Hello, type Poke } from 'shared/protocol/stream.ts';
import { openHints, type HintKind } from '../../db/hints.ts';
import { newRev, syncTest, type SyncTest, type TestDevice } from '../../../test/sync.ts';

let server: SyncTest;
let origin: string;
beforeAll(async () => {
  server = await syncTest();
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  origin = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const fromDevice = ({ scope }: TestDevice) => ({
  authorization: `Bearer ${server.app.tokens.access(scope)}`,
  'x-protocol-version': '1',
  'x-device-id': '0190a000-0000-4000-8000-00000000000f',
});

/** A device that listens; `next` waits for the next event of that name. */
async function listen(device: TestDevice) {
  const stop = new AbortController();
  const response = await fetch(`${origin}/api/v1/sync/stream`, {
    headers: fromDevice(device),
    signal: stop.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async <T>(name: string): Promise<T> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end < 0) {
        const chunk = await reader?.read();
        if (!chunk || chunk.done) throw new Error('the stream ended');
        text += chunk.value;
        continue;
      }
      const event = text.slice(0, end);
      text = text.slice(end + 2);
      if (event.startsWith(`event: ${name}\n`))
        return JSON.parse(event.slice(event.indexOf('data: ') + 6)) as T;
    }
  };
  return { response, next, stop: () => stop.abort() };
}

const region = (device: TestDevice) => ({
  collection: 'regions',
  base: null,
  document: device.document('regions'),
});

describe('the stream', () => {
  test('says hello with the counter, then pokes after each write, never with a document', async () => {
    const { device, addDevice } = await server.tenant();
    const other = await addDevice('admin');
    await device.push([region(device)]);
    const stream = await listen(other);
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
    expect(await stream.next<{ asOf: AsOf }>('hello')).toMatchObject({ asOf: { counter: 1 } });
    const { body } = await device.push([
      region(device),
      { collection: 'loads', base: null, document: device.document('loads') },
    ]);
    const poke = await stream.next<Poke>('poke');
    expect(poke).toEqual({ collections: ['regions', 'loads'], asOf: body.asOf });
    stream.stop();
  });

  test('N1 hello names the newest write of each collection, and settings may have changed with any', async () => {
    const { device } = await server.tenant();
    await device.push([region(device)]);
    await device.push([{ collection: 'loads', base: null, document: device.document('loads') }]);
    const stream = await listen(device);
    const { newest } = await stream.next<Hello>('hello');
    expect(newest).toMatchObject({ regions: 1, loads: 2, pours: 0, settings: 2, reviews: 0 });
    expect(Object.keys(newest).sort()).toEqual([...POKED_COLLECTIONS].sort());
    stream.stop();
  });

  test('N1 where tombstones were forgotten, whoever was away for as long has to ask', async () => {
    const { device, tenantId } = await server.tenant();
    await device.push([region(device), region(device), region(device)]);
    await server.asAdmin('insert into app.sync_horizons (tenant_id, counter) values ($1, 2)', [tenantId]);
    const stream = await listen(device);
    expect((await stream.next<Hello>('hello')).newest).toMatchObject({ regions: 3, absences: 2 });
    stream.stop();
  });

  test('N1 a review moves the hello of those whose values met, and of nobody else', async () => {
    const { device, addDevice } = await server.tenant();
    const [other, third] = [await addDevice('admin'), await addDevice('admin')];
    const { document, ...row } = region(device);
    await device.push([{ ...row, document }]);
    const edit = (by: TestDevice, name: string) =>
      by.push([
        {
          collection: 'regions',
          base: document,
          document: { ...document, name, rev: newRev(), updatedBy: by.scope.userId },
        },
      ]);
    await edit(device, 'North');
    await edit(other, 'South');
    const reviewsOf = async (by: TestDevice): Promise<number> => {
      const stream = await listen(by);
      const { newest } = await stream.next<Hello>('hello');
      stream.stop();
      return newest.reviews;
    };
    expect(await reviewsOf(device)).toBeGreaterThan(0);
    expect(await reviewsOf(other)).toBe(await reviewsOf(device));
    expect(await reviewsOf(third)).toBe(0);
  });

  test('Q5 what is handed over and decided pokes at once, and hello tells administrators how much waits', async () => {
    const { device: owner, addDevice } = await server.tenant();
    const [scheduler, foreman] = [await addDevice('scheduler'), await addDevice('foreman')];
    const hand = () =>
      server.app.inject({
        method: 'POST',
        url: '/api/v1/quarantine',
        headers: { authorization: `Bearer ${server.app.tokens.drain(foreman.scope)}` },
        payload: {
          items: [{ collection: 'loads', document: foreman.document('loads'), source: 'unsent' }],
        },
      });
    expect((await hand()).statusCode).toBe(200);
    const [stream, other] = [await listen(owner), await listen(scheduler)];
    expect((await stream.next<Hello>('hello')).quarantined).toBe(1);
    expect(await other.next<Hello>('hello')).not.toHaveProperty('quarantined');
    await hand();
    expect((await stream.next<Poke>('poke')).collections).toEqual(['reviews']);
    const { entries } = (await owner.call<QuarantineList>('GET', '/quarantine')).body;
    await owner.call('POST', `/quarantine/${entries[0]?.id}/discard`);
    expect((await stream.next<Poke>('poke')).collections).toEqual(['reviews']);
    stream.stop();
    other.stop();
  });

  test('hears of its own workspace only', async () => {
    const [mine, foreign] = await Promise.all([server.tenant(), server.tenant()]);
    const stream = await listen(mine.device);
    await stream.next('hello');
    await foreign.device.push([region(foreign.device)]);
    await mine.device.push([{ collection: 'loads', base: null, document: mine.device.document('loads') }]);
    expect((await stream.next<Poke>('poke')).collections).toEqual(['loads']);
    stream.stop();
  });

  test('a repeat and a rejection poke nobody', async () => {
    const { device } = await server.tenant();
    const row = region(device);
    await device.push([row]);
    const stream = await listen(device);
    await stream.next('hello');
    await device.push([row]);
    await device.push([{ ...row, document: device.document('regions', { name: 7 }) }]);
    await device.push([{ collection: 'loads', base: null, document: device.document('loads') }]);
    expect((await stream.next<Poke>('poke')).collections).toEqual(['loads']);
    stream.stop();
  });

  test('what another node wrote is heard too', async () => {
    const { device, tenantId } = await server.tenant();
    const stream = await listen(device);
    await stream.next('hello');
    const heard = vi.fn<(tenantId: string, kind: HintKind) => void>();
    const { database, secretKey } = server.testDatabase;
    const otherNode = openHints(database, { secretKey, tenants: () => [tenantId], onHint: heard });
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(tenantId, 'written'));
    heard.mockClear();
    await device.push([region(device)]);
    expect((await stream.next<Poke>('poke')).collections).toEqual(['regions']);
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(tenantId, 'written'));
    otherNode.tell(tenantId, 'written');
    expect((await stream.next<Poke>('poke')).collections).toContain('reviews');
    await otherNode.close();
    stream.stop();
  });

  /** Everything that still comes, until the server ends the stream. */
  const untilEnd = async (stream: Awaited<ReturnType<typeof listen>>): Promise<unknown> =>
    stream.next('never').catch((error: Error) => error.message);

  test('ends at once for a member who is removed, and goes on for the others', async () => {
    const { device: owner, addDevice } = await server.tenant('owner');
    const [gone, stays] = [await addDevice('foreman'), await addDevice('foreman')];
    const [ending, going] = await Promise.all([listen(gone), listen(stays)]);
    await Promise.all([ending.next('hello'), going.next('hello')]);
    const removal = await server.app.inject({
      method: 'DELETE',
      url: `/api/v1/members/${gone.scope.userId}`,
      headers: fromDevice(owner),
    });
    expect(removal.statusCode).toBe(204);
    expect(await untilEnd(ending)).toBe('the stream ended');
    await owner.push([region(owner)]);
    expect((await going.next<Poke>('poke')).collections).toEqual(['regions']);
    going.stop();
  });

  test('ends at once for a session that signs out, and goes on for the same person’s others', async () => {
    const { device } = await server.tenant();
    const sessionId = randomUUID();
    await server.asAdmin('insert into app.sessions (tenant_id, id, user_id) values ($1, $2, $3)', [
      device.scope.tenantId,
      sessionId,
      device.scope.userId,
    ]);
    const other = server.device({ ...device.scope, sessionId });
    const [ending, going] = await Promise.all([listen(device), listen(other)]);
    await Promise.all([ending.next('hello'), going.next('hello')]);
    await server.app.inject({
      method: 'POST',
      url: '/api/v1/auth/logout',
      headers: fromDevice(device),
    });
    expect(await untilEnd(ending)).toBe('the stream ended');
    await other.push([region(other)]);
    expect((await going.next<Poke>('poke')).collections).toEqual(['regions']);
    going.stop();
  });

  test('needs a session that is still welcome', async () => {
    const { device } = await server.tenant();
    await server.asAdmin('update app.sessions set revoked_at = now() where id = $1', [
      device.scope.sessionId,
    ]);
    const { response } = await listen(device);
    expect(response.status).toBe(401);
  });
});
