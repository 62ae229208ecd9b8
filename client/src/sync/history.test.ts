import { describe, expect, test } from 'vitest';
import { changesOf } from 'shared/history/changes.ts';
import { contentAfter } from 'shared/history/restore.ts';
import type { AuditAnswer, AuditEntry } from 'shared/protocol/audit.ts';
import { ApiProblem, NO_SERVER, NoLine, type Api } from './api.ts';
import { readLog, readStory } from './history.ts';
import { addToJournal, beginJournal, journalOf, journalSince, noteHeard, wholeJournal } from './journal.ts';
import { applyPage, pullState } from './pull.ts';
import { idOf, pageOf, region } from './test-pages.ts';
import { testWorkspace, type TestWorkspace } from './test-workspace.ts';

const NOW = '2026-11-24T14:00:00.000Z';
const REGION = { collection: 'regions', documentId: idOf(1) } as const;
const KEY = `regions/${idOf(1)}`;

const pull = async (workspace: TestWorkspace, ...page: Parameters<typeof pageOf>): Promise<void> => {
  await applyPage(workspace.db, 'regions', await pullState(workspace.db, 'regions'), pageOf(...page));
};

const rename = (workspace: TestWorkspace, name: string): Promise<void> =>
  workspace.saveAll('rename', [{ collection: 'regions', id: idOf(1), change: () => ({ name }) }]);

const saidBy = async (workspace: TestWorkspace) =>
  (await journalOf(workspace.db, KEY)).map(({ source, entry }) => ({
    source,
    operation: entry.operation,
    actor: entry.actor,
    changes: changesOf({ ...entry, seq: 0 }).map(({ unit, before, after }) => [unit, before, after]),
  }));

const entry = (
  seq: number,
  name: string,
  rev = `r${seq}`,
  at = `2026-11-2${seq}T10:00:00.000Z`,
): AuditEntry => ({
  seq,
  at,
  actor: idOf(9),
  operation: seq === 1 ? 'create' : 'update',
  ...REGION,
  ...(seq > 1 && { before: { name: 'before', rev: `r${seq - 1}` } }),
  after: { name, rev },
});

/** A server that answers from these entries, newest first, two a page. */
const server = (entries: readonly AuditEntry[], asked: string[] = []): Pick<Api, 'get'> => ({
  get: async <T>(path: string): Promise<T> => {
    asked.push(path);
    const before = Number(new URL(path, 'http://x').searchParams.get('before') ?? Number.MAX_SAFE_INTEGER);
    const page = entries.filter(({ seq }) => seq < before).toSorted((a, b) => b.seq - a.seq);
    const answer: AuditAnswer = {
      entries: page.slice(0, 2),
      ...(page.length > 2 && { next: page[1]?.seq ?? 0 }),
    };
    return answer as T;
  },
});

describe('the journal of this device', () => {
  test('H13 notes what this device writes, as often as it writes it, and what takes it back', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    await pull(workspace, [region(1)]);
    await rename(workspace, 'one');
    await rename(workspace, 'two');
    await workspace.undo();
    expect(await saidBy(workspace)).toMatchObject([
      { source: 'here', changes: [['name', 'two', 'one']] },
      { source: 'here', changes: [['name', 'one', 'two']] },
      { source: 'here', actor: workspace.user.id, changes: [['name', 'Region 1', 'one']] },
    ]);
    expect((await journalOf(workspace.db, KEY))[0]?.entry.after?.['rev']).toMatch(/\.undo$/);
  });

  test('H14 notes what others change of what is held, and nothing of a first pull, of an echo or of what only leaves', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    await pull(workspace, [region(1), region(2)]);
    expect(await wholeJournal(workspace.db)).toEqual([]);
    const changed = { ...region(1, 'r1b'), name: 'North', updatedBy: idOf(9) };
    await pull(workspace, [changed], { counter: 11 });
    await pull(workspace, [changed], { counter: 12 });
    await pull(workspace, [region(3)], { counter: 13 });
    expect(await saidBy(workspace)).toEqual([
      { source: 'line', operation: 'update', actor: idOf(9), changes: [['name', 'Region 1', 'North']] },
    ]);
    expect(
      (await wholeJournal(workspace.db)).map(({ operation, documentId }) => [operation, documentId]),
    ).toEqual([
      ['update', idOf(1)],
      ['create', idOf(3)],
    ]);
  });

  test('H14 a deletion that comes down the line leaves all that the record said', async () => {
    await using workspace = await testWorkspace({ collections: ['absences'] });
    const absence = {
      ...region(1),
      name: undefined,
      employeeId: idOf(5),
      from: '2026-11-27',
      to: '2026-11-28',
    };
    const pages = [[absence], [{ ...absence, rev: 'gone', _deleted: true }]];
    for (const [at, page] of pages.entries())
      await applyPage(
        workspace.db,
        'absences',
        await pullState(workspace.db, 'absences'),
        pageOf(page, { counter: 10 + at }),
      );
    const story = (await wholeJournal(workspace.db)).toReversed();
    expect(contentAfter('absences', story)).toEqual({
      employeeId: idOf(5),
      from: '2026-11-27',
      to: '2026-11-28',
    });
  });

  test('H14 an edit that the server refused is not told as somebody’s change', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const base = region(1);
    const mine = { ...base, name: 'mine', rev: 'x' };
    await noteHeard(workspace.db, 'regions', [
      {
        was: {
          kind: 'sent',
          id: base.id,
          document: mine,
          base,
          stamps: {},
          sent: { document: mine, stamps: {} },
        },
        is: { kind: 'clean', id: base.id, document: base, seen: { epoch: 'e', counter: 20 } },
      },
    ]);
    expect(await saidBy(workspace)).toEqual([
      { source: 'line', operation: 'update', actor: undefined, changes: [['name', 'mine', 'Region 1']] },
    ]);
  });

  test('H15 is bounded, and tells since when it leaves nothing out', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const { db } = workspace;
    await beginJournal(db, '2026-11-01T00:00:00.000Z');
    await beginJournal(db, '2026-11-02T00:00:00.000Z');
    expect(await journalSince(db)).toBe('2026-11-01T00:00:00.000Z');
    const many = Array.from({ length: 3_501 }, (_, n) => ({
      record: KEY,
      heardAt: new Date(Date.UTC(2026, 10, 3) + n * 1_000).toISOString(),
      source: 'here' as const,
      entry: { ...entry(2, `${n}`) },
    }));
    await addToJournal(db, many);
    expect(await db.local.journal.count()).toBe(3_000);
    expect(await journalSince(db)).toBe(many[501]?.heardAt);
  });

  test('H15 a return after weeks is taken in without it, and history begins anew', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const held = Array.from({ length: 501 }, (_, n) => region(n));
    await pull(workspace, held);
    await beginJournal(workspace.db, '2026-11-01T00:00:00.000Z');
    const latest = '2026-11-20T00:00:00.000Z';
    await pull(
      workspace,
      held.map((one) => ({ ...one, name: 'new', rev: `${one.rev}b`, updatedAt: latest })),
      { counter: 11 },
    );
    expect(await wholeJournal(workspace.db)).toEqual([]);
    expect(await journalSince(workspace.db)).toBe(latest);
  });
});

describe('a record’s story', () => {
  test('H16 with a line it is the server’s, with what is not sent yet above it', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    await pull(workspace, [region(1)]);
    await rename(workspace, 'mine');
    const api = server([entry(1, 'a'), entry(2, 'b'), entry(3, 'c')]);
    const first = await readStory(workspace.db, api, REGION, NOW);
    expect(first.entries.map(({ notSent, after }) => [after?.['name'], notSent])).toEqual([
      ['mine', true],
      ['c', undefined],
      ['b', undefined],
    ]);
    expect([first.isWhole, first.from]).toEqual([false, { kind: 'server', next: 2 }]);
    const rest = await readStory(workspace.db, api, REGION, NOW, 2);
    expect([rest.entries.map(({ seq }) => seq), rest.isWhole]).toEqual([[1], true]);
  });

  test('H16 without a line it is what was read last and what this device knows since, and says how far back that is', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const { db } = workspace;
    await beginJournal(db, '2026-11-20T06:10:00.000Z');
    await pull(workspace, [{ ...region(1), rev: 'r2' }]);
    await readStory(db, server([entry(1, 'a'), entry(2, 'b')]), REGION, NOW);
    await pull(workspace, [{ ...region(1), rev: 'r3', name: 'theirs', updatedBy: idOf(9), updatedAt: NOW }], {
      counter: 11,
    });
    await rename(workspace, 'mine');
    const story = await readStory(db, NO_SERVER, REGION, NOW);
    expect(story.entries.map(({ after, notSent }) => [after?.['name'], notSent])).toEqual([
      ['mine', true],
      ['theirs', undefined],
      ['b', undefined],
      ['a', undefined],
    ]);
    expect(story).toMatchObject({
      isWhole: true,
      from: { kind: 'device', since: '2026-11-20T06:10:00.000Z', readAt: NOW },
    });
  });

  test('H16 never asked before, it begins where this device’s own knowledge does', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    await beginJournal(workspace.db, '2026-11-20T06:10:00.000Z');
    await pull(workspace, [region(1)]);
    await rename(workspace, 'mine');
    expect(await readStory(workspace.db, NO_SERVER, REGION, NOW)).toMatchObject({
      entries: [{ after: { name: 'mine' } }],
      isWhole: false,
      from: { kind: 'device', since: '2026-11-20T06:10:00.000Z' },
    });
  });

  test('H16 a record made here is told from its beginning without any line', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    await rename(workspace, 'new');
    expect(await readStory(workspace.db, NO_SERVER, REGION, NOW)).toMatchObject({
      isWhole: true,
      entries: [{ operation: 'create', notSent: true }],
    });
  });

  test('H16 a server that refuses is not taken for a lack of line', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const refusing = { get: () => Promise.reject(new ApiProblem(403, { code: 'not_permitted' })) };
    await expect(readStory(workspace.db, refusing, REGION, NOW)).rejects.toThrow(ApiProblem);
  });
});

describe('the log since a moment', () => {
  const all = [1, 2, 3, 4, 5].map((seq) => entry(seq, `${seq}`));

  test('H17 is read page by page until it is behind that moment, and no further', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const asked: string[] = [];
    const told: number[] = [];
    const log = await readLog(workspace.db, server(all, asked), '2026-11-23T09:00:00.000Z', {
      onProgress: (read) => told.push(read),
    });
    expect(log.entries.map(({ seq }) => seq)).toEqual([5, 4, 3]);
    expect([asked.length, told]).toEqual([2, [2, 4]]);
    expect(log.hereSince).toBeUndefined();
  });

  test('H17 without a line it is this device’s journal, and says since when that is whole', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    await beginJournal(workspace.db, '2026-11-20T06:10:00.000Z');
    await rename(workspace, 'mine');
    const log = await readLog(workspace.db, NO_SERVER, '2026-11-24T13:00:00.000Z');
    expect([log.entries.length, log.hereSince]).toEqual([1, '2026-11-20T06:10:00.000Z']);
    expect((await readLog(workspace.db, NO_SERVER, '2026-11-24T15:00:00.000Z')).entries).toEqual([]);
  });

  test('H17 it can be given up while it is read', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const controller = new AbortController();
    const reading = readLog(workspace.db, server(all), '2026-11-20T00:00:00.000Z', {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(reading).rejects.not.toBeInstanceOf(NoLine);
  });
});
