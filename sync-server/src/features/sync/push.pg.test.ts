import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { WireDocument } from 'shared/protocol/document.ts';
import { MAX_DOCUMENT_BYTES } from 'shared/protocol/push.ts';
import { COLLECTION_NAMES } from 'shared/schema/collections.ts';
import { newRev, syncTest, type SyncTest, type TestDevice } from '../../../test/sync.ts';

let server: SyncTest;
beforeAll(async () => {
  server = await syncTest();
});
afterAll(() => server.close());

const create = (document: WireDocument, collection = 'regions') => ({ collection, base: null, document });

const change = (base: WireDocument, fields: Readonly<Record<string, unknown>>, at = Date.now()) => ({
  ...base,
  rev: newRev(),
  updatedAt: new Date(at).toISOString(),
  ...fields,
});

const auditRows = (tenantId: string) =>
  server.asAdmin('select operation, document_id, lost from app.audit_log where tenant_id = $1 order by seq', [
    tenantId,
  ]);

describe('one push', () => {
  test.each(COLLECTION_NAMES)('%s: what was pushed is pulled, field by field', async (collection) => {
    const { device } = await server.tenant();
    const document = device.document(collection);
    const { status, body } = await device.push([create(document, collection)]);
    expect([status, body.conflicts, body.rejected]).toEqual([200, [], []]);
    expect((await device.pullAll(collection)).documents).toEqual([document]);
  });

  test('an answer tells the counter after the own writes', async () => {
    const { device } = await server.tenant();
    const { body } = await device.push([create(device.document('regions'))]);
    const pulled = await device.pullAll('regions');
    expect(body.asOf).toEqual(pulled.last.asOf);
  });

  test('two writes of one document in one push are two audit rows, and the second holds', async () => {
    const { device, tenantId } = await server.tenant();
    const first = device.document('regions', { name: 'North' });
    const second = change(first, { name: 'South' });
    await device.push([create(first), { collection: 'regions', base: first, document: second }]);
    expect((await device.pullAll('regions')).documents).toEqual([second]);
    expect((await auditRows(tenantId)).map((row) => row['operation'])).toEqual(['create', 'update']);
  });

  test('M12: a write with nothing new but its rev is stored like any other', async () => {
    const { device, tenantId } = await server.tenant();
    const first = device.document('regions', { name: 'North' });
    await device.push([create(first)]);
    const second = { ...first, rev: newRev() };
    const { body } = await device.push([{ collection: 'regions', base: first, document: second }]);
    expect(body.conflicts).toEqual([]);
    expect((await device.pullAll('regions')).documents).toEqual([second]);
    expect(await auditRows(tenantId)).toHaveLength(2);
  });
});

describe('ten rows with seven poisoned', () => {
  const huge = 'x'.repeat(7_900);
  const poisoned = (device: TestDevice): Readonly<Record<string, WireDocument>> => ({
    'a NUL': device.document('projects', { name: 'a\u0000b' }),
    'half a character': device.document('projects', { name: 'a\ud800b' }),
    '70 KB': device.document('projects', { importKeys: [], note: huge.repeat(9) }),
    'an unknown field': device.document('projects', { tenantId: randomUUID() }),
    'a wrong type': device.document('projects', { colour: '3' }),
    "another's author": device.document('projects', { updatedBy: randomUUID() }),
    'a bad id': device.document('projects', { id: 'DROP TABLE projects' }),
  });

  test('M13: the seven are refused with code and message, the three are applied', async () => {
    const { device } = await server.tenant();
    const bad = Object.values(poisoned(device));
    const good = [1, 2, 3].map(() => device.document('projects', { name: 'Tower' }));
    const rows = [good[0], ...bad.slice(0, 4), good[1], ...bad.slice(4), good[2]].map((document) =>
      create(document as WireDocument, 'projects'),
    );
    const { status, body, text } = await device.push(rows);
    expect(status).toBe(200);
    expect(new Set(body.rejected.map(({ id }) => id))).toEqual(new Set(bad.map(({ id }) => id)));
    for (const { message, master } of body.rejected) {
      expect(message).toMatch(/^[A-Z].*\.$/);
      expect(master).toBeNull();
    }
    expect(body.rejected.map(({ code }) => code).sort()).toEqual(
      ['invalid', 'invalid', 'invalid', 'invalid', 'invalid', 'not_permitted', 'too_large'].sort(),
    );
    expect(text).not.toMatch(/postgres|pg_|syntax|relation|column|constraint|app\./i);
    const stored = (await device.pullAll('projects')).documents.map(({ id }) => id).sort();
    expect(stored).toEqual(good.map(({ id }) => id).sort());
  });

  test.each([
    ['a day that the calendar does not have', { closedOn: '2026-02-30' }],
    ['the year 0', { closedOn: '0000-01-01' }],
    ['null', { name: null }],
    ['a number beyond its range', { latitude: 91 }],
    ['a moment that the calendar does not have', { updatedAt: '2026-13-01T00:00:00.000Z' }],
    ['a rev with a space', { rev: 'a b' }],
    ['a rev that is no text', { rev: 7 }],
    ['no rev', { rev: undefined }],
    ['an id that is no text', { id: { $ne: 1 } }],
  ])('%s is refused, and its neighbour is stored', async (_, fields) => {
    const { device } = await server.tenant();
    const bad = device.document('projects', fields);
    const good = device.document('projects');
    const { status, body } = await device.push([create(bad, 'projects'), create(good, 'projects')]);
    expect(status).toBe(200);
    expect(body.rejected.map(({ id, code }) => [id, code])).toEqual([[bad.id, 'invalid']]);
    expect((await device.pullAll('projects')).documents).toEqual([good]);
  });

  test.each([
    ['a base that is a text', { base: 'x' }],
    ['stamps that are a list', { stamps: [] }],
    ['a stamp that is no instant', { stamps: { name: 'yesterday' } }],
    ['a negative sentAt', { sentAt: -1 }],
    ['an unknown field of the row', { force: true }],
    ['an unknown collection', { collection: 'users' }],
    ['a name of a collection that never ends', { collection: 'x'.repeat(5_000) }],
  ])('%s costs only its own row', async (_, extra) => {
    const { device } = await server.tenant();
    const [bad, good] = [device.document('regions'), device.document('regions')];
    const { status, body } = await device.push([{ ...create(bad), ...extra }, create(good)]);
    expect(status).toBe(200);
    expect(body.rejected.map(({ id, code }) => [id, code])).toEqual([[bad.id, 'invalid']]);
    expect((await device.pullAll('regions')).documents).toEqual([good]);
  });

  test('keys named like parts of a prototype stay harmless', async () => {
    const { device } = await server.tenant();
    const certificates = JSON.parse('{"__proto__": {"number": "1"}}') as unknown;
    const bad = device.document('employees', { certificates });
    const good = device.document('employees', { certificates: { constructor: { number: '1' } } });
    const { body } = await device.push([create(bad, 'employees'), create(good, 'employees')]);
    expect(body.rejected.map(({ id }) => id)).toEqual([bad.id]);
    expect((await device.pullAll('employees')).documents).toEqual([good]);
  });

  test('M13: a stamp of a year that the database has not got costs its own row alone, when it loses too', async () => {
    const { device, addDevice } = await server.tenant();
    const other = await addDevice('admin');
    const base = device.document('regions', { name: 'North' });
    await device.push([create(base)]);
    await other.push([
      {
        collection: 'regions',
        base,
        document: { ...change(base, { name: 'South' }), updatedBy: other.scope.userId },
      },
    ]);
    const fine = device.document('regions', { name: 'East' });
    const { status, body } = await device.push([
      {
        collection: 'regions',
        base,
        document: change(base, { name: 'West' }),
        stamps: { name: '0000-05-01T00:00:00.000Z' },
      },
      create(fine),
    ]);
    expect([status, body.rejected.map(({ id, code }) => [id, code])]).toEqual([200, [[base.id, 'invalid']]]);
    expect((await device.pullAll('regions')).documents.map(({ id }) => id)).toContain(fine.id);
  });

  test('M13: a row that only SQL refuses is rejected alone, and its text stays inside', async () => {
    const { device, tenantId } = await server.tenant();
    await server.asAdmin(
      `alter table app.regions add constraint no_atlantis check (name <> 'Atlantis' or tenant_id <> '${tenantId}')`,
    );
    const bad = device.document('regions', { name: 'Atlantis' });
    const good = [device.document('regions'), device.document('regions')];
    const { status, body, text } = await device.push([
      create(good[0] as WireDocument),
      create(bad),
      create(good[1] as WireDocument),
    ]);
    await server.asAdmin('alter table app.regions drop constraint no_atlantis');
    expect(status).toBe(200);
    expect(body.rejected.map(({ id, code }) => [id, code])).toEqual([[bad.id, 'invalid']]);
    expect(text).not.toContain('atlantis');
    expect((await device.pullAll('regions')).documents).toEqual(good);
  });

  test('a document of just under 64 KB is stored', async () => {
    const { device } = await server.tenant();
    const importKeys = Array.from({ length: 50 }, () => 'k'.repeat(200));
    const scope = Array.from({ length: 180 }, () => ({ id: randomUUID(), unit: 'u'.repeat(190) }));
    const document = device.document('projects', { importKeys, scope, note: 'n'.repeat(800) });
    expect(JSON.stringify(document).length).toBeLessThan(MAX_DOCUMENT_BYTES);
    expect((await device.push([create(document, 'projects')])).body.rejected).toEqual([]);
  });
});

describe('repeats', () => {
  test('M14: each push sent twice has one effect and one audit row', async () => {
    const { device, tenantId } = await server.tenant();
    const document = device.document('regions', { name: 'North' });
    const first = await device.push([create(document)]);
    const second = await device.push([create(document)]);
    expect(second.body).toEqual(first.body);
    expect(await auditRows(tenantId)).toHaveLength(1);
  });

  test('M14: a repeat after the document moved on is answered with the newer master', async () => {
    const { device, tenantId } = await server.tenant();
    const document = device.document('regions', { name: 'North' });
    await device.push([create(document)]);
    const newer = change(document, { name: 'South' });
    await device.push([{ collection: 'regions', base: document, document: newer }]);
    const { body } = await device.push([create(document)]);
    expect(body.conflicts).toEqual([{ collection: 'regions', document: newer }]);
    expect(await auditRows(tenantId)).toHaveLength(2);
  });

  test('M15: a rejection is remembered for its sender, and for nobody else', async () => {
    const { device, addDevice } = await server.tenant();
    const viewer = await addDevice('viewer');
    const document = viewer.document('regions', { name: 'North' });
    const first = await viewer.push([create(document)]);
    expect(first.body.rejected.map(({ code }) => code)).toEqual(['not_permitted']);
    await server.asAdmin(`update app.memberships set role = 'admin' where user_id = $1`, [
      viewer.scope.userId,
    ]);
    expect((await viewer.push([create(document)])).body.rejected).toEqual(first.body.rejected);
    const mine = { ...document, updatedBy: device.scope.userId };
    expect((await device.push([create(mine)])).body.rejected).toEqual([]);
  });

  test('M16: an unknown repeat from before the horizon, and a base without a row, are too old', async () => {
    const { device, tenantId } = await server.tenant();
    await device.push([1, 2, 3].map(() => create(device.document('regions'))));
    await server.asAdmin('insert into app.sync_horizons values ($1, 2)', [tenantId]);
    const late = device.document('regions');
    const known = device.document('regions');
    const orphan = device.document('regions');
    const { body } = await device.push([
      { ...create(late), sentAt: 1 },
      { ...create(known), sentAt: 2 },
      { collection: 'regions', base: orphan, document: change(orphan, { name: 'x' }) },
    ]);
    expect(body.rejected.map(({ id, code, master }) => [id, code, master])).toEqual([
      [late.id, 'too_old', null],
      [orphan.id, 'too_old', null],
    ]);
  });
});

describe('merging', () => {
  const setUp = async () => {
    const tenant = await server.tenant();
    const other = await tenant.addDevice('admin');
    const base = tenant.device.document('projects', {
      name: 'Tower',
      nickname: 'T',
      updatedAt: new Date(Date.now() - 60_000).toISOString(),
    });
    await tenant.device.push([create(base, 'projects')]);
    return { ...tenant, other, base };
  };

  test('M2: edits of different fields both hold, under a new rev', async () => {
    const { device, other, base } = await setUp();
    const mine = change(base, { name: 'Tower A' });
    const theirs = change(base, { nickname: 'TA', updatedBy: other.scope.userId });
    await device.push([{ collection: 'projects', base, document: mine }]);
    const { body } = await other.push([{ collection: 'projects', base, document: theirs }]);
    const merged = body.conflicts[0]?.document;
    expect(merged).toMatchObject({ name: 'Tower A', nickname: 'TA' });
    expect([base.rev, mine.rev, theirs.rev]).not.toContain(merged?.rev);
    expect((await device.pullAll('projects')).documents).toEqual([merged]);
  });

  test('M4: of two edits of one field the later holds; the loser is in the audit row and under review', async () => {
    const { device, other, base, tenantId } = await setUp();
    const early = change(base, { name: 'Early' }, Date.now() - 20_000);
    const late = change(base, { name: 'Late', updatedBy: other.scope.userId }, Date.now() - 10_000);
    await other.push([{ collection: 'projects', base, document: late }]);
    const { body } = await device.push([
      { collection: 'projects', base, document: { ...early, nickname: 'E' } },
    ]);
    expect(body.conflicts[0]?.document).toMatchObject({ name: 'Late', nickname: 'E' });
    const last = (await auditRows(tenantId)).at(-1);
    expect(last?.['lost']).toMatchObject([{ unit: 'name', lost: 'Early', lostBy: device.scope.userId }]);
    const reviews = await server.asAdmin(
      'select unit, lost, kept, audit_seq from app.conflicts where tenant_id = $1',
      [tenantId],
    );
    expect(reviews).toMatchObject([
      { unit: 'name', lost: 'Early', kept: 'Late', audit_seq: expect.any(Number) as number },
    ]);
  });

  test('M8: a merge that comes out as the master writes nothing, yet its loser is under review', async () => {
    const { device, other, base, tenantId } = await setUp();
    const early = change(base, { name: 'Early' }, Date.now() - 20_000);
    const late = change(base, { name: 'Late', updatedBy: other.scope.userId }, Date.now() - 10_000);
    await other.push([{ collection: 'projects', base, document: late }]);
    const before = await auditRows(tenantId);
    const { body } = await device.push([{ collection: 'projects', base, document: early }]);
    expect(body.conflicts).toEqual([{ collection: 'projects', document: late }]);
    expect(await auditRows(tenantId)).toEqual(before);
    expect(await server.asAdmin('select lost from app.conflicts where tenant_id = $1', [tenantId])).toEqual([
      { lost: 'Early' },
    ]);
  });

  test('M10: a clock that runs ahead is clamped, and the device takes the corrected document', async () => {
    const { device, base } = await setUp();
    const ahead = change(base, { name: 'Tomorrow' }, Date.now() + 86_400_000);
    const { body } = await device.push([{ collection: 'projects', base, document: ahead }]);
    const taken = body.conflicts[0]?.document;
    expect(taken?.['name']).toBe('Tomorrow');
    expect(taken?.rev).not.toBe(ahead.rev);
    expect(Date.parse(taken?.updatedAt ?? '')).toBeLessThanOrEqual(Date.now());
  });

  test('M9: a later deletion wins over an unseen edit, which is under review; an earlier one does not', async () => {
    const { device, addDevice, tenantId } = await server.tenant();
    const other = await addDevice('admin');
    const outcome = async (deletedAt: number, editedAt: number) => {
      const base = device.document('absences', { updatedAt: new Date(Date.now() - 60_000).toISOString() });
      await device.push([create(base, 'absences')]);
      const edited = change(base, { note: 'x', updatedBy: other.scope.userId }, editedAt);
      await other.push([{ collection: 'absences', base, document: edited }]);
      await device.push([
        { collection: 'absences', base, document: change(base, { _deleted: true }, deletedAt) },
      ]);
      const [row] = await server.asAdmin(
        'select deleted, note from app.absences where tenant_id = $1 and id = $2',
        [tenantId, base.id],
      );
      const lost = await server.asAdmin(
        'select unit, lost from app.conflicts where tenant_id = $1 and document_id = $2',
        [tenantId, base.id],
      );
      return { ...row, lost };
    };
    const now = Date.now();
    expect(await outcome(now - 1000, now - 2000)).toEqual({
      deleted: true,
      note: 'x',
      lost: [{ unit: 'note', lost: 'x' }],
    });
    expect(await outcome(now - 2000, now - 1000)).toEqual({
      deleted: false,
      note: 'x',
      lost: [{ unit: '_deleted', lost: true }],
    });
  });
});

describe('the whole push', () => {
  test('O11 a suspended workspace answers 423, and pulling goes on', async () => {
    const { device, tenantId } = await server.tenant();
    const document = device.document('regions');
    await device.push([create(document)]);
    await server.asAdmin(`update app.workspaces set status = 'suspended' where tenant_id = $1`, [tenantId]);
    const late = create(device.document('regions'));
    const { status, body } = await device.push([late]);
    expect([status, body.code]).toEqual([423, 'suspended']);
    expect((await device.pullAll('regions')).documents).toEqual([document]);
    await server.asAdmin(`update app.workspaces set status = 'active' where tenant_id = $1`, [tenantId]);
    expect((await device.push([late])).body.rejected).toEqual([]);
  });

  test.each([
    ['removed', 'update app.memberships set removed_at = now() where user_id = $1', 403, 'removed'],
    ['made a viewer', `update app.memberships set role = 'viewer' where user_id = $1`, 200, 'not_permitted'],
  ])(
    'O2 whoever was %s while the push waited for its turn is judged by that',
    async (_, sql, status, code) => {
      const { addDevice, tenantId } = await server.tenant();
      const device = await addDevice('admin');
      const epoch = await server.epoch(tenantId);
      const holder = await server.testDatabase.admin.connect();
      await holder.query('begin');
      await holder.query('select 1 from app.workspace_counters where tenant_id = $1 for update', [tenantId]);
      const pushed = device.push([create(device.document('regions'))], epoch);
      await vi.waitFor(async () => {
        const waiting = await server.asAdmin(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(waiting).toHaveLength(1);
      });
      await holder.query(sql, [device.scope.userId]);
      await holder.query('commit');
      holder.release();
      const { status: found, body } = await pushed;
      expect([found, body.code ?? body.rejected.map((row) => row.code).join()]).toEqual([status, code]);
      expect(await auditRows(tenantId)).toEqual([]);
    },
  );

  test('O10 another epoch answers 410 with the list, and nothing is applied', async () => {
    const { device, tenantId } = await server.tenant();
    await device.push([create(device.document('regions'))]);
    const epoch = await server.epoch(tenantId);
    await server.asAdmin(`call setup.begin_epoch('2026-11-24T00:00:00Z')`);
    const { status, body } = await device.push([create(device.document('regions'))], epoch);
    expect([status, body.code]).toEqual([410, 'restored']);
    expect((body as unknown as { restores: unknown }).restores).toMatchObject([{ epoch, counter: 1 }]);
    expect((await device.pullAll('regions')).documents).toHaveLength(1);
    expect((await device.pull('regions', { epoch })).status).toBe(410);
  });

  const tablet = '0190a000-0000-4000-8000-00000000000d';
  test.each([
    ['an older protocol', { 'x-protocol-version': '0', 'x-device-id': tablet }, 426, 'upgrade_required'],
    ['an older protocol and no device', { 'x-protocol-version': '0' }, 426, 'upgrade_required'],
    ['this protocol', { 'x-protocol-version': '1', 'x-device-id': tablet }, 200, undefined],
    ['no number', { 'x-protocol-version': 'x', 'x-device-id': tablet }, 400, 'invalid_request'],
    ['no protocol', { 'x-device-id': tablet }, 400, 'invalid_request'],
    ['no device', { 'x-protocol-version': '1' }, 400, 'invalid_request'],
    [
      'a device that is no uuid',
      { 'x-protocol-version': '1', 'x-device-id': 'mine' },
      400,
      'invalid_request',
    ],
  ])('O12 a call that names %s is answered as such', async (_, headers, status, code) => {
    const { device } = await server.tenant();
    const response = await server.app.inject({
      method: 'GET',
      url: '/api/v1/sync/regions/pull',
      headers: {
        authorization: `Bearer ${server.app.tokens.access(device.scope)}`,
        ...headers,
      },
    });
    expect([response.statusCode, response.json<{ code?: string }>().code]).toEqual([status, code]);
  });

  test.each([
    ['no rows', { epoch: 'e' }],
    ['rows that are no list', { epoch: 'e', rows: {} }],
    ['a row without a document', { epoch: 'e', rows: [{ collection: 'regions' }] }],
    [
      '201 rows',
      { epoch: 'e', rows: Array.from({ length: 201 }, () => ({ collection: 'regions', document: {} })) },
    ],
    ['an unknown member', { epoch: 'e', rows: [], force: true }],
  ])('%s answers 400', async (_, body) => {
    const { device } = await server.tenant();
    expect((await device.call('POST', '/sync/push', body)).status).toBe(400);
  });

  test('two writers at once never lose a row or deadlock', async () => {
    const { device, addDevice, tenantId } = await server.tenant();
    const others = await Promise.all([addDevice('admin'), addDevice('admin'), addDevice('admin')]);
    const everyone = [device, ...others];
    await Promise.all(
      everyone.flatMap((each) =>
        Array.from({ length: 10 }, () =>
          each.push([
            create(each.document('regions')),
            create(each.document('loads'), 'loads'),
            create(each.document('regions')),
          ]),
        ),
      ),
    );
    expect(await auditRows(tenantId)).toHaveLength(everyone.length * 30);
    expect((await device.pullAll('regions', 7)).documents).toHaveLength(everyone.length * 20);
  });
});
