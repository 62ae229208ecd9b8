import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WireDocument } from 'shared/protocol/document.ts';
import { ROLES } from 'shared/domain/permissions.ts';
import { COLLECTION_NAMES, type CollectionName } from 'shared/schema/collections.ts';
import { MONDAY, newRev, syncTest, type SyncTest, type TestDevice } from '../../../test/sync.ts';

/** The rules are proved in shared/src/domain; here, that the server feeds them the truth and the wall agrees. */
let server: SyncTest;
beforeAll(async () => {
  server = await syncTest();
});
afterAll(() => server.close());

const create = (collection: CollectionName, document: WireDocument) => ({ collection, base: null, document });

const edit = (
  device: TestDevice,
  collection: CollectionName,
  base: WireDocument,
  fields: Readonly<Record<string, unknown>>,
) => ({
  collection,
  base,
  document: {
    ...base,
    ...fields,
    rev: newRev(),
    updatedBy: device.scope.userId,
    updatedAt: new Date().toISOString(),
  },
});

const codes = async (device: TestDevice, rows: readonly unknown[]) =>
  (await device.push(rows)).body.rejected.map(({ code }) => code);

async function company() {
  const { device: owner, addDevice, tenantId } = await server.tenant();
  const foreman = await addDevice('foreman');
  const boss = owner.document('employees', { userId: foreman.scope.userId, isForeman: true });
  const hand = owner.document('employees', { homeForemanId: boss.id });
  const stranger = owner.document('employees');
  const main = owner.document('settings', {
    id: 'workspace:main',
    kind: 'workspace',
    foremenEditOwnCrew: true,
  });
  await owner.push([
    ...[boss, hand, stranger].map((document) => create('employees', document)),
    create('settings', main),
  ]);
  const week = (device: TestDevice, of: WireDocument, fields = {}) =>
    create(
      'schedule_weeks',
      device.document('schedule_weeks', {
        id: `${of.id}_${MONDAY}`,
        employeeId: of.id,
        weekStart: MONDAY,
        ...fields,
      }),
    );
  return { owner, addDevice, tenantId, foreman, boss, hand, stranger, main, week };
}

describe('a foreman', () => {
  test('M17: writes the weeks of the own crew, as the roster says at this moment', async () => {
    const { owner, foreman, hand, stranger, week } = await company();
    expect(await codes(foreman, [week(foreman, hand), week(foreman, stranger)])).toEqual(['not_permitted']);
    await owner.push([edit(owner, 'employees', hand, { homeForemanId: stranger.id })]);
    const [mine] = (await foreman.pullAll('schedule_weeks')).documents;
    expect(
      await codes(foreman, [edit(foreman, 'schedule_weeks', mine as WireDocument, { note: 'x' })]),
    ).toEqual(['not_permitted']);
  });

  test('M17: does not, where the workspace leaves it to the schedulers', async () => {
    const { owner, foreman, hand, main, week } = await company();
    await owner.push([edit(owner, 'settings', main, { foremenEditOwnCrew: false })]);
    expect(await codes(foreman, [week(foreman, hand)])).toEqual(['not_permitted']);
  });

  test('M17: is judged on the master, not on the base that was sent along', async () => {
    const { owner, foreman, boss } = await company();
    const pour = owner.document('pours', { foremanId: randomUUID(), orderedCy: 10 });
    await owner.push([create('pours', pour)]);
    const forged = { ...pour, foremanId: boss.id };
    expect(await codes(foreman, [edit(foreman, 'pours', forged, { status: 'placed' })])).toEqual([
      'not_permitted',
    ]);
  });

  test('M17: an edit of an own field merges with a scheduler’s edit of another', async () => {
    const { owner, foreman, boss } = await company();
    const pour = owner.document('pours', { foremanId: boss.id, orderedCy: 10 });
    await owner.push([create('pours', pour)]);
    await owner.push([edit(owner, 'pours', pour, { orderedCy: 12 })]);
    const { body } = await foreman.push([edit(foreman, 'pours', pour, { status: 'placed' })]);
    expect(body.rejected).toEqual([]);
    expect(body.conflicts[0]?.document).toMatchObject({ orderedCy: 12, status: 'placed' });
  });

  test('M17: asks for an absence in the own crew and does not approve it', async () => {
    const { foreman, hand, stranger } = await company();
    const ask = (of: WireDocument, state: string) =>
      create('absences', foreman.document('absences', { employeeId: of.id, state }));
    expect(
      await codes(foreman, [ask(hand, 'requested'), ask(hand, 'approved'), ask(stranger, 'requested')]),
    ).toEqual(['not_permitted', 'not_permitted']);
  });
});

describe('a scheduler of some regions', () => {
  test('M17: writes what belongs there or nowhere, and nothing else', async () => {
    const { owner, addDevice, tenantId } = await company();
    const [north, south] = [owner.document('regions'), owner.document('regions')];
    const here = owner.document('projects', { regionId: north.id });
    const there = owner.document('projects', { regionId: south.id });
    const pourThere = owner.document('pours', { projectId: there.id });
    await owner.push([create('projects', here), create('projects', there), create('pours', pourThere)]);
    const scheduler = await addDevice('scheduler');
    await server.asAdmin(
      'update app.memberships set region_ids = array[$2] where tenant_id = $3 and user_id = $1',
      [scheduler.scope.userId, north.id, tenantId],
    );
    const load = (pourId: string) => create('loads', scheduler.document('loads', { pourId }));
    const rows = [
      edit(scheduler, 'projects', here, { name: 'x' }),
      create('pours', scheduler.document('pours', { projectId: here.id })),
      load(randomUUID()),
    ];
    const foreign = [
      edit(scheduler, 'projects', there, { name: 'x' }),
      create('pours', scheduler.document('pours', { projectId: there.id })),
      load(pourThere.id),
    ];
    expect(await codes(scheduler, [...rows, ...foreign])).toEqual([
      'not_permitted',
      'not_permitted',
      'not_permitted',
    ]);
  });
});

describe('the wall of the database', () => {
  test.each(ROLES)(
    'lets through what the rules let a %s write: nothing is refused by SQL alone',
    async (role) => {
      const { device } = await server.tenant(role);
      const { body } = await device.push(
        COLLECTION_NAMES.map((collection) => create(collection, device.document(collection))),
      );
      expect(new Set(body.rejected.map(({ code }) => code))).toEqual(
        new Set(body.rejected.length > 0 ? ['not_permitted'] : []),
      );
      expect(body.rejected.length).toBe({ viewer: 12, foreman: 9, scheduler: 1, admin: 0, owner: 0 }[role]);
    },
  );

  test.each(ROLES)('a %s saves an own view', async (role) => {
    const { device } = await server.tenant(role);
    const view = device.document('settings', { id: `view:${randomUUID()}`, kind: 'view' });
    expect(await codes(device, [create('settings', view)])).toEqual([]);
    expect(await codes(device, [edit(device, 'settings', view, { _deleted: true })])).toEqual([]);
  });
});
