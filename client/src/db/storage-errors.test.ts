import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, expect, test, vi } from 'vitest';
import { testWorkspace } from '../sync/test-workspace.ts';
import { readDocs } from './live.ts';
import { isStorageFailure, isStorageFull, StorageFull } from './storage-errors.ts';

const ID = '00000000-0000-7000-8000-000000000001';

afterEach(() => vi.restoreAllMocks());

const failing = (times: number, error: DOMException, method: 'put' | 'add' = 'put') => {
  const original = IDBObjectStore.prototype[method];
  let left = times;
  return vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
    this: IDBObjectStore,
    ...args
  ) {
    if (left > 0) {
      left -= 1;
      throw error;
    }
    return original.apply(this, args);
  });
};

test('one error out of IndexedDB is tried again, and the edit is stored once', async () => {
  await using workspace = await testWorkspace({
    collections: ['regions'],
    documents: { regions: [{ id: ID, name: 'Was' }] },
  });
  const spy = failing(1, new DOMException('lost', 'UnknownError'));
  await workspace.saveAll('edit', [{ collection: 'regions', id: ID, change: () => ({ name: 'Is' }) }]);
  expect(spy.mock.calls.length).toBeGreaterThan(1);
  expect(await readDocs(workspace.db, 'regions')).toMatchObject([{ name: 'Is' }]);
  expect(await workspace.db.store('regions').countUnsent()).toBe(1);
});

test('a full device says so, and everything that was stored is still there', async () => {
  await using workspace = await testWorkspace({
    collections: ['regions'],
    documents: { regions: [{ id: ID, name: 'Was' }] },
  });
  await workspace.saveAll('edit', [{ collection: 'regions', id: ID, change: () => ({ name: 'Before' }) }]);
  failing(Number.POSITIVE_INFINITY, new DOMException('full', 'QuotaExceededError'));
  const error: unknown = await workspace
    .saveAll('edit', [{ collection: 'regions', id: ID, change: () => ({ name: 'Too much' }) }])
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StorageFull);
  expect(isStorageFull(error)).toBe(true);
  vi.restoreAllMocks();
  expect(await readDocs(workspace.db, 'regions')).toMatchObject([{ name: 'Before' }]);
  expect(await workspace.db.store('regions').countUnsent()).toBe(1);
});

test('an edit that was stored is not called lost for want of room for its step of undo', async () => {
  await using workspace = await testWorkspace({
    collections: ['regions'],
    documents: { regions: [{ id: ID, name: 'Was' }] },
  });
  const spy = failing(Number.POSITIVE_INFINITY, new DOMException('full', 'QuotaExceededError'), 'add');
  await workspace.saveAll('edit', [{ collection: 'regions', id: ID, change: () => ({ name: 'Is' }) }]);
  expect(spy.mock.contexts.map((store) => (store as { name: string }).name)).toContain('undo');
  expect(await readDocs(workspace.db, 'regions')).toMatchObject([{ name: 'Is' }]);
});

test('two errors in a row are told as a failure of the device', async () => {
  await using workspace = await testWorkspace({ collections: ['regions'] });
  failing(Number.POSITIVE_INFINITY, new DOMException('lost', 'UnknownError'));
  const error: unknown = await workspace
    .saveAll('edit', [{ collection: 'regions', id: ID, change: () => ({ name: 'Is' }) }])
    .catch((thrown: unknown) => thrown);
  expect(isStorageFailure(error)).toBe(true);
  expect(isStorageFull(error)).toBe(false);
});
