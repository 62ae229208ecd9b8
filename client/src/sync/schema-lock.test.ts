import { expect, test } from 'vitest';
import { underLock } from './locks.ts';
import { holdSchemaLock, schemaVersion } from './schema-lock.ts';

const { locks } = navigator;
const parts = { locks, database: 'db', onWaiting: () => undefined };

test('L8 a newer version waits until no tab of the older one is open, and says that it waits', async () => {
  const events: string[] = [];
  const old = await holdSchemaLock({ ...parts, version: '1', lastVersion: '1' }, async () => 'old');
  const twin = await holdSchemaLock({ ...parts, version: '1', lastVersion: '1' }, async () => 'twin');
  const migrated = holdSchemaLock(
    { ...parts, version: '2', lastVersion: '1', onWaiting: () => events.push('waiting') },
    async () => events.push('opened'),
  );
  old.release();
  await expect.poll(() => events).toEqual(['waiting']);
  twin.release();
  const { release } = await migrated;
  expect(events).toEqual(['waiting', 'opened']);
  release();
});

test('L8 without locks, as over plain HTTP, the database opens all the same', async () => {
  const held = await holdSchemaLock(
    { ...parts, locks: undefined, version: '2', lastVersion: '1' },
    async () => 1,
  );
  expect(held.opened).toBe(1);
});

test('the version changes with that of any collection', () => {
  const one = [
    { name: 'loads', version: 0 },
    { name: 'pours', version: 0 },
  ];
  expect(schemaVersion(one)).not.toBe(
    schemaVersion([
      { name: 'loads', version: 1 },
      { name: 'pours', version: 0 },
    ]),
  );
});

test('a lock that a frozen tab never gives back is not waited for for ever', async () => {
  let thaw = (): void => undefined;
  const frozen = locks.request('frozen', () => new Promise<void>((resolve) => (thaw = resolve)));
  expect(await underLock(locks, 'frozen', 20, async () => 'done')).toBe('done');
  thaw();
  await frozen;
  await expect(underLock(locks, 'frozen', 1_000, () => Promise.reject(new Error('work')))).rejects.toThrow(
    'work',
  );
});
