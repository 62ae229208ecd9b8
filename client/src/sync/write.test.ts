import { firstValueFrom } from 'rxjs';
import { expect, test } from 'vitest';
import { liveDocs, readDoc, readDocs } from '../db/live.ts';
import { testWorkspace } from './test-workspace.ts';

const person = '00000000-0000-7000-8000-0000000000aa';
const monday = '2026-11-23';
const week = `${person}_${monday}`;
const job = '00000000-0000-7000-8000-0000000000cc';

test('what is saved is shown at once, and counts as unsent', async () => {
  await using workspace = await testWorkspace({ collections: ['schedule_weeks'] });
  const shown: number[] = [];
  const subscription = liveDocs(workspace.db, 'schedule_weeks', {
    weekStart: { $gte: monday, $lte: monday },
  }).subscribe((weeks) => shown.push(weeks.length));
  await firstValueFrom(
    liveDocs(workspace.db, 'schedule_weeks', { weekStart: { $gte: monday, $lte: monday } }),
  );
  await workspace.saveAll('fill', [
    {
      collection: 'schedule_weeks',
      id: week,
      change: () => ({
        employeeId: person,
        weekStart: monday,
        days: { mon: [{ part: 'full', projectId: job }] },
      }),
    },
  ]);
  expect(shown.at(-1)).toBe(1);
  const document = await readDoc(workspace.db, 'schedule_weeks', week);
  expect(document).toMatchObject({
    id: week,
    updatedBy: workspace.user.id,
    days: { mon: [{ projectId: job }] },
  });
  expect(Object.keys(document ?? {})).not.toContain('unsent');
  expect(await workspace.db.store('schedule_weeks').countUnsent()).toBe(1);
  subscription.unsubscribe();
});

test('an edit that changes nothing writes nothing', async () => {
  await using workspace = await testWorkspace({
    collections: ['regions'],
    documents: { regions: [{ id: job, name: 'North' }] },
  });
  await workspace.saveAll('rename', [{ collection: 'regions', id: job, change: () => ({ name: 'North' }) }]);
  expect(await workspace.db.store('regions').countUnsent()).toBe(0);
  expect((await readDoc(workspace.db, 'regions', job))?.rev).toBe('seed-0');
});

test('undo takes back what is still as the step left it, and leaves what somebody changed meanwhile', async () => {
  await using workspace = await testWorkspace({
    collections: ['regions'],
    documents: { regions: [{ id: job, name: 'North', code: 'N', order: 1 }] },
  });
  await workspace.saveAll('both', [
    { collection: 'regions', id: job, change: () => ({ name: 'South', code: 'S' }) },
  ]);
  expect(await firstValueFrom(workspace.undoState$)).toEqual({ undo: 'both' });
  const [held] = await workspace.db.store('regions').read([job]);
  if (held === undefined || !('document' in held.record)) throw new Error('not held');
  await workspace.db
    .store('regions')
    .replace([
      { held, next: { ...held.record, document: { ...held.record.document, rev: 'other', code: 'SX' } } },
    ]);
  expect(await workspace.undo()).toEqual({ label: 'both', kept: 1 });
  expect(await readDoc(workspace.db, 'regions', job)).toMatchObject({ name: 'North', code: 'SX' });
  await workspace.redo();
  expect(await readDoc(workspace.db, 'regions', job)).toMatchObject({ name: 'South', code: 'SX' });
});

test('undo of a record that nobody else has heard of leaves nothing behind, and redo makes it again', async () => {
  await using workspace = await testWorkspace({ collections: ['loads'] });
  await workspace.saveAll('batched', [
    {
      collection: 'loads',
      id: job,
      change: () => ({ pourId: person, pourDay: monday, batchedAt: '2026-11-23T12:00:00.000Z' }),
    },
  ]);
  await workspace.undo();
  expect(await readDocs(workspace.db, 'loads')).toEqual([]);
  expect(await workspace.db.store('loads').countUnsent()).toBe(0);
  await workspace.redo();
  expect(await readDocs(workspace.db, 'loads', { pourId: person })).toMatchObject([
    { id: job, pourDay: monday },
  ]);
});

test('an absence that is deleted is no longer shown, and can be brought back', async () => {
  await using workspace = await testWorkspace({
    collections: ['absences'],
    documents: { absences: [{ id: job, employeeId: person, from: monday, to: monday }] },
  });
  await workspace.saveAll('delete', [{ collection: 'absences', id: job, change: () => undefined }]);
  expect(await readDocs(workspace.db, 'absences')).toEqual([]);
  expect(await workspace.db.store('absences').countUnsent()).toBe(1);
  await workspace.undo();
  expect(await readDoc(workspace.db, 'absences', job)).toMatchObject({ employeeId: person, to: monday });
});

test('undo of a record that somebody else worked on meanwhile leaves it as it is', async () => {
  await using workspace = await testWorkspace({ collections: ['absences'] });
  await workspace.saveAll('ask', [
    {
      collection: 'absences',
      id: job,
      change: () => ({ employeeId: person, from: monday, to: monday, state: 'requested' }),
    },
  ]);
  const [held] = await workspace.db.store('absences').read([job]);
  if (held === undefined || !('document' in held.record)) throw new Error('not held');
  const document = { ...held.record.document, rev: 'other', state: 'approved' };
  const seen = { epoch: 'e', counter: 5 };
  await workspace.db.store('absences').replace([{ held, next: { kind: 'clean', id: job, document, seen } }]);
  expect(await workspace.undo()).toEqual({ label: 'ask', kept: 1 });
  expect(await readDoc(workspace.db, 'absences', job)).toMatchObject({ state: 'approved', rev: 'other' });
});

test('undo of a change does not make a part of a record that somebody deleted meanwhile', async () => {
  await using workspace = await testWorkspace({
    collections: ['absences'],
    documents: { absences: [{ id: job, employeeId: person, from: monday, to: monday }] },
  });
  await workspace.saveAll('note', [{ collection: 'absences', id: job, change: () => ({ note: 'x' }) }]);
  const [held] = await workspace.db.store('absences').read([job]);
  if (held === undefined) throw new Error('not held');
  const seen = { epoch: 'e', counter: 5 };
  await workspace.db.store('absences').replace([{ held, next: { kind: 'left', id: job, seen } }]);
  expect(await workspace.undo()).toEqual({ label: 'note', kept: 1 });
  expect(await workspace.db.store('absences').countUnsent()).toBe(0);
});

test('two edits of one document in one step are one write', async () => {
  await using workspace = await testWorkspace({ collections: ['regions'] });
  await workspace.saveAll('twice', [
    { collection: 'regions', id: job, change: () => ({ name: 'North', order: 1 }) },
    { collection: 'regions', id: job, change: (current) => ({ order: (current?.order ?? 0) + 1 }) },
  ]);
  expect(await readDoc(workspace.db, 'regions', job)).toMatchObject({ name: 'North', order: 2 });
});

test('a record of the trade cannot be deleted', async () => {
  await using workspace = await testWorkspace({
    collections: ['regions'],
    documents: { regions: [{ id: job, name: 'North' }] },
  });
  await expect(
    workspace.saveAll('delete', [{ collection: 'regions', id: job, change: () => undefined }]),
  ).rejects.toThrow('never deleted');
});

test('D5 a stamp is never earlier than the change it follows, whatever the clock says', async () => {
  await using workspace = await testWorkspace({
    collections: ['regions'],
    now: '2020-01-01T00:00:00.000Z',
    documents: { regions: [{ id: job, name: 'North', updatedAt: '2026-11-01T12:00:00.000Z' }] },
  });
  await workspace.saveAll('rename', [{ collection: 'regions', id: job, change: () => ({ name: 'South' }) }]);
  const [held] = await workspace.db.store('regions').read([job]);
  expect(held?.record).toMatchObject({
    kind: 'unsent',
    stamps: { name: '2026-11-01T12:00:00.001Z' },
    base: { name: 'North', rev: 'seed-0' },
  });
});

test('D5 bringing back what somebody deleted is stamped after the deletion', async () => {
  await using workspace = await testWorkspace({
    collections: ['absences'],
    now: '2020-01-01T00:00:00.000Z',
  });
  const deletion = { rev: 'gone', updatedAt: '2026-11-01T12:00:00.000Z', updatedBy: person };
  const store = workspace.db.store('absences');
  const [absent] = await store.read([job]);
  if (absent === undefined) throw new Error('not read');
  const seen = { epoch: 'e', counter: 5 };
  await store.replace([{ held: absent, next: { kind: 'left', id: job, seen, deletion } }]);
  await workspace.saveAll('again', [
    {
      collection: 'absences',
      id: job,
      change: () => ({ employeeId: person, from: monday, to: monday }),
    },
  ]);
  const [held] = await store.read([job]);
  expect(held?.record).toMatchObject({ kind: 'unsent', stamps: { from: '2026-11-01T12:00:00.001Z' } });
});
