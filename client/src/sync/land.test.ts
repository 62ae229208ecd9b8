import { IDBObjectStore } from 'fake-indexeddb';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { readDocs } from '../db/live.ts';
import { NoLine } from './api.ts';
import { hear } from './heard.ts';
import { landNear } from './land.ts';
import { askNear, pullCollection, pullState } from './pull.ts';
import { freshLine } from './push.ts';
import { testWorkspace, type TestWorkspace } from './test-workspace.ts';
import type { PullAsk } from './transport.ts';

const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const region = (n: number): WireDocument => ({
  id: idOf(n),
  rev: `r${n}`,
  updatedAt: '2026-11-01T00:00:00.000Z',
  updatedBy: idOf(0),
  name: `Region ${n}`,
});

const page = (documents: readonly WireDocument[], phase: 'near' | 'live'): PullAnswer => ({
  documents,
  checkpoint: { seq: 10, start: 10, epoch: 'e', phase, day: '2026-11-24', id: 'p1', signature: '' },
  asOf: { epoch: 'e', counter: 10 },
  edge: '2026-08-24',
  more: phase === 'near',
});

function deps({ db }: TestWorkspace, answers: readonly PullAnswer[]) {
  const left = [...answers];
  return {
    db,
    sha256: (text: string) => Promise.resolve(text),
    line: freshLine(),
    nowInstant: () => '2026-11-24T14:00:00.000Z',
    transport: {
      pull: () => {
        const answer = left.shift();
        return answer ? Promise.resolve(answer) : Promise.reject(new NoLine('no more pages'));
      },
    },
  };
}

const namesOf = async ({ db }: TestWorkspace): Promise<readonly (string | undefined)[]> =>
  (await readDocs(db, 'regions', undefined, [{ name: 'asc' }])).map(({ name }) => name);

afterEach(() => vi.restoreAllMocks());

test('D16 what came down the line is shown before it is written, and its edits wait until then', async () => {
  await using workspace = await testWorkspace({ collections: ['regions'] });
  const all = deps(workspace, [page([region(1)], 'near'), page([region(2)], 'live')]);
  const landed = await landNear(all, ['regions']);
  expect(await namesOf(workspace)).toEqual(['Region 1', 'Region 2']);
  expect(await workspace.db.store('regions').isEmpty()).toBe(true);
  expect(workspace.db.landing).toEqual(new Set(['regions']));

  const edit = workspace.saveAll('edit', [
    { collection: 'regions', id: idOf(1), change: (current) => ({ name: `${current?.name} typed` }) },
  ]);
  await pullCollection(all, 'regions', { onlyNear: true, pages: landed.pages.get('regions') ?? [] });
  landed.written('regions');
  await edit;
  await landed[Symbol.asyncDispose]();
  expect(await namesOf(workspace)).toEqual(['Region 1 typed', 'Region 2']);
  const [held] = await workspace.db.store('regions').read([idOf(1)]);
  expect(held?.record).toMatchObject({ kind: 'unsent', base: { name: 'Region 1' } });
  expect(workspace.db.landing.size).toBe(0);
});

test('D16 what could not be written is not shown any longer, and its checkpoint is not stored', async () => {
  await using workspace = await testWorkspace({ collections: ['regions'] });
  const all = deps(workspace, [page([region(1)], 'live')]);
  const landed = await landNear(all, ['regions']);
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await expect(
    pullCollection(all, 'regions', { onlyNear: true, pages: landed.pages.get('regions') ?? [] }),
  ).rejects.toThrow(/no room/);
  await landed[Symbol.asyncDispose]();
  expect(await namesOf(workspace)).toEqual([]);
  expect((await pullState(workspace.db, 'regions')).checkpoint).toBeUndefined();
});

test('D16 a row that another tab wrote meanwhile is never written over', async () => {
  await using workspace = await testWorkspace({ collections: ['regions'] });
  const all = deps(workspace, [page([region(1), region(2)], 'live')]);
  const landed = await landNear(all, ['regions']);
  await workspace.db.store('regions').addMany([
    {
      kind: 'unsent',
      id: idOf(1),
      document: { ...region(1), rev: 'theirs', name: 'Typed in the other tab' },
      base: null,
      stamps: {},
    },
  ]);
  await pullCollection(all, 'regions', { onlyNear: true, pages: landed.pages.get('regions') ?? [] });
  landed.written('regions');
  await landed[Symbol.asyncDispose]();
  expect(await namesOf(workspace)).toEqual(['Region 2', 'Typed in the other tab']);
});

test('D16 a cut line leaves what has not come to the ordinary pull', async () => {
  await using workspace = await testWorkspace({ collections: ['regions', 'projects'] });
  const landed = await landNear(deps(workspace, [page([region(1)], 'near')]), ['regions', 'projects']);
  expect(landed.pages.size).toBe(0);
  expect(await namesOf(workspace)).toEqual([]);
  await landed[Symbol.asyncDispose]();
});

test('D16 a collection that holds something is left alone', async () => {
  await using workspace = await testWorkspace({
    collections: ['regions'],
    documents: { regions: [{ id: idOf(3), name: 'Here' }] },
  });
  const landed = await landNear(deps(workspace, [page([region(1)], 'live')]), ['regions']);
  expect(landed.pages.size).toBe(0);
  expect(await namesOf(workspace)).toEqual(['Here']);
  await landed[Symbol.asyncDispose]();
});

test('D16 pages that were asked for while the database was being made are shown, and good for one time', async () => {
  await using workspace = await testWorkspace({ collections: ['regions', 'projects'] });
  const early = deps(workspace, [page([region(1)], 'near'), page([region(2)], 'live')]);
  const firstPages = new Map([['regions', askNear(early, 'regions')] as const]);
  const landed = await landNear({ ...deps(workspace, []), firstPages }, ['regions']);
  expect(await namesOf(workspace)).toEqual(['Region 1', 'Region 2']);
  await landed[Symbol.asyncDispose]();
  const again = await landNear({ ...deps(workspace, [page([region(3)], 'live')]), firstPages }, ['regions']);
  expect(await namesOf(workspace)).toEqual(['Region 3']);
  await again[Symbol.asyncDispose]();
});

test('D16 a device that knows an epoch asks with it, whatever was asked for without', async () => {
  await using workspace = await testWorkspace({ collections: ['regions'] });
  const firstPages = new Map([
    ['regions', askNear(deps(workspace, [page([region(1)], 'live')]), 'regions')] as const,
  ]);
  await hear(workspace.db, { epoch: 'e', counter: 1 });
  const asked: PullAsk[] = [];
  const landed = await landNear(
    {
      ...deps(workspace, []),
      firstPages,
      transport: {
        pull: (_, ask) => {
          asked.push(ask);
          return Promise.resolve(page([region(2)], 'live'));
        },
      },
    },
    ['regions'],
  );
  expect(await namesOf(workspace)).toEqual(['Region 2']);
  expect(asked.map(({ epoch }) => epoch)).toEqual(['e']);
  await landed[Symbol.asyncDispose]();
});

test('D16 the screen may draw the week before anything of the pours is asked for', async () => {
  await using workspace = await testWorkspace({ collections: ['regions', 'pours'] });
  const steps: string[] = [];
  const landed = await landNear(
    {
      ...deps(workspace, []),
      breathe: () => Promise.resolve(void steps.push('drawn')),
      transport: {
        pull: (collection) => {
          steps.push(collection);
          return Promise.resolve(page([], 'live'));
        },
      },
    },
    ['pours', 'regions'],
  );
  expect(steps).toEqual(['regions', 'drawn', 'pours']);
  await landed[Symbol.asyncDispose]();
});
