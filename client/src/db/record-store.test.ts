import { expect, test } from 'vitest';
import { idOf, region } from '../sync/test-pages.ts';
import { testWorkspace } from '../sync/test-workspace.ts';
import type { DeviceRecord } from './record.ts';

const seen = { epoch: 'e', counter: 1 };
const clean = (rev: string): DeviceRecord => ({ kind: 'clean', id: idOf(1), document: region(1, rev), seen });

test('a record is written only over the state that was read; the others come back to be decided again', async () => {
  await using workspace = await testWorkspace({ collections: ['regions'] });
  const store = workspace.db.store('regions');
  const revs = async () => (await store.read([idOf(1)])).map(({ record }) => record);
  const [first] = await store.read([idOf(1)]);
  const [second] = await store.read([idOf(1)]);
  if (!first || !second) throw new Error('one record each');
  expect(await store.replace([{ held: first, next: clean('a') }])).toEqual([]);
  expect(await store.replace([{ held: second, next: clean('b') }])).toEqual([idOf(1)]);
  expect(await revs()).toEqual([clean('a')]);
  const [third] = await store.read([idOf(1)]);
  const [fourth] = await store.read([idOf(1)]);
  if (!third || !fourth) throw new Error('one record each');
  expect(await store.replace([{ held: third, next: { kind: 'left', id: idOf(1), seen } }])).toEqual([]);
  expect(await store.replace([{ held: fourth, next: clean('c') }])).toEqual([idOf(1)]);
  expect(await revs()).toEqual([{ kind: 'left', id: idOf(1), seen }]);
});
