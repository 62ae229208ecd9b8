import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CollectionName } from 'shared/schema/collections.ts';
import { readDoc, readDocs } from '../../client/src/db/live.ts';
import { situationOf } from '../../client/src/sync/situations.ts';
import { forgetOld } from '../../sync-server/src/features/sync/forget.ts';
import type { Scope } from '../../sync-server/src/db/scope.ts';
import { buildTestApp, type TestApp } from '../../sync-server/test/app.ts';
import { SimDevice } from './device.ts';
import { openLine, type Line } from './line.ts';

/** Rows of the table of situations that only time, clocks or a lapse bring about: the real sync, the real server. */
const DAY_MS = 86_400_000;
const COLLECTIONS: readonly CollectionName[] = ['regions', 'absences'];

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

async function deviceOf(scope: Scope, clockOffsetMs = 0): Promise<SimDevice> {
  const device = new SimDevice({
    origin: line.origin,
    tenantId: scope.tenantId,
    userId: scope.userId,
    collections: COLLECTIONS,
    clockOffsetMs,
    tokens: {
      access: () => Promise.resolve(server.app.tokens.access(scope)),
      renew: () => Promise.resolve(server.app.tokens.access(scope)),
    },
  });
  await device.start();
  return device;
}
const names = async (device: SimDevice): Promise<unknown[]> =>
  (await readDocs(device.db, 'regions', undefined, [{ name: 'asc' }])).map(({ name }) => name);
const rename = (id: string, name: string) =>
  ({ collection: 'regions', id, change: () => ({ name }) }) as const;
const waiting = async ({ db }: SimDevice): Promise<number> =>
  (await Promise.all(COLLECTIONS.map((name) => db.store(name).countUnsent()))).reduce((a, b) => a + b);
const attention = ({ db }: SimDevice): Promise<{ readonly code: string }[]> => db.local.attention.toArray();
const status = (scope: Scope, word: string) =>
  server.asAdmin('update app.workspaces set status = $2 where tenant_id = $1', [scope.tenantId, word]);

describe('a lapse of 20 days', () => {
  test('L4 I1 reading goes on, nothing goes out, and all of it goes out when the workspace is active again', async () => {
    const { scope, addMember } = await server.testDatabase.makeTenant('owner');
    const colleague = await deviceOf(await addMember('admin'));
    const tablet = await deviceOf(scope);
    const [north, south] = [randomUUID(), randomUUID()];
    await colleague.save([rename(north, 'North')]);
    await colleague.exchange();
    await tablet.exchange();
    await status(scope, 'suspended');
    await tablet.save([rename(north, 'Northeast'), rename(south, 'South')]);
    // What somebody wrote just before the lapse, read during it.
    await server.asAdmin('update app.workspaces set status = $2 where tenant_id = $1', [
      scope.tenantId,
      'active',
    ]);
    await colleague.save([rename(randomUUID(), 'West')]);
    await colleague.exchange();
    await status(scope, 'suspended');
    for (let day = 0; day < 20; day++) {
      expect(await tablet.exchange()).toMatchObject({ suspended: true, answered: 0 });
      expect(await waiting(tablet)).toBe(2);
    }
    expect(await names(tablet)).toEqual(['Northeast', 'South', 'West']);
    expect(await attention(tablet)).toEqual([]);
    await status(scope, 'active');
    expect(await tablet.exchange()).toMatchObject({ suspended: false, stuck: 0 });
    expect(await waiting(tablet)).toBe(0);
    await colleague.exchange();
    expect(await names(colleague)).toEqual(['Northeast', 'South', 'West']);
    await Promise.all([tablet.stop(), colleague.stop()]);
  });
});

describe('a tablet whose clock is years off', () => {
  test.each([
    ['2019', Date.parse('2019-05-01T06:00:00Z')],
    ['2036', Date.parse('2036-02-01T06:00:00Z')],
  ])('I1 I2 D5 in %s stamps its edits by the office once it has heard from it', async (_, wrong) => {
    const { scope, addMember } = await server.testDatabase.makeTenant('owner');
    const colleague = await deviceOf(await addMember('admin'));
    const tablet = await deviceOf(scope, wrong - Date.now());
    const id = randomUUID();
    // Before the first answer nothing is known of the office's clock: the edit goes out all the same.
    await tablet.save([rename(randomUUID(), 'Typed before anything was heard')]);
    await colleague.save([rename(id, 'North')]);
    await colleague.exchange();
    await tablet.exchange();
    expect(await waiting(tablet)).toBe(0);
    await tablet.save([rename(id, 'By the tablet')]);
    const stamped = Date.parse((await readDoc(tablet.db, 'regions', id))?.updatedAt ?? '');
    expect(Math.abs(stamped - Date.now())).toBeLessThan(60_000);
    await tablet.exchange();
    await colleague.exchange();
    // The later edit wins by the office's order, in either direction.
    expect((await readDoc(colleague.db, 'regions', id))?.name).toBe('By the tablet');
    await colleague.save([rename(id, 'By the colleague')]);
    await colleague.exchange();
    await tablet.exchange();
    expect(await names(tablet)).toEqual(['By the colleague', 'Typed before anything was heard']);
    const future = await server.asAdmin(
      "select 1 from app.regions where tenant_id = $1 and updated_at > now() + interval '1 minute'",
      [scope.tenantId],
    );
    expect(future).toEqual([]);
    await Promise.all([tablet.stop(), colleague.stop()]);
  });
});

describe('a tablet that was off for 200 days', () => {
  test('O9 I1 I2 I7 starts over, keeps what it never sent, and puts what may have been answered before a person', async () => {
    const { scope, addMember } = await server.testDatabase.makeTenant('owner');
    const colleague = await deviceOf(await addMember('admin'));
    const tablet = await deviceOf(scope);
    const [north, absence] = [randomUUID(), randomUUID()];
    await colleague.save([
      rename(north, 'North'),
      {
        collection: 'absences',
        id: absence,
        change: () => ({ employeeId: randomUUID(), from: '2026-11-24', to: '2999-01-01', kind: 'pto' }),
      },
    ]);
    await colleague.exchange();
    await tablet.exchange();
    // Its last push is answered, and the answer never comes; then the battery dies.
    await tablet.save([rename(north, 'Answer lost')]);
    line.set({ kind: 'answer cut', afterBytes: 0 });
    const refused: unknown = await tablet.exchange().catch((error: unknown) => error);
    expect(situationOf(refused, 0, 0)).toMatchObject({ kind: 'offline' });
    line.set({ kind: 'none' });
    const [south, typed] = [randomUUID(), 'Typed in the truck'];
    await tablet.save([rename(south, typed)]);
    await tablet.stop();

    await colleague.save([{ collection: 'absences', id: absence, change: () => undefined }]);
    await colleague.exchange();
    await colleague.save([rename(randomUUID(), 'While it was off')]);
    await colleague.exchange();
    await forgetOld(server.testDatabase.database, Date.now() + 200 * DAY_MS);

    await tablet.start();
    expect(await tablet.exchange()).toMatchObject({ stuck: 0 });
    expect(await waiting(tablet)).toBe(0);
    expect((await attention(tablet)).map(({ code }) => code)).toEqual(['too_old']);
    expect(await names(tablet)).toContain(typed);
    expect(await names(tablet)).toContain('While it was off');
    // The tombstone is forgotten by the server; what it deleted is gone here all the same.
    expect(await readDocs(tablet.db, 'absences')).toEqual([]);
    await colleague.exchange();
    expect(await names(colleague)).toEqual(await names(tablet));
    await Promise.all([tablet.stop(), colleague.stop()]);
  });
});
