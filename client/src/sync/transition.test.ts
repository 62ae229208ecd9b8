import { expect, test } from 'vitest';
import { idOf, region } from './test-pages.ts';
import { testWorkspace } from './test-workspace.ts';
import { stepOf } from './document.ts';
import { transition } from './transition.ts';

const seen = (counter: number) => ({ epoch: 'e', counter });

test('a document that was changed between reading and writing is read and decided again', async () => {
  await using workspace = await testWorkspace({
    collections: ['regions'],
    documents: { regions: [region(1)] },
  });
  const store = workspace.db.store('regions');
  const read = store.read.bind(store);
  let tries = 0;
  const put = async (rev: string, counter: number): Promise<void> => {
    const [held] = await read([idOf(1)]);
    if (held === undefined) throw new Error('one record');
    const next = { kind: 'clean', id: idOf(1), document: region(1, rev), seen: seen(counter) } as const;
    await store.replace([{ held, next }]);
  };
  store.read = async (ids) => {
    const held = await read(ids);
    tries += 1;
    if (tries === 1) await put('other', 8);
    return held;
  };
  const page = { type: 'pulled', document: region(1, 'page'), inside: true, listing: false } as const;
  await transition(store, [idOf(1)], (record) => stepOf(record, { ...page, asOf: seen(7) }));
  expect(tries).toBeGreaterThan(1);
  const [held] = await read([idOf(1)]);
  expect(held?.record).toMatchObject({ document: { rev: 'other' }, seen: seen(8) });
});

test('D3 a refused attempt is stored before the record that gives it up', async () => {
  await using workspace = await testWorkspace({
    collections: ['regions'],
    documents: { regions: [region(1)] },
  });
  const store = workspace.db.store('regions');
  const revs = async () =>
    (await store.read([idOf(1)])).map(({ record }) => 'document' in record && record.document.rev);
  const kept: unknown[] = [];
  await transition(
    store,
    [idOf(1)],
    (record) => ({
      record: { kind: 'left', id: record.id, seen: seen(9) },
      attention: { document: region(1, 'mine'), base: null, stamps: {}, code: 'invalid', message: 'No.' },
    }),
    {
      before: async (id, { document }) => {
        kept.push([id, document.rev, ...(await revs())]);
      },
    },
  );
  expect(kept).toEqual([[idOf(1), 'mine', 'r1']]);
  expect(await revs()).toEqual([false]);
});
