import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edgeOf, yearEdgeOf } from 'shared/domain/window.ts';
import { addDays } from 'shared/lib/days.ts';
import { ARCHIVED, type ArchiveAnswer, type WeekFactsAnswer } from 'shared/protocol/archive.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import { inTenant } from '../../db/scope.ts';
import { syncTest, type SyncTest, type TestDevice } from '../../../test/sync.ts';
import { archiveSql, dayFieldOf } from './archive.repo.ts';

let server: SyncTest;
beforeAll(async () => {
  server = await syncTest();
});
afterAll(() => server.close());

const EDGE = edgeOf(new Date().toISOString().slice(0, 10));
const weeksBack = (weeks: number): string => addDays(EDGE, -7 * weeks);

const create = (collection: CollectionName, document: object) => ({ collection, base: null, document });
const week = (device: TestDevice, weekStart: string, days: object = {}, employeeId: string = randomUUID()) =>
  device.document('schedule_weeks', { id: `${employeeId}_${weekStart}`, employeeId, weekStart, days });

async function archive(device: TestDevice, collection: string, query: Record<string, string> = {}) {
  return device.call<ArchiveAnswer>(
    'GET',
    `/sync/${collection}/archive?${new URLSearchParams(query).toString()}`,
  );
}

async function everything(device: TestDevice, collection: string, query: Record<string, string> = {}) {
  const ids: string[] = [];
  let pages = 0;
  for (let after: string | undefined; ; pages += 1) {
    const { status, body, text } = await archive(device, collection, {
      ...query,
      ...(after !== undefined && { after }),
    });
    if (status !== 200) throw new Error(text);
    ids.push(...body.documents.map(({ id }) => id));
    after = body.next;
    if (after === undefined) return { ids, pages: pages + 1 };
  }
}

describe('A1 the archive', () => {
  test('is what has left the window and nothing else, latest day first, every row once in pages of any size', async () => {
    const { device } = await server.tenant();
    const old = Array.from({ length: 11 }, (_, at) => week(device, weeksBack(1 + Math.floor(at / 3))));
    const inside = week(device, EDGE);
    await device.push([...old, inside].map((document) => create('schedule_weeks', document)));
    const expected = old
      .toSorted((a, b) =>
        `${String(a['weekStart'])} ${a.id}` < `${String(b['weekStart'])} ${b.id}` ? 1 : -1,
      )
      .map(({ id }) => id);
    for (const limit of ['1', '3', '1000']) {
      const { ids, pages } = await everything(device, 'schedule_weeks', { limit });
      expect(ids).toEqual(expected);
      expect(pages).toBeLessThanOrEqual(12);
    }
    const one = await everything(device, 'schedule_weeks', { from: weeksBack(2), before: weeksBack(1) });
    expect(one.ids.sort()).toEqual(
      old
        .slice(3, 6)
        .map(({ id }) => id)
        .sort(),
    );
    // What is asked for inside the window is on the device already.
    expect((await everything(device, 'schedule_weeks', { from: EDGE, before: '2999-01-01' })).ids).toEqual(
      [],
    );
    const pulled = (await device.pullAll('schedule_weeks')).documents.map(({ id }) => id);
    expect(pulled).toContain(inside.id);
  });

  test('holds closed pours only, jobs closed and people gone for a year, and nothing that was deleted', async () => {
    const { device } = await server.tenant();
    const day = weeksBack(3);
    const done = device.document('pours', { status: 'complete', day });
    const open = device.document('pours', { status: 'scheduled', day });
    const gone = device.document('employees', { active: false, leftOn: addDays(yearEdgeOf(EDGE), -1) });
    const lately = device.document('employees', { active: false, leftOn: addDays(EDGE, -30) });
    const back = device.document('employees', { active: true, leftOn: addDays(yearEdgeOf(EDGE), -9) });
    const closed = device.document('projects', { status: 'closed', closedOn: addDays(yearEdgeOf(EDGE), -1) });
    const running = device.document('projects', {
      status: 'active',
      closedOn: addDays(yearEdgeOf(EDGE), -1),
    });
    const away = device.document('absences', { from: day, to: day });
    const { body } = await device.push([
      ...[done, open].map((one) => create('pours', one)),
      ...[gone, lately, back].map((one) => create('employees', one)),
      ...[closed, running].map((one) => create('projects', one)),
      create('absences', away),
    ]);
    expect(body.rejected).toEqual([]);
    expect((await everything(device, 'pours')).ids).toEqual([done.id]);
    expect((await everything(device, 'employees')).ids).toEqual([gone.id]);
    expect((await everything(device, 'projects')).ids).toEqual([closed.id]);
    expect((await everything(device, 'absences')).ids).toEqual([away.id]);
    const deletion = { ...away, _deleted: true, rev: 'deleted-1', updatedAt: new Date().toISOString() };
    await device.push([{ collection: 'absences', base: away, document: deletion }]);
    expect((await everything(device, 'absences')).ids).toEqual([]);
  });

  test('gives one document by its name, and nothing of the window, of others or of what is open', async () => {
    const { device } = await server.tenant();
    const other = await server.tenant();
    const of = async (who: TestDevice, id: string) => (await archive(who, 'pours', { id })).body.documents;
    const done = device.document('pours', { status: 'complete', day: weeksBack(3) });
    const open = device.document('pours', { status: 'scheduled', day: weeksBack(3) });
    const late = device.document('pours', { status: 'complete', day: EDGE });
    await device.push([done, open, late].map((one) => create('pours', one)));
    expect((await of(device, done.id)).map(({ id }) => id)).toEqual([done.id]);
    expect(await of(device, open.id)).toEqual([]);
    expect(await of(device, late.id)).toEqual([]);
    expect(await of(device, randomUUID())).toEqual([]);
    expect(await of(other.device, done.id)).toEqual([]);
  });

  test('is read by everybody of the workspace, a viewer and a suspended one too, and by nobody else', async () => {
    const { device, addDevice, tenantId } = await server.tenant();
    const other = await server.tenant();
    await device.push([create('schedule_weeks', week(device, weeksBack(2)))]);
    const viewer = await addDevice('viewer');
    await server.asAdmin(`update app.workspaces set status = 'suspended' where tenant_id = $1`, [tenantId]);
    expect((await everything(viewer, 'schedule_weeks')).ids).toHaveLength(1);
    expect((await everything(other.device, 'schedule_weeks')).ids).toEqual([]);
  });

  test.each([
    ['settings', {}, 404],
    ['toString', {}, 404],
    ['loads', { limit: '0' }, 400],
    ['loads', { limit: '1001' }, 400],
    ['loads', { before: '2026-02-30' }, 400],
    ['loads', { from: '0000-01-01' }, 400],
    ['loads', { after: 'nonsense' }, 400],
    ['loads', { after: `2020-01-06 a\u0000b` }, 400],
    ['loads', { id: '' }, 400],
    ['loads', { id: 'a\u0000b' }, 400],
    ['loads', { epoch: 'x' }, 400],
  ])('of %s with %o is answered %o', async (collection, query, status) => {
    const { device } = await server.tenant();
    expect((await archive(device, collection, query as Record<string, string>)).status).toBe(status);
  });

  test('finds its rows by the index of their day, in its order, within the wall', async () => {
    const { device } = await server.tenant();
    for (const collection of ARCHIVED) {
      if (['employees', 'projects', 'absences'].includes(collection)) continue;
      const plan = await inTenant(server.testDatabase.database, device.scope, 'read', async (tx) => {
        await tx.query('set local enable_seqscan = off');
        await tx.query('set local enable_sort = off');
        const { rows } = await tx.query<{ 'QUERY PLAN': string }>(`explain ${archiveSql(collection)}`, [
          tx.tenantId,
          '0001-01-01',
          EDGE,
          weeksBack(4),
          'an id',
          100,
        ]);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
      expect(`${collection} ${plan}`).toMatch(/Index Scan Backward using \w+_(day|week_start)_id_idx/);
      expect(plan).not.toMatch(/Sort/);
      expect(dayFieldOf(collection)).not.toBe('');
    }
  });
});

describe('A2 the weekly facts', () => {
  const facts = (device: TestDevice, query: Record<string, string> = {}) =>
    device.call<WeekFactsAnswer>('GET', `/facts/weeks?${new URLSearchParams(query).toString()}`);

  test('count heads by week, job and trade, the latest weeks first, page by page', async () => {
    const { device } = await server.tenant();
    const other = await server.tenant();
    const [ana, bob] = [
      device.document('employees', { trade: 'finisher' }),
      device.document('employees', { trade: 'laborer' }),
    ];
    const job = randomUUID();
    const all = [{ part: 'full', projectId: job }];
    const { body } = await device.push([
      create('employees', ana),
      create('employees', bob),
      create('schedule_weeks', week(device, weeksBack(1), { mon: all, tue: all }, ana.id)),
      create('schedule_weeks', week(device, weeksBack(1), { mon: all }, bob.id)),
      create('schedule_weeks', week(device, weeksBack(40), { fri: all }, ana.id)),
      create('schedule_weeks', week(device, EDGE, { fri: all }, randomUUID())),
    ]);
    expect(body.rejected).toEqual([]);
    const first = (await facts(device, { weeks: '2' })).body;
    expect(first.facts).toEqual([
      { weekStart: weeksBack(1), projectId: job, trade: 'finisher', headDays: 2 },
      { weekStart: weeksBack(1), projectId: job, trade: 'laborer', headDays: 1 },
      { weekStart: EDGE, projectId: job, headDays: 1 },
    ]);
    expect(first.next).toBe(weeksBack(1));
    // Weeks in which nobody worked are stepped over.
    const second = (await facts(device, { before: first.next ?? '' })).body;
    expect(second.facts).toEqual([
      { weekStart: weeksBack(40), projectId: job, trade: 'finisher', headDays: 1 },
    ]);
    expect(second.next).toBeUndefined();
    expect((await facts(other.device)).body.facts).toEqual([]);
    expect((await facts(device, { weeks: '27' })).status).toBe(400);
    expect((await facts(device, { before: '2026-13-01' })).status).toBe(400);
  });
});
