import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { beginEpochs, readHeld } from './epochs.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const options = () => ({ url: db.adminUrl, secretKey: db.secretKey, rolePrefix: db.rolePrefix });
const epochOf = async (tenantId: string): Promise<string> => {
  const { rows } = await db.admin.query<{ epoch: string }>(
    'select epoch from app.workspace_counters where tenant_id = $1',
    [tenantId],
  );
  return rows[0]?.epoch ?? '';
};
const pretend = (tenantId: string, epoch: string) =>
  db.admin.query('update app.workspace_counters set epoch = $2 where tenant_id = $1', [tenantId, epoch]);
const restoresOf = async (tenantId: string) =>
  (await db.admin.query('select epoch, counter from app.restores where tenant_id = $1', [tenantId])).rows;

describe('O13 a database that was restored', () => {
  test('is found out by its identity, once, also by two nodes that start together', async () => {
    const { tenantId } = await db.makeTenant();
    const ours = await epochOf(tenantId);
    expect(await beginEpochs(options(), new Date(), true)).toEqual({ workspaces: 0, isIdentified: true });
    // The backup of another cluster, or of another timeline of this one.
    await pretend(tenantId, '7300000000000000001-1');
    const at = new Date('2026-11-24T06:00:00.000Z');
    const begun = await Promise.all([beginEpochs(options(), at, true), beginEpochs(options(), at, true)]);
    expect(begun.reduce((sum, { workspaces }) => sum + workspaces, 0)).toBe(1);
    expect(await epochOf(tenantId)).toBe(`${ours}-20261124T060000000`);
    expect(await restoresOf(tenantId)).toEqual([{ epoch: '7300000000000000001-1', counter: 0 }]);
    expect((await beginEpochs(options(), new Date(), true)).workspaces).toBe(0);
  });

  test.each(['unknown', 'unknown-20261124T060000000'])('an epoch %s says nothing', async (epoch) => {
    const { tenantId } = await db.makeTenant();
    await pretend(tenantId, epoch);
    await beginEpochs(options(), new Date(), true);
    expect(await epochOf(tenantId)).toBe(epoch);
  });

  test('and that the roles may not read it is told', async () => {
    await db.admin.query(
      `create or replace function app.database_identity() returns text language sql stable return 'unknown'`,
    );
    expect(await beginEpochs(options(), new Date(), true)).toEqual({ workspaces: 0, isIdentified: false });
  });

  test('told by an administrator, every workspace begins anew, each time', async () => {
    const { tenantId } = await db.makeTenant();
    const first = await epochOf(tenantId);
    const { workspaces } = await readHeld(options());
    expect((await beginEpochs(options(), new Date(1), false)).workspaces).toBe(workspaces);
    const second = await epochOf(tenantId);
    await beginEpochs(options(), new Date(2), false);
    expect(new Set([first, second, await epochOf(tenantId)]).size).toBe(3);
    expect((await restoresOf(tenantId)).map(({ epoch }: { epoch?: string }) => epoch)).toEqual([
      first,
      second,
    ]);
  });
});
