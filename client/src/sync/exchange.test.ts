import { describe, expect, test, vi } from 'vitest';
import type { PushAnswer, PushRequest } from 'shared/protocol/push.ts';
import { readDocs } from '../db/live.ts';
import { ApiProblem, NoLine, NO_SERVER } from './api.ts';
import { discardAttention, retryAttention, wishesOf } from './attention.ts';
import { hear } from './heard.ts';
import { exchange } from './exchange.ts';
import { pullCollection, pullState } from './pull.ts';
import { batchesOf, freshLine, pushAll, rowOf, type PushDeps } from './push.ts';
import { authorOf, testWorkspace, type TestWorkspace } from './test-workspace.ts';
import { EPOCH, idOf, pageOf, pullDeps, region } from './test-pages.ts';
import { TooSlow, type PullAsk, type Transport } from './transport.ts';

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

  test('L9 a row is not refused by what the line made of it', async () => {
    await using workspace = await withRegions(2);
    let isCut = true;
    const deps = pushDeps(workspace, () => {
      if (isCut) throw new ApiProblem(400, { code: 'body_not_json', title: 'The body ended early' });
      return accepted();
    });
    expect(await pushAll(deps)).toEqual({ answered: 0, stuck: 2 });
    expect(await workspace.db.local.attention.count()).toBe(0);
    isCut = false;
    expect(await pushAll(deps)).toEqual({ answered: 2, stuck: 0 });
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

  test('L2 a batch that is too large for something on the way is split by bytes', async () => {
    await using workspace = await withRegions(40);
    const deps = pushDeps(workspace, (request) => {
      // A proxy’s own words, without a code of ours.
      if (JSON.stringify(request).length > 3_000) throw new ApiProblem(413, {});
      return accepted();
    });
    expect(await pushAll(deps)).toEqual({ answered: 40, stuck: 0 });
    expect(await workspace.db.local.attention.count()).toBe(0);
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
    const author = authorOf(workspace);
    await retryAttention({ db: workspace.db, author }, entry.id, new Map([['name', 'Asked']]));
    expect(await readDocs(workspace.db, 'regions')).toMatchObject([{ name: 'Asked' }]);
    expect(await workspace.db.local.attention.count()).toBe(0);
    await discardAttention(workspace.db, entry.id);
    await pushAll(deps);
    expect(await readDocs(workspace.db, 'regions')).toMatchObject([{ name: 'Asked' }]);
  });

  test('D2 R4 what a page from before a restore had touched is sent as of the epoch that is heard of', async () => {
    await using workspace = await withRegions(1);
    const store = workspace.db.store('regions');
    const [held] = await store.read([idOf(0)]);
    if (held?.record.kind !== 'unsent') throw new Error('not unsent');
    await store.replace([{ held, next: { ...held.record, seen: { epoch: 'before', counter: 7 } } }]);
    await pushAll(pushDeps(workspace, () => accepted()));
    expect(await store.countUnsent()).toBe(0);
  });

  test('D3 a refused deletion of what has left the device meanwhile stays when it is tried again', async () => {
    await using workspace = await testWorkspace({ collections: ['absences'] });
    const { id: documentId, ...common } = region(1, 'mine');
    const id = `absences/${documentId}/mine`;
    await workspace.db.local.attention.put({
      id,
      collection: 'absences',
      documentId,
      rev: 'mine',
      code: 'not_permitted',
      message: 'No.',
      document: { ...common, id: documentId, _deleted: true },
      base: { ...common, id: documentId, rev: 'old' },
      stamps: {},
      at: '2026-11-24T12:00:00.000Z',
    });
    const author = authorOf(workspace);
    await retryAttention({ db: workspace.db, author }, id);
    expect(await workspace.db.local.attention.count()).toBe(1);
  });

  test('D3 I1 what was set back after it was sent is a wish too where the sent state had arrived long ago', async () => {
    await using workspace = await testWorkspace({
      collections: ['regions'],
      documents: { regions: [{ id: idOf(1), name: 'Was' }] },
    });
    const { db } = workspace;
    await hear(db, { epoch: 'test', counter: 5 });
    const rename = (name: string): Promise<void> =>
      workspace.saveAll('rename', [{ collection: 'regions', id: idOf(1), change: () => ({ name }) }]);
    await rename('Sent');
    let isSetBack = false;
    const tooOld = pushDeps(workspace, ({ rows }) => ({
      ...accepted(21),
      asOf: { epoch: 'test', counter: 21 },
      rejected: rows.map(({ document }) => ({
        collection: 'regions',
        id: document.id,
        code: 'too_old',
        message: 'Too old',
        master: document,
      })),
    }));
    await pushAll({
      ...tooOld,
      transport: {
        push: async (request) => {
          if (!isSetBack) await rename('Was');
          isSetBack = true;
          return tooOld.transport.push(request);
        },
      },
    });
    expect(await readDocs(db, 'regions')).toMatchObject([{ name: 'Sent' }]);
    const [entry] = await db.local.attention.toArray();
    if (entry === undefined) throw new Error('not kept');
    expect([...wishesOf(entry)]).toEqual([['name', 'Was']]);
  });

  test('D3 I1 what is tried again before another tab has ended its refusal stays under attention', async () => {
    await using workspace = await withRegions(1);
    const store = workspace.db.store('regions');
    const author = authorOf(workspace);
    // The entry is stored first, the record is taken back afterwards: between the two somebody taps.
    const replace = store.replace.bind(store);
    let isTapped = false;
    vi.spyOn(store, 'replace').mockImplementation(async (replacements) => {
      const [entry] = await workspace.db.local.attention.toArray();
      if (entry && !isTapped) {
        isTapped = true;
        await retryAttention({ db: workspace.db, author }, entry.id);
      }
      return replace(replacements);
    });
    const refused = ({ rows }: PushRequest): PushAnswer => ({
      ...accepted(),
      rejected: rows.map(({ document: { id } }) => ({
        collection: 'regions',
        id,
        code: 'not_permitted',
        message: 'Only administrators',
        master: null,
      })),
    });
    await pushAll(pushDeps(workspace, refused));
    expect(await store.countUnsent()).toBe(0);
    expect(await workspace.db.local.attention.count()).toBe(1);
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

describe('the whole exchange', () => {
  const wish = { collections: ['regions'] as const, reviews: false, push: true, digest: false };

  /** Pulled once, then away for longer than the server remembers, with one edit that waits. */
  async function away(refusePush: ApiProblem | undefined) {
    const workspace = await testWorkspace({ collections: ['regions'] });
    await pullCollection(pullDeps(workspace, [pageOf([region(1), region(2)])]), 'regions');
    await workspace.saveAll('edit', [
      { collection: 'regions', id: idOf(1), change: () => ({ name: 'Mine' }) },
    ]);
    const asked: PullAsk[] = [];
    const calls: string[] = [];
    const expired = () => Promise.reject(new ApiProblem(410, { code: 'checkpoint_expired' }));
    const anew = pageOf([{ ...region(1, 'mine'), name: 'Mine' }], { pull: 'p2', counter: 30, start: 30 });
    const pulling = pullDeps(workspace, [expired, anew], asked);
    const pushing = pushDeps(workspace, () => {
      calls.push('push');
      if (refusePush) throw refusePush;
      return accepted();
    });
    const transport: Transport = {
      ...NO_SERVER,
      ...pushing.transport,
      pull: (collection, ask) => {
        calls.push(ask.checkpoint === undefined ? 'pull from the start' : 'pull');
        return pulling.transport.pull(collection, ask);
      },
      offer: () => Promise.reject(new NoLine('none')),
      quarantine: () => Promise.reject(new NoLine('none')),
      stream: () => Promise.reject(new NoLine('none')),
    };
    const done = await exchange({ ...pushing, ...pulling, transport }, wish);
    const names = (await readDocs(workspace.db, 'regions')).map(({ name }) => name);
    return { workspace, calls, done, names };
  }

  test('L3 a checkpoint that the server has forgotten: what is unsent goes first, then the collection starts over', async () => {
    const { workspace, calls, names } = await away(undefined);
    expect(calls).toEqual(['push', 'pull', 'pull from the start']);
    expect(names).toEqual(['Mine']);
    expect(await pullState(workspace.db, 'regions')).toMatchObject({
      complete: true,
      checkpoint: { id: 'p2' },
    });
    await workspace.db.close();
  });

  test('L3 L4 a workspace that is suspended blocks neither that nor the edit that waits', async () => {
    const { workspace, calls, done, names } = await away(new ApiProblem(423, { code: 'suspended' }));
    expect(calls).toEqual(['push', 'pull', 'pull from the start']);
    expect(done.suspended).toBe(true);
    expect(names).toEqual(['Mine']);
    expect(await workspace.db.store('regions').countUnsent()).toBe(1);
    await workspace.db.close();
  });
});
