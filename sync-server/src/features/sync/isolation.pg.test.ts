import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WireDocument } from 'shared/protocol/document.ts';
import { COLLECTION_NAMES, type CollectionName } from 'shared/schema/collections.ts';
import { newRev, syncTest, type SyncTest, type TestDevice } from '../../../test/sync.ts';

/** Two workspaces side by side: whatever the second sends, no byte of the first comes back. */
const CANARY = 'canary-7f3a';

let server: SyncTest;
let mine: TestDevice;
let foreign: TestDevice;
const theirs = new Map<CollectionName, WireDocument>();
const NOTED: Readonly<Record<CollectionName, string>> = {
  settings: 'office',
  regions: 'name',
  projects: 'note',
  employees: 'note',
  resources: 'note',
  absences: 'note',
  schedule_weeks: 'note',
  demands: 'note',
  pours: 'note',
  pour_logs: 'notes',
  loads: 'note',
  pour_events: 'fields',
};
let reviewId = '';

beforeAll(async () => {
  server = await syncTest();
  const [first, second] = [await server.tenant(), await server.tenant()];
  foreign = first.device;
  mine = second.device;
  for (const collection of COLLECTION_NAMES) {
    const field = NOTED[collection];
    const document = foreign.document(collection, {
      [field]: field === 'fields' ? { text: CANARY } : CANARY,
    });
    theirs.set(collection, document);
    await foreign.push([{ collection, base: null, document }]);
  }
  const region = theirs.get('regions') as WireDocument;
  const edit = (name: string, at: number) => ({
    collection: 'regions',
    base: region,
    document: { ...region, name, rev: newRev(), updatedAt: new Date(Date.now() + at).toISOString() },
  });
  await foreign.push([edit(`${CANARY} later`, 900)]);
  await foreign.push([edit(`${CANARY} earlier`, 500)]);
  const [review] = await server.asAdmin('select id from app.conflicts where tenant_id = $1', [
    first.tenantId,
  ]);
  reviewId = String(review?.['id']);
});
afterAll(() => server.close());

const stripped = (text: string, id: string): string => text.replaceAll(id, '<id>');

describe('no byte of another workspace', () => {
  test.each(COLLECTION_NAMES)('%s: neither by pull nor by push', async (collection) => {
    const document = theirs.get(collection) as WireDocument;
    const asMine = { ...document, updatedBy: mine.scope.userId, rev: newRev() };
    const answers = [
      await mine.pull(collection),
      await mine.pull(collection, { digest: '1' }),
      await mine.push([{ collection, base: document, document: asMine }]),
      await mine.push([{ collection, base: null, document: { ...document, rev: newRev() } }]),
      await mine.push([
        {
          collection,
          base: null,
          document: { ...document, updatedBy: mine.scope.userId, tenantId: foreign.scope.tenantId },
        },
      ]),
    ];
    for (const { text } of answers) expect(text).not.toContain(CANARY);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });

  test.each(COLLECTION_NAMES)('%s: a foreign id answers exactly as an absent one', async (collection) => {
    const document = theirs.get(collection) as WireDocument;
    const absent = mine.document(collection);
    const withId = (id: string) => {
      const [employeeId, weekStart] = id.split('_');
      const fields = collection === 'schedule_weeks' ? { employeeId, weekStart } : {};
      return mine.document(collection, {
        id,
        rev: 'r-fixed',
        updatedAt: '2026-01-01T00:00:00.000Z',
        ...fields,
      });
    };
    const ask = async (id: string) => {
      const sent = withId(id);
      const { status, text } = await mine.push([
        { collection, base: { ...sent, rev: 'older' }, document: sent },
      ]);
      return [status, stripped(text, id)];
    };
    expect(await ask(document.id)).toEqual(await ask(absent.id));
  });

  test.each(COLLECTION_NAMES)('%s: the same id may exist in both, each with its own', async (collection) => {
    const document = theirs.get(collection) as WireDocument;
    const twin = { ...document, updatedBy: mine.scope.userId, rev: newRev(), [NOTED[collection]]: undefined };
    await mine.push([{ collection, base: null, document: twin }]);
    expect((await mine.pull(collection)).text).not.toContain(CANARY);
    expect((await foreign.pull(collection)).text).toContain(CANARY);
  });

  test('reviews, audit and quarantine of another workspace are absent', async () => {
    const absent = randomUUID();
    expect(reviewId).toMatch(/^[0-9a-f-]{36}$/);
    for (const verb of ['take', 'settle']) {
      const answers = await Promise.all(
        [reviewId, absent, 'malformed'].map((id) => mine.call('POST', `/reviews/${id}/${verb}`)),
      );
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    }
    const region = theirs.get('regions') as WireDocument;
    for (const url of [
      '/reviews',
      '/audit?limit=500',
      '/quarantine',
      `/audit?actor=${foreign.scope.userId}`,
      `/audit?documentId=${region.id}&collection=regions&limit=1`,
    ])
      expect((await mine.call('GET', url)).text).not.toContain(CANARY);
    expect((await foreign.call('GET', '/reviews')).text).toContain(CANARY);
  });

  test("another's own view is in nobody else's answers", async () => {
    const { device, addDevice } = await server.tenant();
    const other = await addDevice('scheduler');
    const view = device.document('settings', { id: `view:${randomUUID()}`, kind: 'view', name: CANARY });
    await device.push([{ collection: 'settings', base: null, document: view }]);
    const grab = { ...view, updatedBy: other.scope.userId, rev: newRev(), name: 'mine now' };
    const answers = [
      await other.pull('settings', { digest: '1' }),
      await other.call('GET', '/audit'),
      await other.push([{ collection: 'settings', base: view, document: grab }]),
      await other.push([{ collection: 'settings', base: null, document: grab }]),
    ];
    for (const { text } of answers) expect(text).not.toContain(CANARY);
    expect((await device.pullAll('settings')).documents).toEqual([view]);
  });
});
