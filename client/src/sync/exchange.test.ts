import { describe, expect, test } from 'vitest';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import type { PushAnswer, PushRequest } from 'shared/protocol/push.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import { readDocs } from '../db/live.ts';
import { ApiProblem, NoLine } from './api.ts';
import { discardAttention, retryAttention, wishesOf } from './attention.ts';
import { exportUnsent } from './export-unsent.ts';
import { hear } from './heard.ts';
import { pullCollection, pullState, applyPage } from './pull.ts';
import { batchesOf, freshLine, pushAll, rowOf, type PushDeps } from './push.ts';
import { testWorkspace, type TestWorkspace } from './test-workspace.ts';
import { TooSlow, type PullAsk } from './transport.ts';

const EPOCH = 'e';
const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const region = (n: number, rev = `r${n}`): WireDocument => ({
  id: idOf(n),
  rev,
  updatedAt: '2026-11-01T00:00:00.000Z',
  updatedBy: idOf(0),
  name: `Region ${n}`,
});

function pageOf(
  documents: readonly WireDocument[],
  { counter = 10, more = false, pull = 'p1', start = 10, edge = '2026-08-24' } = {},
): PullAnswer {
  return {
    documents,
    checkpoint: {
      seq: counter,
      start,
      epoch: EPOCH,
      phase: more ? 'rest' : 'live',
      day: '2026-11-24',
      id: pull,
      signature: '',
    },
    asOf: { epoch: EPOCH, counter },
    edge,
    more,
  };
}

const pullDeps = (workspace: TestWorkspace, answers: readonly PullAnswer[], asked: PullAsk[] = []) => {
  const left = [...answers];
  return {
    db: workspace.db,
    sha256: (text: string) => Promise.resolve(text),
    transport: {
      pull: (_: string, ask: PullAsk) => {
        asked.push(ask);
        const answer = left.shift();
        return answer ? Promise.resolve(answer) : Promise.reject(new NoLine('no more pages'));
      },
    },
  };
};

const accepted = (counter = 20): PushAnswer => ({
  asOf: { epoch: EPOCH, counter },
  conflicts: [],
  rejected: [],
});

function pushDeps(
  workspace: TestWorkspace,
  answer: (request: PushRequest, call: number) => PushAnswer,
): PushDeps & { readonly requests: PushRequest[] } {
  const requests: PushRequest[] = [];
  return {
    requests,
    db: workspace.db,
    nowInstant: () => workspace.clock.nowInstant(),
    line: freshLine(),
    transport: {
      push: async (request) => {
        requests.push(structuredClone(request));
        return answer(request, requests.length);
      },
    },
  };
}

async function withRegions(count: number): Promise<TestWorkspace> {
  const workspace = await testWorkspace({ collections: ['regions'] });
  await hear(workspace.db, { epoch: EPOCH, counter: 5 });
  await workspace.saveAll(
    'make',
    Array.from({ length: count }, (_, n) => ({
      collection: 'regions' as const,
      id: idOf(n),
      change: () => ({ name: `Region ${n}` }),
    })),
  );
  return workspace;
}

describe('pull', () => {
  test('D14 a first pull is shown, and its checkpoint is the one that came with the last page', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const asked: PullAsk[] = [];
    await pullCollection(
      pullDeps(
        workspace,
        [pageOf([region(1), region(2)], { more: true }), pageOf([region(3)], { counter: 12 })],
        asked,
      ),
      'regions',
    );
    expect((await readDocs(workspace.db, 'regions')).map(({ name }) => name)).toEqual([
      'Region 1',
      'Region 2',
      'Region 3',
    ]);
    expect(await pullState(workspace.db, 'regions')).toMatchObject({
      complete: true,
      asOf: { counter: 12 },
      checkpoint: { seq: 12 },
    });
    expect(asked[0]?.checkpoint).toBeUndefined();
    expect(JSON.parse(asked[1]?.checkpoint ?? '')).toMatchObject({ id: 'p1', phase: 'rest' });
  });

  test('D6 D7 a bulk page never overwrites what was typed while it was on its way', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const deps = pullDeps(workspace, []);
    const begun = await pullState(workspace.db, 'regions');
    await applyPage(workspace.db, 'regions', begun, pageOf([region(1)], { more: true }));
    await workspace.saveAll('make', [
      { collection: 'regions', id: idOf(2), change: () => ({ name: 'Typed here' }) },
    ]);
    const state = await pullState(workspace.db, 'regions');
    await applyPage(workspace.db, 'regions', state, pageOf([region(2), region(3)], { counter: 11 }));
    const names = (await readDocs(workspace.db, 'regions', undefined, [{ name: 'asc' }])).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['Region 1', 'Region 3', 'Typed here']);
    const [held] = await workspace.db.store('regions').read([idOf(2)]);
    expect(held?.record).toMatchObject({ kind: 'unsent', seen: { counter: 11 } });
    expect(deps.db).toBe(workspace.db);
  });

  test('D9 a page of another pull is dropped', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const frozen = await pullState(workspace.db, 'regions');
    await applyPage(workspace.db, 'regions', frozen, pageOf([region(1)], { pull: 'new' }));
    expect(await applyPage(workspace.db, 'regions', frozen, pageOf([region(2)], { pull: 'old' }))).toBe(
      'dropped',
    );
    expect(await readDocs(workspace.db, 'regions')).toHaveLength(1);
  });

  test('D10 a pull from the start removes what it did not list and keeps what is unsent', async () => {
    await using workspace = await testWorkspace({
      collections: ['regions'],
      documents: {
        regions: [
          { id: idOf(1), name: 'Gone' },
          { id: idOf(2), name: 'Stays' },
        ],
      },
    });
    await workspace.saveAll('make', [
      { collection: 'regions', id: idOf(3), change: () => ({ name: 'Mine' }) },
    ]);
    const answer = pageOf([{ ...region(2), name: 'Stays' }]);
    const moved = {
      ...answer,
      asOf: { epoch: 'test', counter: 10 },
      checkpoint: { ...answer.checkpoint, epoch: 'test' },
    };
    await pullCollection(pullDeps(workspace, [moved]), 'regions');
    const names = (await readDocs(workspace.db, 'regions', undefined, [{ name: 'asc' }])).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['Mine', 'Stays']);
    const [gone] = await workspace.db.store('regions').read([idOf(1)]);
    expect(gone?.record).toEqual({ kind: 'left', id: idOf(1), seen: { epoch: 'test', counter: 10 } });
  });

  test('D12 an earlier edge, which means a larger window, starts the collection over', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    await pullCollection(pullDeps(workspace, [pageOf([region(1)])]), 'regions');
    const asked: PullAsk[] = [];
    const earlier = { edge: '2026-08-17' };
    await pullCollection(
      pullDeps(
        workspace,
        [
          pageOf([], { ...earlier, counter: 11 }),
          pageOf([region(1)], { ...earlier, counter: 12, start: 12, pull: 'p2' }),
        ],
        asked,
      ),
      'regions',
    );
    expect(asked[1]?.checkpoint).toBeUndefined();
    expect((await pullState(workspace.db, 'regions')).edge).toBe('2026-08-17');
  });

  test('D13 a digest that differs makes the collection be pulled from the start, once', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const asked: PullAsk[] = [];
    const page = { ...pageOf([region(1)]), digest: { count: 2, hash: 'other' } };
    await pullCollection(
      pullDeps(
        workspace,
        [page, { ...page, ...pageOf([region(1), region(2)], { pull: 'p2', counter: 12, start: 12 }) }],
        asked,
      ),
      'regions',
      { digest: true },
    );
    expect(asked).toHaveLength(2);
    expect(await readDocs(workspace.db, 'regions')).toHaveLength(2);
  });
});

test('D13 settings are compared with every pull: a view made private leaves without a tombstone', async () => {
  await using workspace = await testWorkspace({ collections: ['settings'] });
  const view: WireDocument = { ...region(1), id: `view:${idOf(1)}`, kind: 'view', shared: true };
  const asked: PullAsk[] = [];
  const nothing = { count: 0, hash: 'nothing' };
  const deps = pullDeps(
    workspace,
    [
      pageOf([view]),
      { ...pageOf([], { counter: 11 }), digest: nothing },
      { ...pageOf([], { counter: 11, start: 11, pull: 'p2' }), digest: nothing },
    ],
    asked,
  );
  await pullCollection({ ...deps, sha256: () => Promise.resolve('nothing') }, 'settings', { onlyNear: true });
  expect(await readDocs(workspace.db, 'settings')).toHaveLength(1);
  await pullCollection({ ...deps, sha256: () => Promise.resolve('nothing') }, 'settings');
  expect(asked.map(({ digest }) => digest)).toEqual([false, true, true]);
  expect(await readDocs(workspace.db, 'settings')).toEqual([]);
});

describe('push', () => {
  test('D1 the stored state is repeated unchanged until it is answered, though it was edited further', async () => {
    await using workspace = await withRegions(1);
    const deps = pushDeps(workspace, (_, call) => {
      if (call === 1) throw new NoLine('lost');
      return accepted();
    });
    await expect(pushAll(deps)).rejects.toThrow('lost');
    await workspace.saveAll('edit', [
      { collection: 'regions', id: idOf(0), change: () => ({ name: 'Later' }) },
    ]);
    await pushAll(deps);
    const [first, again, later] = deps.requests.map(({ rows }) => rows[0]);
    expect(again?.document).toEqual(first?.document);
    expect(first?.sentAt).toBeUndefined();
    expect(again?.sentAt).toBe(5);
    expect(later?.document).toMatchObject({ name: 'Later' });
    expect(later?.base).toEqual(first?.document);
    expect(await workspace.db.store('regions').countUnsent()).toBe(0);
  });

  test('L1 one poison row never holds up the others, and is kept with its reason', async () => {
    await using workspace = await withRegions(10);
    const deps = pushDeps(workspace, ({ rows }) => {
      if (rows.some(({ document }) => document.id === idOf(3)))
        throw new ApiProblem(400, { code: 'invalid_request', title: 'Unreadable' });
      return accepted();
    });
    await pushAll(deps);
    expect(await workspace.db.store('regions').countUnsent()).toBe(0);
    const attention = await workspace.db.local.attention.toArray();
    expect(attention.map(({ documentId, code }) => [documentId, code])).toEqual([[idOf(3), 'invalid']]);
    expect(await readDocs(workspace.db, 'regions')).toHaveLength(9);
  });

  test('a row over which the server stumbles waits, and the others are sent', async () => {
    await using workspace = await withRegions(6);
    const deps = pushDeps(workspace, ({ rows }) => {
      if (rows.some(({ document }) => document.id === idOf(2)))
        throw new ApiProblem(500, { code: 'internal' });
      return accepted();
    });
    expect(await pushAll(deps)).toEqual({ answered: 5, stuck: 1 });
    expect(await workspace.db.store('regions').unsentIds()).toEqual([idOf(2)]);
  });

  test('L2 a line that is too weak for a batch gets smaller ones', async () => {
    await using workspace = await withRegions(40);
    const deps = pushDeps(workspace, (request) => {
      if (JSON.stringify(request).length > 3_000) throw new TooSlow('no answer');
      return accepted();
    });
    await pushAll(deps);
    expect(await workspace.db.store('regions').countUnsent()).toBe(0);
    expect(deps.requests.length).toBeGreaterThan(4);
  });

  test('L2 a row that is too large for a weak line holds up nothing smaller', async () => {
    await using workspace = await withRegions(20);
    await workspace.saveAll('long', [
      { collection: 'regions', id: idOf(1), change: () => ({ name: 'x'.repeat(200) }) },
    ]);
    const deps = pushDeps(workspace, (request) => {
      if (JSON.stringify(request).includes('xxx')) throw new TooSlow('no answer');
      return accepted();
    });
    await expect(pushAll(deps)).rejects.toThrow(TooSlow);
    await expect(pushAll(deps)).rejects.toThrow(TooSlow);
    expect(await workspace.db.store('regions').unsentIds()).toEqual([idOf(1)]);
  });

  test('D3 a refused attempt is kept before the master is restored, and can be tried again or discarded', async () => {
    await using workspace = await testWorkspace({
      collections: ['regions'],
      documents: { regions: [{ id: idOf(1), name: 'Was' }] },
    });
    await hear(workspace.db, { epoch: 'test', counter: 5 });
    await workspace.saveAll('edit', [
      { collection: 'regions', id: idOf(1), change: () => ({ name: 'Wanted' }) },
    ]);
    const master = { ...region(1, 'seed-0'), name: 'Was' };
    const deps = pushDeps(workspace, ({ rows }, call) => ({
      asOf: { epoch: 'test', counter: 20 + call },
      conflicts: [],
      rejected:
        call === 1
          ? rows.map(({ document }) => ({
              collection: 'regions',
              id: document.id,
              code: 'not_permitted' as const,
              message: 'Only administrators',
              master,
            }))
          : [],
    }));
    await pushAll(deps);
    expect(await readDocs(workspace.db, 'regions')).toMatchObject([{ name: 'Was' }]);
    const [entry] = await workspace.db.local.attention.toArray();
    if (entry === undefined) throw new Error('not kept');
    expect(entry).toMatchObject({ code: 'not_permitted', message: 'Only administrators' });
    expect([...wishesOf(entry)]).toEqual([['name', 'Wanted']]);
    const [, csv] = await exportUnsent(workspace.db, workspace.clock.nowInstant());
    expect(csv?.text).toContain('"not_permitted: Only administrators","name","Was","Wanted"');
    const author = {
      userId: workspace.user.id,
      now: () => workspace.clock.now(),
      random: (n: number) => new Uint8Array(n),
    };
    await retryAttention({ db: workspace.db, author }, entry.id, new Map([['name', 'Asked']]));
    expect(await readDocs(workspace.db, 'regions')).toMatchObject([{ name: 'Asked' }]);
    expect(await workspace.db.local.attention.count()).toBe(0);
    await discardAttention(workspace.db, entry.id);
    await pushAll(deps);
    expect(await readDocs(workspace.db, 'regions')).toMatchObject([{ name: 'Asked' }]);
  });

  test('a batch holds at most 200 rows and a mebibyte', () => {
    const ready = Array.from({ length: 450 }, (_, n) => {
      const row = rowOf(
        'regions',
        {
          kind: 'sent',
          id: idOf(n),
          document: region(n),
          base: null,
          stamps: {},
          sent: { document: region(n), stamps: {} },
        },
        false,
      );
      if (row === undefined) throw new Error('no row');
      return row;
    });
    expect(batchesOf(ready, 1_000_000).map((batch) => batch.length)).toEqual([200, 200, 50]);
    expect(
      batchesOf(ready, 1_000).every((batch) => batch.reduce((sum, { bytes }) => sum + bytes, 0) <= 1_000),
    ).toBe(true);
  });
});
