import { describe, expect, test, vi } from 'vitest';
import type { WireDocument } from 'shared/protocol/document.ts';
import { readDocs } from '../db/live.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { AnswerCut, NoLine } from './api.ts';
import { heardAsOf } from './heard.ts';
import { applyPage, pullCollection, pullState, startOver } from './pull.ts';
import { idOf, pageOf, pullDeps, region } from './test-pages.ts';
import { testWorkspace } from './test-workspace.ts';
import { TooSlow, type PullAsk } from './transport.ts';

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

  test('D14 the epoch is known before the first document of it is here, whatever breaks off after that', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const { db } = workspace;
    const puts = vi.spyOn(db.local.pulls, 'put').mockRejectedValue(new Error('the battery died'));
    const page = pageOf([region(1)], { counter: 12 });
    const asked = await pullState(db, 'regions');
    await expect(applyPage(db, 'regions', asked, page)).rejects.toThrow('could not store');
    puts.mockRestore();
    expect(await readDocs(db, 'regions')).toHaveLength(1);
    expect(await heardAsOf(db)).toEqual(page.asOf);
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

  test('L2 a page that is cut or too slow is asked for shorter and shorter, and longer again once it comes', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const asked: PullAsk[] = [];
    const fails = (why: Error) => () => Promise.reject(why);
    const deps = pullDeps(
      workspace,
      [
        fails(new TooSlow('60 s')),
        fails(new AnswerCut('after 200 KB')),
        pageOf([region(1)], { more: true }),
        pageOf([region(2)], { counter: 12 }),
      ],
      asked,
    );
    await pullCollection(deps, 'regions');
    expect(asked.map(({ limit }) => limit)).toEqual([4_000, 1_000, 250, 500]);
    expect(await readDocs(workspace.db, 'regions')).toHaveLength(2);
  });

  test('L2 the shortest page is not asked for for ever, and no line at all is not a weak one', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const asked: PullAsk[] = [];
    const cut = () => Promise.reject(new AnswerCut('at once'));
    const deps = pullDeps(workspace, [cut, cut, cut, cut, cut, cut], asked);
    await expect(pullCollection(deps, 'regions')).rejects.toBeInstanceOf(AnswerCut);
    expect(asked.map(({ limit }) => limit)).toEqual([4_000, 1_000, 250, 62, 25]);
    await expect(pullCollection(pullDeps(workspace, []), 'regions')).rejects.toBeInstanceOf(NoLine);
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

describe('tabs that are in each other’s way', () => {
  test('D9 a page that turns out to be of another pull only once it was written starts the collection over', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const { db } = workspace;
    await applyPage(db, 'regions', await pullState(db, 'regions'), pageOf([region(1)], { more: true }));
    // Between the page and its checkpoint another tab begins anew.
    const disturbed: WorkspaceDb = {
      ...db,
      local: Object.assign(Object.create(db.local) as typeof db.local, {
        transaction: async (...transaction: Parameters<typeof db.local.transaction>) => {
          await startOver(db, 'regions');
          return db.local.transaction(...transaction);
        },
      }),
    };
    const page = pageOf([region(2)], { counter: 11 });
    expect(await applyPage(disturbed, 'regions', await pullState(db, 'regions'), page)).toBe('start_over');
    expect((await pullState(db, 'regions')).checkpoint).toBeUndefined();
  });

  test('D9 a page that was asked for before another tab began anew is no page of the new pull', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const { db } = workspace;
    const asked: PullAsk[] = [];
    const late = async () => {
      await expect.poll(async () => (await pullState(db, 'regions')).checkpoint?.id).toBe('p1');
      await startOver(db, 'regions');
      return pageOf([region(2)], { counter: 11 });
    };
    const anew = pageOf([region(1), region(2)], { pull: 'p2', counter: 12, start: 12 });
    await pullCollection(
      pullDeps(workspace, [pageOf([region(1)], { more: true }), late, anew], asked),
      'regions',
    );
    expect(asked.map(({ checkpoint }) => checkpoint === undefined)).toEqual([true, false, true]);
    expect(await pullState(db, 'regions')).toMatchObject({ complete: true, checkpoint: { id: 'p2' } });
  });
});

describe('the end of a pull from the start', () => {
  const held = (workspace: { readonly db: WorkspaceDb }, ids: readonly string[]) =>
    workspace.db.store('regions').read(ids);

  test('D10 what a frozen tab brought in goes, and what was typed meanwhile is known, also where nothing was held at first', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const { db } = workspace;
    const late = async () => {
      await expect.poll(async () => (await pullState(db, 'regions')).checkpoint?.id).toBe('p1');
      const seen = { epoch: 'e', counter: 3 };
      await db.store('regions').addMany([{ kind: 'clean', id: idOf(9), document: region(9, 'stale'), seen }]);
      await workspace.saveAll('type', [
        { collection: 'regions', id: idOf(3), change: () => ({ name: 'Typed' }) },
      ]);
      return pageOf([region(2)], { counter: 11 });
    };
    await pullCollection(pullDeps(workspace, [pageOf([region(1)], { more: true }), late]), 'regions');
    const at = { epoch: 'e', counter: 11 };
    expect((await held(workspace, [idOf(9), idOf(3)])).map(({ record }) => record)).toMatchObject([
      { kind: 'left', seen: at },
      { kind: 'unsent', seen: at },
    ]);
  });

  test('D10 a tablet that is killed after every page still finishes, and still knows what was listed', async () => {
    await using workspace = await testWorkspace({
      collections: ['regions'],
      documents: { regions: [1, 2, 9].map((n) => ({ ...region(n) })) },
    });
    const options = { epoch: 'test' };
    const pages = [
      pageOf([region(1)], { ...options, more: true }),
      pageOf([region(2)], { ...options, more: true, counter: 11 }),
      pageOf([region(4)], { ...options, counter: 12 }),
    ];
    const lives: unknown[] = [];
    for (const page of pages)
      lives.push(
        await pullCollection(pullDeps(workspace, [page]), 'regions').catch((error: unknown) => error),
      );
    expect(lives).toEqual([expect.any(NoLine), expect.any(NoLine), undefined]);
    expect((await readDocs(workspace.db, 'regions', undefined, [{ id: 'asc' }])).map(({ id }) => id)).toEqual(
      [1, 2, 4].map(idOf),
    );
    expect((await held(workspace, [idOf(9)]))[0]?.record).toMatchObject({ kind: 'left' });
  });

  test('D10 what something newer has touched stays', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const { db } = workspace;
    const late = async () => {
      await expect.poll(async () => (await pullState(db, 'regions')).checkpoint?.id).toBe('p1');
      // Made here and acknowledged after the pull began: its pages cannot list it.
      const seen = { epoch: 'e', counter: 11 };
      await db.store('regions').addMany([{ kind: 'clean', id: idOf(9), document: region(9), seen }]);
      return pageOf([region(2)], { counter: 12 });
    };
    await pullCollection(pullDeps(workspace, [pageOf([region(1)], { more: true }), late]), 'regions');
    expect(await readDocs(db, 'regions')).toHaveLength(3);
  });
});

describe('the window', () => {
  const load = (n: number, pourDay: string): WireDocument => {
    const { name: _, ...common } = region(n);
    return { ...common, pourId: idOf(0), pourDay };
  };

  test('D11 only the edge that came with a page evicts, and nothing unsent', async () => {
    await using workspace = await testWorkspace({ collections: ['loads'] });
    const days = ['2026-08-24', '2026-08-30', '2026-08-31'];
    const loads = days.map((day, n) => load(n, day));
    await pullCollection(pullDeps(workspace, [pageOf(loads)]), 'loads');
    await workspace.saveAll('note', [
      { collection: 'loads', id: idOf(0), change: (current) => ({ ...current, note: 'mine' }) },
    ]);
    // As it is while the device’s clock says whatever it says.
    await pullCollection(pullDeps(workspace, [pageOf([], { counter: 11 })]), 'loads');
    expect(await readDocs(workspace.db, 'loads')).toHaveLength(3);
    await pullCollection(pullDeps(workspace, [pageOf([], { counter: 12, edge: '2026-08-31' })]), 'loads');
    expect((await readDocs(workspace.db, 'loads', undefined, [{ id: 'asc' }])).map(({ id }) => id)).toEqual([
      idOf(0),
      idOf(2),
    ]);
    const [left] = await workspace.db.store('loads').read([idOf(1)]);
    expect(left?.record).toMatchObject({ kind: 'left', seen: { counter: 10 } });
  });

  test('D11 a pull from the start evicts too, though no edge is stored at its beginning', async () => {
    await using workspace = await testWorkspace({ collections: ['loads'] });
    await pullCollection(pullDeps(workspace, [pageOf([load(0, '2026-08-24')])]), 'loads');
    await startOver(workspace.db, 'loads');
    await pullCollection(pullDeps(workspace, [pageOf([], { pull: 'p2', edge: '2026-08-31' })]), 'loads');
    expect(await readDocs(workspace.db, 'loads')).toEqual([]);
  });

  test('D14 the checkpoint and the epoch are stored together: without one a device could never send', async () => {
    await using workspace = await testWorkspace({ collections: ['loads'] });
    const { facts } = workspace.db.local;
    const refuse = (): never => {
      throw new Error('not stored');
    };
    facts.hook('creating', refuse);
    const pulling = pullCollection(pullDeps(workspace, [pageOf([])]), 'loads');
    await expect(pulling).rejects.toThrow('could not store');
    expect(await pullState(workspace.db, 'loads')).toEqual({ collection: 'loads', complete: false });
    facts.hook('creating').unsubscribe(refuse);
    await pullCollection(pullDeps(workspace, [pageOf([])]), 'loads');
    expect(await heardAsOf(workspace.db)).toEqual({ epoch: 'e', counter: 10 });
  });

  test('D8 D11 a live row outside of it is dropped, and leaves its mark', async () => {
    await using workspace = await testWorkspace({ collections: ['loads'] });
    await pullCollection(pullDeps(workspace, [pageOf([load(1, '2026-09-01')])]), 'loads');
    const outside = [load(1, '2020-01-06'), load(2, '2020-01-06')].map((one) => ({ ...one, rev: 'moved' }));
    await pullCollection(pullDeps(workspace, [pageOf(outside, { counter: 11 })]), 'loads');
    expect(await readDocs(workspace.db, 'loads')).toEqual([]);
    for (const { record } of await workspace.db.store('loads').read([idOf(1), idOf(2)]))
      expect(record).toMatchObject({ kind: 'left', seen: { counter: 11 } });
  });

  test('D13 what lies outside of it is not compared', async () => {
    await using workspace = await testWorkspace({ collections: ['loads'] });
    await workspace.db
      .store('loads')
      .addMany([
        { kind: 'clean', id: idOf(1), document: load(1, '2020-01-06'), seen: { epoch: 'e', counter: 9 } },
      ]);
    const asked: PullAsk[] = [];
    const state = { ...pageOf([]), digest: { count: 0, hash: '' } };
    await applyPage(
      workspace.db,
      'loads',
      await pullState(workspace.db, 'loads'),
      pageOf([], { counter: 8, start: 8 }),
    );
    await pullCollection(pullDeps(workspace, [state], asked), 'loads', { digest: true });
    expect(asked).toHaveLength(1);
  });
});

describe('a digest that differs says nothing', () => {
  const other = { count: 7, hash: 'other' };

  test('D13 while something is unsent', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    await workspace.saveAll('type', [
      { collection: 'regions', id: idOf(3), change: () => ({ name: 'Typed' }) },
    ]);
    const asked: PullAsk[] = [];
    await pullCollection(pullDeps(workspace, [{ ...pageOf([region(1)]), digest: other }], asked), 'regions', {
      digest: true,
    });
    expect(asked).toHaveLength(1);
  });

  test('D13 where a document is known at a later point than the page', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const seen = { epoch: 'e', counter: 99 };
    await workspace.db.store('regions').addMany([{ kind: 'clean', id: idOf(1), document: region(1), seen }]);
    const asked: PullAsk[] = [];
    await pullCollection(pullDeps(workspace, [{ ...pageOf([region(1)]), digest: other }], asked), 'regions', {
      digest: true,
    });
    expect(asked).toHaveLength(1);
  });
});

test('every question names the epoch that the device lives in', async () => {
  await using workspace = await testWorkspace({ collections: ['regions'] });
  const asked: PullAsk[] = [];
  await pullCollection(pullDeps(workspace, [pageOf([])], asked), 'regions');
  await pullCollection(pullDeps(workspace, [pageOf([], { counter: 11 })], asked), 'regions');
  expect(asked.map(({ epoch }) => epoch)).toEqual([undefined, 'e']);
});
