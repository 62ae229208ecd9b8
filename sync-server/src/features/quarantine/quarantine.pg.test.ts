import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditAnswer } from 'shared/protocol/audit.ts';
import type { QuarantineEntryAnswer, QuarantineList } from 'shared/protocol/quarantine.ts';
import type { ReviewsAnswer } from 'shared/protocol/reviews.ts';
import { newRev, syncTest, type SyncTest, type TestDevice } from '../../../test/sync.ts';

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

/** What `GET /reviews` says besides the reviews. */
const waiting = async (device: TestDevice): Promise<number | undefined> =>
  (await device.call<ReviewsAnswer>('GET', '/reviews')).body.quarantined;

describe('what an administrator decides about it', () => {
  /** A removed foreman's device held an edit of a project that is there, and a load that is not. */
  async function held() {
    const world = await removedMember();
    const { owner, foreman, token } = world;
    const base = owner.document('projects', {
      name: 'Tower',
      number: '1',
      updatedAt: '2026-11-24T06:00:00.000Z',
    });
    await owner.push([{ collection: 'projects', base: null, document: base }]);
    const edit = {
      ...base,
      name: 'Tower North',
      rev: newRev(),
      updatedAt: '2026-11-24T07:00:00.000Z',
      updatedBy: foreman.scope.userId,
    };
    const load = foreman.document('loads');
    await hand(token, [
      { collection: 'projects', document: edit, base, source: 'unsent' },
      { collection: 'loads', document: load, base: null, source: 'unsent' },
    ]);
    const { entries } = (await list(owner)).body;
    const idOf = (collection: string): string =>
      entries.find((entry) => entry.collection === collection)?.id ?? '';
    const decide = (device: TestDevice, id: string, how: 'apply' | 'discard') =>
      device.call<QuarantineEntryAnswer>('POST', `/quarantine/${id}/${how}`);
    const log = async () => (await owner.call<AuditAnswer>('GET', '/audit')).body.entries;
    const project = async () => (await owner.pullAll('projects')).documents[0];
    return { ...world, base, edit, load, idOf, decide, log, project };
  }

  test('Q1 applied it is a write of the administrator’s, merged with what changed since, and the log says whose it was', async () => {
    const { owner, foreman, base, idOf, decide, log, project } = await held();
    const since = { ...base, number: '2', rev: newRev(), updatedAt: '2026-11-24T08:00:00.000Z' };
    await owner.push([{ collection: 'projects', base, document: since }]);
    const { status, body } = await decide(owner, idOf('projects'), 'apply');
    expect([status, body.entry.settled?.how, body.entry.settled?.by]).toEqual([
      200,
      'applied',
      owner.scope.userId,
    ]);
    expect(await project()).toMatchObject({
      name: 'Tower North',
      number: '2',
      updatedBy: owner.scope.userId,
    });
    const [entry] = await log();
    expect(entry).toMatchObject({
      actor: owner.scope.userId,
      handedOverBy: foreman.scope.userId,
      before: { name: 'Tower' },
      after: { name: 'Tower North' },
    });
  });

  test('Q1 what it replaces is under review for whoever wrote it', async () => {
    const { owner, addDevice, base, idOf, decide } = await held();
    const bea = await addDevice('admin');
    const since = {
      ...base,
      name: 'Tower South',
      rev: newRev(),
      updatedAt: '2026-11-24T08:00:00.000Z',
      updatedBy: bea.scope.userId,
    };
    await bea.push([{ collection: 'projects', base, document: since }]);
    await decide(owner, idOf('projects'), 'apply');
    const { reviews } = (await bea.call<ReviewsAnswer>('GET', '/reviews')).body;
    expect(reviews).toMatchObject([{ unit: 'name', lost: 'Tower South', kept: 'Tower North' }]);
  });

  test('Q1 what is not there is made; a record that is gone meanwhile is made anew', async () => {
    const { owner, load, idOf, decide } = await held();
    expect((await decide(owner, idOf('loads'), 'apply')).status).toBe(200);
    expect((await owner.pullAll('loads')).documents).toMatchObject([
      { id: load.id, updatedBy: owner.scope.userId },
    ]);
  });

  test('Q2 applied twice, or by two at once, it is written once', async () => {
    const { owner, addDevice, idOf, decide, log } = await held();
    const bea = await addDevice('admin');
    const before = (await log()).length;
    const answers = await Promise.all(
      [owner, bea, owner].map((device) => decide(device, idOf('projects'), 'apply')),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.entry.settled?.by)).size).toBe(1);
    expect(await log()).toHaveLength(before + 1);
  });

  test('Q3 discarded it stays readable and out of everything else, with who and when', async () => {
    const { owner, addDevice, idOf, decide, project } = await held();
    const bea = await addDevice('admin');
    expect((await decide(bea, idOf('projects'), 'discard')).body.entry.settled?.how).toBe('discarded');
    expect((await decide(owner, idOf('projects'), 'discard')).body.entry.settled?.by).toBe(bea.scope.userId);
    expect(await project()).toMatchObject({ name: 'Tower' });
    const { entries } = (await list(owner)).body;
    expect(entries.filter(({ settled }) => settled !== undefined)).toMatchObject([
      { collection: 'projects' },
    ]);
  });

  test('Q3 what was decided one way is not decided the other', async () => {
    const { owner, idOf, decide } = await held();
    await decide(owner, idOf('projects'), 'discard');
    expect((await decide(owner, idOf('projects'), 'apply')).status).toBe(403);
    await decide(owner, idOf('loads'), 'apply');
    expect((await decide(owner, idOf('loads'), 'discard')).status).toBe(403);
  });

  test('Q2 what cannot be applied says why, and waits on', async () => {
    const { owner, foreman, token, decide } = await held();
    await hand(token, [
      { collection: 'regions', document: { id: 'x\u0000', note: '\ud800' }, source: 'attention' },
    ]);
    await hand(token, [{ collection: 'hats', document: foreman.document('loads'), source: 'unsent' }]);
    const { entries } = (await list(owner)).body;
    for (const collection of ['regions', 'hats']) {
      const id = entries.find((entry) => entry.collection === collection)?.id ?? '';
      const { status, body } = await decide(owner, id, 'apply');
      expect([status, body.code]).toEqual([422, 'invalid']);
      expect((await decide(owner, id, 'discard')).status).toBe(200);
    }
  });

  test('Q5 whoever decides is told how much waits, and nobody else', async () => {
    const { owner, addDevice, idOf, decide } = await held();
    expect([await waiting(owner), await waiting(await addDevice('scheduler'))]).toEqual([2, undefined]);
    await decide(owner, idOf('projects'), 'discard');
    expect(await waiting(owner)).toBe(1);
    await decide(owner, idOf('loads'), 'apply');
    expect(await waiting(owner)).toBe(0);
  });

  test.each(['scheduler', 'foreman', 'viewer'] as const)('a %s decides nothing', async (role) => {
    const { addDevice, idOf, decide } = await held();
    const device = await addDevice(role);
    for (const how of ['apply', 'discard'] as const)
      expect((await decide(device, idOf('projects'), how)).status).toBe(403);
  });
});
