import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, expect, test, vi } from 'vitest';
import type { CollectionName } from 'shared/schema/collections.ts';
import { readDoc, readDocs } from '../db/live.ts';
import { StorageFull } from '../db/storage-errors.ts';
import { authorOf, testWorkspace, type TestWorkspace } from './test-workspace.ts';
import { finishUnfinished } from './undo.ts';
import type { Edit } from './write.ts';

const POUR = '00000000-0000-7000-8000-000000000001';
const LOAD = '00000000-0000-7000-8000-000000000002';
const DAY = '2026-11-24';

afterEach(() => vi.restoreAllMocks());

/** From now on nothing more can be stored in that collection. */
function fill(workspace: TestWorkspace, collection: CollectionName | 'local'): void {
  for (const method of ['put', 'add'] as const) {
    const original = IDBObjectStore.prototype[method];
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (this: IDBObjectStore, ...args) {
      const { name } = this.transaction.db;
      const isIt = name.includes(workspace.db.name) && name.includes(collection);
      if (isIt) throw new DOMException('full', 'QuotaExceededError');
      return original.apply(this, args);
    });
  }
}

const open = (): Promise<TestWorkspace> =>
  testWorkspace({
    collections: ['pours', 'loads'],
    documents: { pours: [{ id: POUR, status: 'scheduled', day: DAY }] },
  });
const begin = (): readonly Edit[] => [
  { collection: 'pours', id: POUR, change: () => ({ status: 'in_progress' }) },
  { collection: 'loads', id: LOAD, change: () => ({ pourId: POUR, pourDay: DAY, truckNumber: '14' }) },
];
const saved = (workspace: TestWorkspace): Promise<unknown> =>
  workspace.saveAll('begin', begin()).then(
    () => 'saved',
    (error: unknown) => error,
  );
const finish = (workspace: TestWorkspace): Promise<void> =>
  finishUnfinished({ db: workspace.db, author: authorOf(workspace) });

test('D20 a disk that fills up in the middle of a save leaves nothing of it', async () => {
  await using workspace = await open();
  const before = await readDoc(workspace.db, 'pours', POUR);
  fill(workspace, 'loads');
  expect(await saved(workspace)).toBeInstanceOf(StorageFull);
  vi.restoreAllMocks();
  expect(await readDoc(workspace.db, 'pours', POUR)).toEqual(before);
  expect(await workspace.db.store('pours').countUnsent()).toBe(0);
  expect(await workspace.db.local.unfinished.count()).toBe(0);
  expect(await saved(workspace)).toBe('saved');
  expect(await readDocs(workspace.db, 'loads')).toMatchObject([{ truckNumber: '14' }]);
});

test('D20 a save that cannot even be noted changes nothing', async () => {
  await using workspace = await open();
  fill(workspace, 'local');
  expect(await saved(workspace)).toBeInstanceOf(StorageFull);
  vi.restoreAllMocks();
  expect(await readDoc(workspace.db, 'pours', POUR)).toMatchObject({ status: 'scheduled' });
  expect(await readDocs(workspace.db, 'loads')).toEqual([]);
});

/** The first half of a save, as a crash leaves it. */
async function crashHalfWay(workspace: TestWorkspace): Promise<void> {
  fill(workspace, 'loads');
  const store = workspace.db.store('pours');
  const original = store.replace.bind(store);
  let writes = 0;
  vi.spyOn(store, 'replace').mockImplementation(async (replacements) => {
    writes += 1;
    // The second write is the one that would take the first one back: this device never comes to it.
    return writes > 1 ? replacements.map(({ held }) => held.record.id) : original(replacements);
  });
  expect(await saved(workspace)).toBeInstanceOf(StorageFull);
  vi.restoreAllMocks();
  expect(await readDoc(workspace.db, 'pours', POUR)).toMatchObject({ status: 'in_progress' });
  expect(await readDocs(workspace.db, 'loads')).toEqual([]);
}

test('D20 what a crash cut off is finished at the next opening, once', async () => {
  await using workspace = await open();
  await crashHalfWay(workspace);
  const rev = (await readDoc(workspace.db, 'pours', POUR))?.rev;
  await finish(workspace);
  expect(await readDocs(workspace.db, 'loads')).toMatchObject([
    { id: LOAD, pourId: POUR, truckNumber: '14' },
  ]);
  // The half that was there already is not written again.
  expect((await readDoc(workspace.db, 'pours', POUR))?.rev).toBe(rev);
  await workspace.saveAll('change', [
    { collection: 'loads', id: LOAD, change: () => ({ truckNumber: '15' }) },
  ]);
  await finish(workspace);
  expect(await readDocs(workspace.db, 'loads')).toMatchObject([{ truckNumber: '15' }]);
});

test('D20 what this person changed after the crash is left alone', async () => {
  await using workspace = await open();
  await crashHalfWay(workspace);
  await workspace.saveAll('by hand', [
    { collection: 'loads', id: LOAD, change: () => ({ pourId: POUR, pourDay: DAY, truckNumber: '99' }) },
  ]);
  await finish(workspace);
  expect(await readDocs(workspace.db, 'loads')).toMatchObject([{ truckNumber: '99' }]);
  expect(await workspace.db.local.unfinished.count()).toBe(0);
});

test('D20 a save of one collection is one write and needs no note', async () => {
  await using workspace = await open();
  const noted = vi.spyOn(workspace.db.local.unfinished, 'add');
  await workspace.saveAll('one', [{ collection: 'pours', id: POUR, change: () => ({ name: 'Deck 2' }) }]);
  expect(noted).not.toHaveBeenCalled();
  await workspace.saveAll('two', begin());
  expect(noted).toHaveBeenCalledOnce();
  expect(await workspace.db.local.unfinished.count()).toBe(0);
});
