import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edgeOf, inWindow, isNear } from 'shared/domain/window.ts';
import { addDays, mondayOf } from 'shared/lib/days.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import { digestText } from 'shared/protocol/pull.ts';
import { COLLECTION_NAMES, type CollectionName } from 'shared/schema/collections.ts';
import { verifyAuditChain } from '../../db/audit-chain.ts';
import { inTenant } from '../../db/scope.ts';
import { newRev, syncTest, type SyncTest, type TestDevice } from '../../../test/sync.ts';

let server: SyncTest;
beforeAll(async () => {
  server = await syncTest();
});
afterAll(() => server.close());

const TODAY = new Date().toISOString().slice(0, 10);
const MONDAY = mondayOf(TODAY);
const EDGE = edgeOf(TODAY);

async function store(
  device: TestDevice,
  collection: CollectionName,
  documents: readonly WireDocument[],
): Promise<void> {
  for (let at = 0; at < documents.length; at += 200) {
    const rows = documents.slice(at, at + 200).map((document) => ({ collection, base: null, document }));
    const { status, body } = await device.push(rows);
    expect([status, body.rejected]).toEqual([200, []]);
  }
}

const ids = (documents: readonly WireDocument[]): string[] => documents.map(({ id }) => id);
const sorted = (texts: readonly string[]): string[] => texts.toSorted((a, b) => (a < b ? -1 : 1));

describe('order', () => {
  /** Twice in the same moment, or once more because the answer was lost: the line’s two ways to repeat a push. */
  const sendTwice = async (
    writer: TestDevice,
    rows: readonly unknown[],
    isAtOnce: boolean,
  ): Promise<void> => {
    const lost = writer.push(rows);
    if (!isAtOnce) await lost;
    const { status, body } = await writer.push(rows);
    await lost;
    expect([status, body.conflicts, body.rejected]).toEqual([200, [], []]);
  };

  test.each([1, 7, 1000])(
    'O1 O3 M14 I6 I8 16 writers and readers, every push twice, pages of %i: no row is missed, each write has one effect and one audit row',
    async (limit) => {
      const { device, addDevice, tenantId } = await server.tenant();
      const writers = [device, ...(await Promise.all(Array.from({ length: 15 }, () => addDevice('admin'))))];
      const perWriter = limit === 1 ? 2 : 6;
      let writing = true;
      const readers = writers.map(async (reader) => {
        const seen = new Map<string, string>();
        let checkpoint: unknown;
        for (let last = false; ;) {
          if (!writing) last = true;
          const pulled = await reader.pullAll('loads', limit, checkpoint);
          for (const { id, rev } of pulled.documents) seen.set(id, rev);
          checkpoint = pulled.last.checkpoint;
          if (last) return seen;
        }
      });
      const written = new Map<string, string>();
      await Promise.all(
        writers.map(async (writer) => {
          for (let n = 0; n < perWriter; n += 1) {
            const document = writer.document('loads');
            const row = { collection: 'loads', base: null, document };
            const region = { collection: 'regions', base: null, document: writer.document('regions') };
            await sendTwice(writer, [row, region], n % 2 === 0);
            const again = { ...document, rev: newRev(), truckNumber: String(n) };
            await sendTwice(writer, [{ collection: 'loads', base: document, document: again }], n % 2 === 1);
            written.set(again.id, again.rev);
          }
        }),
      );
      writing = false;
      for (const seen of await Promise.all(readers)) expect(seen).toEqual(written);
      const [audit] = await server.asAdmin(
        `select count(*)::int as rows, count(distinct "after" ->> 'rev')::int as revs from app.audit_log where tenant_id = $1`,
        [tenantId],
      );
      const writes = writers.length * perWriter * 3;
      expect(audit).toEqual({ rows: writes, revs: writes });
      expect(await inTenant(server.testDatabase.database, device.scope, 'read', verifyAuditChain)).toEqual({
        kind: 'whole',
        rows: writes,
      });
    },
  );

  test('O4 after the last page the checkpoint is the counter, and the next page is empty', async () => {
    const { device } = await server.tenant();
    await store(device, 'regions', [device.document('regions')]);
    await store(device, 'loads', [device.document('loads'), device.document('loads')]);
    const { last } = await device.pullAll('regions');
    expect(last.checkpoint).toMatchObject({ phase: 'live', seq: 3 });
    const again = await device.pullAll('regions', 10, last.checkpoint);
    expect([again.documents, again.pages.length, again.last.more]).toEqual([[], 1, false]);
  });

  test('O5 what is written while a first pull is under way arrives with it', async () => {
    const { device } = await server.tenant();
    const first = Array.from({ length: 5 }, () => device.document('regions'));
    await store(device, 'regions', first);
    const begun = await device.pull('regions', { limit: '2' });
    const moved = { ...(first[4] as WireDocument), rev: newRev(), name: 'moved' };
    await device.push([{ collection: 'regions', base: first[4], document: moved }]);
    const late = device.document('regions');
    await store(device, 'regions', [late]);
    const rest = await device.pullAll('regions', 2, begun.body.checkpoint);
    const all = new Map(
      [...begun.body.documents, ...rest.documents].map((document) => [document.id, document.rev]),
    );
    expect(all).toEqual(new Map([...first.slice(0, 4), moved, late].map(({ id, rev }) => [id, rev])));
  });

  test('O6 a first pull brings no tombstones, a later one does', async () => {
    const { device } = await server.tenant();
    const [gone, kept] = [device.document('absences'), device.document('absences')];
    await store(device, 'absences', [gone, kept]);
    const before = await device.pullAll('absences');
    const deleted = { ...gone, rev: newRev(), _deleted: true };
    await device.push([{ collection: 'absences', base: gone, document: deleted }]);
    expect((await device.pullAll('absences', 100, before.last.checkpoint)).documents).toEqual([deleted]);
    expect(ids((await device.pullAll('absences')).documents)).toEqual([kept.id]);
  });
});

const day = fc.integer({ min: -600, max: 60 }).map((n) => addDays(MONDAY, n));
const monday = day.map(mondayOf);

const fieldsOf: Partial<Record<CollectionName, fc.Arbitrary<Readonly<Record<string, unknown>>>>> = {
  schedule_weeks: monday.map((weekStart) => ({ weekStart })),
  demands: monday.map((weekStart) => ({ weekStart })),
  absences: day.map((to) => ({ from: '2024-01-01', to })),
  loads: day.map((pourDay) => ({ pourDay })),
  pour_logs: day.map((pourDay) => ({ pourDay })),
  pour_events: day.map((pourDay) => ({ pourDay })),
  pours: fc.record(
    { day, status: fc.constantFrom('tentative', 'confirmed', 'complete', 'cancelled') },
    { requiredKeys: [] },
  ),
  projects: fc.record({ closedOn: day, status: fc.constantFrom('active', 'closed') }, { requiredKeys: [] }),
  employees: fc.record({ leftOn: day, active: fc.boolean() }, { requiredKeys: [] }),
};

describe('phases and window', () => {
  test.each(COLLECTION_NAMES)(
    'O5 %s: near first, then the rest of the window, nothing outside of it; SQL and the shared rule agree',
    async (collection) => {
      const { device } = await server.tenant();
      const fields = fc.sample(fieldsOf[collection] ?? fc.constant({}), { seed: 21, numRuns: 120 });
      const documents = fields.map((set) => {
        const document = device.document(collection, set);
        if (collection !== 'schedule_weeks') return document;
        return { ...document, id: `${String(document['employeeId'])}_${String(document['weekStart'])}` };
      });
      await store(device, collection, documents);
      const { documents: pulled, pages } = await device.pullAll(collection, 25);
      const window = documents.filter((document) => inWindow(collection, document, EDGE));
      expect(sorted(ids(pulled))).toEqual(sorted(ids(window)));
      const near = window.filter((document) => isNear(collection, document, TODAY));
      expect(sorted(ids(pulled.slice(0, near.length)))).toEqual(sorted(ids(near)));
      expect(new Set(pages.map(({ edge }) => edge))).toEqual(new Set([EDGE]));
      expect(new Set(pages.map(({ checkpoint }) => checkpoint.id)).size).toBe(1);
    },
  );

  test('a page may cross phases: one page holds everything when it fits', async () => {
    const { device } = await server.tenant();
    const weeks = [0, 28, -28].map((n) => {
      const employeeId = randomUUID();
      const weekStart = addDays(MONDAY, n);
      return device.document('schedule_weeks', { id: `${employeeId}_${weekStart}`, employeeId, weekStart });
    });
    await store(device, 'schedule_weeks', weeks);
    const { pages } = await device.pullAll('schedule_weeks', 1000);
    expect(pages.map(({ documents, more }) => [documents.length, more])).toEqual([[3, false]]);
  });

  test('O6 live is not filtered by the window', async () => {
    const { device } = await server.tenant();
    const { last } = await device.pullAll('loads');
    const old = device.document('loads', { pourDay: '2019-01-07' });
    await store(device, 'loads', [old]);
    expect((await device.pullAll('loads', 10, last.checkpoint)).documents).toEqual([old]);
    expect((await device.pullAll('loads')).documents).toEqual([]);
  });

  test('O7 both phases use the day at which the pull began; live moves on with the server', async () => {
    const own = await syncTest();
    const { device } = await own.tenant();
    const at = (n: number) => device.document('loads', { pourDay: addDays(EDGE, n) });
    const documents = [at(0), at(6), at(7)];
    await store(device, 'loads', documents);
    const begun = await device.pull('loads', { limit: '1' });
    own.advance(7 * 86_400_000);
    const second = await device.pull('loads', {
      limit: '1',
      checkpoint: JSON.stringify(begun.body.checkpoint),
    });
    expect(second.body.edge).toBe(EDGE);
    const rest = await device.pullAll('loads', 10, second.body.checkpoint);
    expect(sorted(ids([...begun.body.documents, ...second.body.documents, ...rest.documents]))).toEqual(
      sorted(ids(documents)),
    );
    expect(rest.last.edge).toBe(addDays(EDGE, 7));
    await own.close();
  });
});

describe('digest', () => {
  test.each(COLLECTION_NAMES)(
    'O8 %s: count and hash over what is inside the edge and not deleted',
    async (collection) => {
      const { device } = await server.tenant();
      const fields = fc.sample(fieldsOf[collection] ?? fc.constant({}), { seed: 22, numRuns: 30 });
      const documents = fields.map((set) => {
        const document = device.document(collection, set);
        if (collection !== 'schedule_weeks') return document;
        return { ...document, id: `${String(document['employeeId'])}_${String(document['weekStart'])}` };
      });
      await store(device, collection, documents);
      const { body } = await device.pull(collection, { digest: '1', limit: '5000' });
      const inside = documents.filter((document) => inWindow(collection, document, EDGE));
      const hash = createHash('sha256').update(digestText(inside)).digest('hex');
      expect(body.digest).toEqual({ count: inside.length, hash });
    },
  );

  test('O8 comes with the last page only', async () => {
    const { device } = await server.tenant();
    await store(device, 'regions', [device.document('regions'), device.document('regions')]);
    const first = await device.pull('regions', { digest: '1', limit: '1' });
    expect([first.body.more, first.body.digest]).toEqual([true, undefined]);
  });
});

describe('checkpoints', () => {
  test('what is no checkpoint answers 400', async () => {
    const { device } = await server.tenant();
    const { last } = await device.pullAll('regions');
    const { phase: _, ...incomplete } = last.checkpoint;
    for (const checkpoint of ['{', '[]', '7', 'null', '{}', JSON.stringify(incomplete)])
      expect((await device.pull('regions', { checkpoint })).status).toBe(400);
  });

  test('one that was changed, or made for another workspace or collection, makes the device start over', async () => {
    const [{ device }, stranger] = await Promise.all([server.tenant(), server.tenant()]);
    const { checkpoint } = (await device.pullAll('regions')).last;
    const pull = async (changes: object, collection = 'regions', by = device) =>
      (await by.pull(collection, { checkpoint: JSON.stringify({ ...checkpoint, ...changes }) })).body.code;
    expect([
      await pull({ seq: checkpoint.seq + 1 }),
      await pull({ day: '1990-01-01' }),
      await pull({ signature: '' }),
      await pull({ signature: `${checkpoint.signature}AAAA` }),
      await pull({}, 'loads'),
      await pull({}, 'regions', stranger.device),
    ]).toEqual(Array.from({ length: 6 }, () => 'checkpoint_expired'));
    expect(await pull({})).toBeUndefined();
  });

  test('O9 one older than the tombstones that are kept answers 410', async () => {
    const { device, tenantId } = await server.tenant();
    const { last } = await device.pullAll('regions');
    await store(
      device,
      'regions',
      [1, 2, 3].map(() => device.document('regions')),
    );
    await server.asAdmin('insert into app.sync_horizons values ($1, 1)', [tenantId]);
    const { status, body } = await device.pull('regions', { checkpoint: JSON.stringify(last.checkpoint) });
    expect([status, body.code]).toEqual([410, 'checkpoint_expired']);
    expect((await device.pullAll('regions')).documents).toHaveLength(3);
  });

  test.each([
    ['limit=0', 400],
    ['limit=5001', 400],
    ['limit=x', 400],
    ['nonsense=1', 400],
    ['limit=5000', 200],
  ])('%s answers %i', async (query, status) => {
    const { device } = await server.tenant();
    expect((await device.call('GET', `/sync/regions/pull?${query}`)).status).toBe(status);
  });

  test('a collection that does not exist answers 404', async () => {
    const { device } = await server.tenant();
    expect((await device.pull('users')).status).toBe(404);
    expect((await device.pull('__proto__')).status).toBe(404);
  });
});
