import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditAnswer } from 'shared/protocol/audit.ts';
import { newRev, syncTest, type SyncTest, type TestDevice } from '../../../test/sync.ts';

let server: SyncTest;
let owner: TestDevice;
let admin: TestDevice;
beforeAll(async () => {
  server = await syncTest();
  const tenant = await server.tenant();
  owner = tenant.device;
  admin = await tenant.addDevice('admin');
  const region = owner.document('regions', { name: 'North' });
  await owner.push([{ collection: 'regions', base: null, document: region }]);
  await admin.push([
    {
      collection: 'regions',
      base: region,
      document: { ...region, name: 'South', order: 2, rev: newRev(), updatedBy: admin.scope.userId },
    },
  ]);
  for (let n = 0; n < 5; n += 1)
    await owner.push([
      { collection: 'loads', base: null, document: owner.document('loads', { truckNumber: `${n}` }) },
    ]);
});
afterAll(() => server.close());

const audit = async (query: Readonly<Record<string, string>> = {}) =>
  owner.call<AuditAnswer>('GET', `/audit?${new URLSearchParams(query).toString()}`);

describe('the log', () => {
  test('tells who changed what from what to what, by the names of the wire', async () => {
    const { body } = await audit({ collection: 'regions' });
    expect(body.entries).toMatchObject([
      {
        operation: 'update',
        actor: admin.scope.userId,
        actorName: 'Test admin',
        before: { name: 'North', order: null, updatedBy: owner.scope.userId },
        after: { name: 'South', order: 2 },
      },
      { operation: 'create', actor: owner.scope.userId, after: { name: 'North' } },
    ]);
    expect(body.entries[1]).not.toHaveProperty('before');
  });

  test('is read page by page, newest first, without a gap', async () => {
    const seen: number[] = [];
    for (let next: number | undefined = 1e9; next !== undefined;) {
      const { body }: { body: AuditAnswer } = await audit({ before: String(next), limit: '3' });
      seen.push(...body.entries.map(({ seq }) => seq));
      next = body.next;
    }
    expect(seen).toHaveLength(7);
    expect(seen).toEqual(seen.toSorted((a, b) => b - a));
  });

  test('is filtered by person, collection, document and time', async () => {
    const [newest] = (await audit({ limit: '1' })).body.entries;
    const count = async (query: Readonly<Record<string, string>>) => (await audit(query)).body.entries.length;
    expect(await count({ actor: admin.scope.userId })).toBe(1);
    expect(await count({ collection: 'loads' })).toBe(5);
    expect(await count({ documentId: newest?.documentId ?? '' })).toBe(1);
    expect(await count({ from: newest?.at ?? '' })).toBeGreaterThanOrEqual(1);
    expect(await count({ to: '2020-01-01T00:00:00.000Z' })).toBe(0);
    expect(await count({ from: '2020-01-01T00:00:00.000Z', actor: randomUUID() })).toBe(0);
  });

  test.each([
    [{ actor: 'x' }],
    [{ collection: 'users' }],
    [{ from: 'yesterday' }],
    [{ to: '2026-02-30T00:00:00.000Z' }],
    [{ limit: '0' }],
    [{ limit: '501' }],
    [{ before: '-1' }],
    [{ documentId: 'a\u0000' }],
  ])('%j answers 400', async (query) => {
    expect((await audit(query)).status).toBe(400);
  });
});
