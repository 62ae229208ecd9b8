import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QuarantineList } from 'shared/protocol/quarantine.ts';
import { syncTest, type SyncTest, type TestDevice } from '../../../test/sync.ts';

let server: SyncTest;
beforeAll(async () => {
  server = await syncTest();
});
afterAll(() => server.close());

const hand = async (token: string, items: readonly unknown[]) => {
  const response = await server.app.inject({
    method: 'POST',
    url: '/api/v1/quarantine',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    payload: JSON.stringify({ items }),
  });
  return { status: response.statusCode, body: response.json<{ stored?: number }>() };
};

/** A member who was removed while the tablet was away, and the token that the tablet gets for it. */
async function removedMember() {
  const { device: owner, addDevice, tenantId } = await server.tenant();
  const foreman = await addDevice('foreman');
  await server.asAdmin('update app.memberships set removed_at = now() where user_id = $1', [
    foreman.scope.userId,
  ]);
  const { status, body } = await foreman.pull('loads');
  expect([status, body.code]).toEqual([403, 'removed']);
  return {
    owner,
    foreman,
    addDevice,
    tenantId,
    token: (body as unknown as { drainToken: string }).drainToken,
  };
}

const list = async (device: TestDevice) => device.call<QuarantineList>('GET', '/quarantine');

describe('what a removed member still held', () => {
  test('is stored with the drain token, not applied, and seen by administrators', async () => {
    const { owner, foreman, token } = await removedMember();
    const unsent = { collection: 'loads', document: foreman.document('loads'), base: null, source: 'unsent' };
    const refused = {
      collection: 'pours',
      document: { id: 'x\u0000', note: '\ud800' },
      source: 'attention',
      reason: 'Not yours.',
    };
    expect(await hand(token, [unsent, refused])).toEqual({ status: 200, body: { stored: 2 } });
    const { body } = await list(owner);
    expect(body.entries.toSorted((a, b) => (a.collection < b.collection ? -1 : 1))).toMatchObject([
      { collection: 'loads', document: unsent.document, source: 'unsent', userId: foreman.scope.userId },
      { collection: 'pours', document: refused.document, source: 'attention', reason: 'Not yours.' },
    ]);
    expect((await owner.pullAll('loads')).documents).toEqual([]);
  });

  test('sent again after a lost answer it is there once', async () => {
    const { owner, foreman, token } = await removedMember();
    const items = [{ collection: 'loads', document: foreman.document('loads'), source: 'unsent' }];
    await hand(token, items);
    await hand(token, items);
    expect((await list(owner)).body.entries).toHaveLength(1);
  });

  test('a drain token opens nothing else, and an access token does not open this', async () => {
    const { owner, foreman, token } = await removedMember();
    const response = await server.app.inject({
      method: 'GET',
      url: '/api/v1/sync/loads/pull',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.statusCode).toBe(401);
    const item = { collection: 'loads', document: foreman.document('loads'), source: 'unsent' };
    expect((await hand(server.app.tokens.access(owner.scope), [item])).status).toBe(401);
  });

  test('is kept in a suspended workspace too', async () => {
    const { foreman, tenantId, token } = await removedMember();
    await server.asAdmin(`update app.workspaces set status = 'suspended' where tenant_id = $1`, [tenantId]);
    const item = { collection: 'loads', document: foreman.document('loads'), source: 'unsent' };
    expect((await hand(token, [item])).status).toBe(200);
  });

  test.each(['scheduler', 'foreman', 'viewer'] as const)('a %s does not see it', async (role) => {
    const { addDevice } = await server.tenant();
    expect((await list(await addDevice(role))).status).toBe(403);
  });

  test('malformed items answer 400 and store nothing', async () => {
    const { owner, token } = await removedMember();
    expect((await hand(token, [{ collection: 'loads', document: 'x', source: 'unsent' }])).status).toBe(400);
    expect((await hand(token, [{ collection: 'loads', document: {}, source: 'elsewhere' }])).status).toBe(
      400,
    );
    expect((await list(owner)).body.entries).toEqual([]);
  });
});
