import { expect, test } from 'vitest';
import type { QuarantineRequest } from 'shared/protocol/quarantine.ts';
import { drain, unacknowledged } from './drain.ts';
import { testWorkspace } from './test-workspace.ts';
import { TooSlow } from './transport.ts';

const FIRST = '00000000-0000-7000-8000-000000000001';
const SECOND = '00000000-0000-7000-8000-000000000002';

test('I10 what is typed while the rest is being handed over is handed over too', async () => {
  await using workspace = await testWorkspace({ collections: ['regions'] });
  const save = (id: string, name: string) =>
    workspace.saveAll('save', [{ collection: 'regions', id, change: () => ({ name }) }]);
  await save(FIRST, 'North');
  const handed: QuarantineRequest[] = [];
  const quarantine = async (_: string, request: QuarantineRequest) => {
    handed.push(request);
    if (handed.length === 1) {
      await save(FIRST, 'Northern');
      await save(SECOND, 'South');
    }
    return { stored: request.items.length };
  };
  expect(await drain(workspace.db, { quarantine }, 'token')).toBe(3);
  const revs = new Set(handed.flatMap(({ items }) => items.map(({ document }) => document['rev'])));
  for (const { document } of await unacknowledged(workspace.db)) expect(revs).toContain(document['rev']);
});

test('L2 a line that is too weak for everything at once gets smaller pieces of it', async () => {
  await using workspace = await testWorkspace({ collections: ['regions'] });
  for (const id of [FIRST, SECOND])
    await workspace.saveAll('save', [{ collection: 'regions', id, change: () => ({ name: 'North' }) }]);
  const stored: number[] = [];
  const quarantine = async (_: string, { items }: QuarantineRequest) => {
    if (items.length > 1) throw new TooSlow('no answer');
    stored.push(items.length);
    return { stored: items.length };
  };
  expect(await drain(workspace.db, { quarantine }, 'token')).toBe(2);
  expect(stored).toEqual([1, 1]);
});

test('I10 photos go after the documents that name them, and what is typed while they do goes as well', async () => {
  await using workspace = await testWorkspace({ collections: ['regions'] });
  const save = (id: string, name: string) =>
    workspace.saveAll('save', [{ collection: 'regions', id, change: () => ({ name }) }]);
  await save(FIRST, 'North');
  const done: string[] = [];
  const quarantine = async (_: string, { items }: QuarantineRequest) => {
    for (const { document } of items) done.push(String(document['name']));
    return { stored: items.length };
  };
  const photos = async (token: string): Promise<void> => {
    done.push(`photos ${token}`);
    await save(SECOND, 'South');
  };
  expect(await drain(workspace.db, { quarantine }, 'token', photos)).toBe(2);
  expect(done).toEqual(['North', 'photos token', 'South', 'photos token']);
});
