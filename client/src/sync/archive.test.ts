import { firstValueFrom } from 'rxjs';
import { describe, expect, test } from 'vitest';
import type { WireDocument } from 'shared/protocol/document.ts';
import { liveDocs, readDoc, readDocs } from '../db/live.ts';
import { OldRecord } from '../db/shelf.ts';
import { NoLine, type Api } from './api.ts';
import { quarterSpans, readWeekFacts, takeOut, takeOutAll, type ArchiveDeps } from './archive.ts';
import { unacknowledged } from './drain.ts';
import { hear } from './heard.ts';
import { adopt } from './restoration.ts';
import { testWorkspace, type TestWorkspace } from './test-workspace.ts';

const EDGE = '2026-08-24';
const OLD = '2026-03-02';
const ANA = '00000000-0000-7000-8000-0000000000a1';
const week = (weekStart: string, n = 0): WireDocument => ({
  id: `${ANA}${n}_${weekStart}`,
  rev: `r${n}`,
  updatedAt: '2026-03-01T12:00:00.000Z',
  updatedBy: ANA,
  employeeId: `${ANA}${n}`,
  weekStart,
});
const LATEST = { before: '2026-11-23', isFirst: true };
const span = (from: string) => ({ collection: 'schedule_weeks', from, before: '2026-03-09' }) as const;

/** A server with these documents, in pages of two; `line.cut` is the end of the line. */
function office(
  workspace: TestWorkspace,
  documents: readonly WireDocument[],
  more: Partial<ArchiveDeps> = {},
) {
  const line = { cut: false, asked: [] as string[], epoch: 'old' };
  const api: Pick<Api, 'get'> = {
    get: async <T>(path: string): Promise<T> => {
      if (line.cut) throw new NoLine('cut');
      line.asked.push(path);
      if (path.startsWith('/facts'))
        return {
          facts: [{ weekStart: OLD, projectId: 'job', headDays: 5 }],
          asOf: { epoch: line.epoch },
          next: OLD,
        } as T;
      const asked = new URL(path, 'http://office').searchParams;
      const named = documents.filter(({ id }) => id === asked.get('id'));
      if (asked.has('id')) return { documents: named, asOf: { epoch: line.epoch }, edge: EDGE } as T;
      const at = Number(asked.get('after') ?? 0);
      const next = at + 2 < documents.length ? String(at + 2) : undefined;
      const asOf = { epoch: line.epoch };
      return { documents: documents.slice(at, at + 2), asOf, edge: EDGE, ...(next && { next }) } as T;
    },
  };
  const deps: ArchiveDeps = {
    db: workspace.db,
    api,
    nowInstant: () => workspace.clock.nowInstant(),
    ...more,
  };
  return { deps, line };
}

describe('A3 old data on the device', () => {
  test('is asked for page by page, shown beside what is held, and never part of what is synced', async () => {
    await using workspace = await testWorkspace({ collections: ['schedule_weeks'] });
    const { deps, line } = office(workspace, [week(OLD, 1), week(OLD, 2), week(OLD, 3)]);
    const shown: number[] = [];
    const watching = liveDocs(workspace.db, 'schedule_weeks', { weekStart: OLD }).subscribe((weeks) =>
      shown.push(weeks.length),
    );
    await firstValueFrom(liveDocs(workspace.db, 'schedule_weeks', { weekStart: OLD }));
    expect(await takeOut(deps, span(OLD))).toEqual({ kind: 'fresh' });
    expect(line.asked).toHaveLength(2);
    expect(await readDocs(workspace.db, 'schedule_weeks', { weekStart: OLD })).toHaveLength(3);
    expect(shown.at(-1)).toBe(3);
    expect(await workspace.db.store('schedule_weeks').countHeld()).toBe(0);
    watching.unsubscribe();
  });

  test('is shown with its age without a line, and said to be away where it never was here', async () => {
    await using workspace = await testWorkspace({ collections: ['schedule_weeks'] });
    const { deps, line } = office(workspace, [week(OLD, 1)]);
    workspace.setNow('2026-11-24T12:10:00.000Z');
    await takeOut(deps, span(OLD));
    line.cut = true;
    workspace.setNow('2026-11-27T09:00:00.000Z');
    expect(await takeOut(deps, span(OLD))).toEqual({ kind: 'kept', at: '2026-11-24T12:10:00.000Z' });
    expect(await takeOut(deps, span('2026-02-02'))).toEqual({ kind: 'away' });
    expect(await takeOutAll(deps, [span(OLD), span('2026-02-02')])).toEqual({ kind: 'away' });
  });

  test('is asked for again after a minute, not with every step through the weeks', async () => {
    await using workspace = await testWorkspace({ collections: ['schedule_weeks'] });
    const { deps, line } = office(workspace, [week(OLD, 1)]);
    workspace.setNow('2026-11-24T12:10:00.000Z');
    await takeOut(deps, span(OLD));
    workspace.setNow('2026-11-24T12:10:59.000Z');
    await takeOut(deps, span(OLD));
    expect(line.asked).toHaveLength(1);
    workspace.setNow('2026-11-24T12:11:00.000Z');
    await takeOut(deps, span(OLD));
    expect(line.asked).toHaveLength(2);
  });

  test('is asked for by the quarters of the calendar, under the same names whatever the window is', () => {
    expect(quarterSpans('absences', '2026-03-31', '2026-08-24')).toEqual([
      { collection: 'absences', from: '2026-07-01', before: '2026-10-01' },
      { collection: 'absences', from: '2026-04-01', before: '2026-07-01' },
      { collection: 'absences', from: '2026-01-01', before: '2026-04-01' },
    ]);
    expect(quarterSpans('absences', '2026-08-01', '2026-08-31')).toEqual(
      quarterSpans('absences', '2026-08-01', '2026-09-07'),
    );
    expect(quarterSpans('pours', '2025-12-31', '2026-01-01')).toEqual([
      { collection: 'pours', from: '2025-10-01', before: '2026-01-01' },
    ]);
    expect(quarterSpans('pours', EDGE, EDGE)).toEqual([]);
  });

  test('is looked at and not changed: neither what is there nor something new in that time', async () => {
    await using workspace = await testWorkspace({ collections: ['schedule_weeks'] });
    const { deps } = office(workspace, [week(OLD, 1)]);
    await takeOut(deps, span(OLD));
    const save = (document: WireDocument) =>
      workspace.saveAll('edit', [
        {
          collection: 'schedule_weeks',
          id: document.id,
          change: () => ({
            employeeId: String(document['employeeId']),
            weekStart: String(document['weekStart']),
            note: 'typed',
          }),
        },
      ]);
    await expect(save(week(OLD, 1))).rejects.toBeInstanceOf(OldRecord);
    await expect(save(week(OLD, 9))).rejects.toBeInstanceOf(OldRecord);
    expect(await unacknowledged(workspace.db)).toEqual([]);
    await save(week(EDGE, 9));
    expect(await readDoc(workspace.db, 'schedule_weeks', week(EDGE, 9).id)).toMatchObject({ note: 'typed' });
  });

  test.each([
    ['entries', { bytes: 1_000_000, entries: 2 }],
    [
      'bytes',
      {
        bytes: JSON.stringify({ documents: [week(OLD, 1)], edge: EDGE, epoch: 'old' }).length * 2 + 9,
        entries: 100,
      },
    ],
  ])(
    'keeps no more than its bound of %s, and lets go of what was not looked at for longest',
    async (_, bounds) => {
      await using workspace = await testWorkspace({ collections: ['schedule_weeks'] });
      const { deps, line } = office(workspace, [week(OLD, 1)], { bounds });
      const days = ['2026-01-05', '2026-01-12', '2026-01-19'];
      const look = (day: string | undefined, at: number) => {
        workspace.setNow(`2026-11-24T12:0${at}:00.000Z`);
        return takeOut(deps, span(day ?? ''));
      };
      await look(days[0], 0);
      await look(days[1], 1);
      line.cut = true;
      await look(days[0], 2);
      line.cut = false;
      await look(days[2], 3);
      line.cut = true;
      const kinds = [];
      for (const day of days) kinds.push((await look(day, 4)).kind);
      expect(kinds).toEqual(['kept', 'away', 'kept']);
    },
  );

  test('the weekly facts come and stay the same way', async () => {
    await using workspace = await testWorkspace({ collections: ['schedule_weeks'] });
    const { deps, line } = office(workspace, []);
    workspace.setNow('2026-11-24T12:10:00.000Z');
    const first = (before: string) => readWeekFacts(deps, { before, isFirst: true });
    expect(await first('2026-11-23')).toMatchObject({ facts: [{ headDays: 5 }], next: OLD });
    line.cut = true;
    // On the next Monday without a line it is last week's page.
    expect(await first('2026-11-30')).toMatchObject({ keptAt: '2026-11-24T12:10:00.000Z', next: OLD });
    expect(await readWeekFacts(deps, { before: OLD, isFirst: false })).toBeUndefined();
  });
});

describe('A5 an old record that somebody comes to by its address', () => {
  test('is found by its name at the office', async () => {
    await using workspace = await testWorkspace({ collections: ['schedule_weeks'] });
    const { deps, line } = office(workspace, [week(OLD, 1)]);
    const one = (n: number) => ({ collection: 'schedule_weeks', id: week(OLD, n).id }) as const;
    expect(await takeOut(deps, one(1))).toEqual({ kind: 'fresh' });
    expect(line.asked).toEqual([`/sync/schedule_weeks/archive?id=${week(OLD, 1).id}`]);
    expect(await readDoc(workspace.db, 'schedule_weeks', one(1).id)).toBeDefined();
  });

  test('that came among others is found by its name without a line, and is away where nothing is known of it', async () => {
    await using workspace = await testWorkspace({ collections: ['schedule_weeks'] });
    const { deps, line } = office(workspace, [week(OLD, 1), week(OLD, 2)]);
    workspace.setNow('2026-11-24T12:10:00.000Z');
    await takeOut(deps, span(OLD));
    line.cut = true;
    workspace.setNow('2026-11-27T09:00:00.000Z');
    const of = (n: number) => takeOut(deps, { collection: 'schedule_weeks', id: week(OLD, n).id });
    expect(await of(2)).toEqual({ kind: 'kept', at: '2026-11-24T12:10:00.000Z' });
    expect(await of(3)).toEqual({ kind: 'away' });
    line.cut = false;
    expect(await of(3)).toEqual({ kind: 'fresh' });
    line.cut = true;
    workspace.setNow('2026-11-27T10:00:00.000Z');
    expect(await of(3)).toEqual({ kind: 'away' });
  });
});

describe('A6 a part of old data', () => {
  test('is what the office says: what a later answer lacks goes, and what was kept does not go over it', async () => {
    await using workspace = await testWorkspace({ collections: ['schedule_weeks'] });
    const documents = [week(OLD, 1), week(OLD, 2)];
    const { deps, line } = office(workspace, documents);
    const shown = async () =>
      (await readDocs(workspace.db, 'schedule_weeks', { weekStart: OLD })).map(({ rev }) => rev).sort();
    workspace.setNow('2026-11-24T12:10:00.000Z');
    await takeOut(deps, span(OLD));
    expect(await shown()).toEqual(['r1', 'r2']);
    documents.splice(0, 2, { ...week(OLD, 1), rev: 'corrected' });
    workspace.setNow('2026-11-24T12:20:00.000Z');
    await takeOut(deps, { collection: 'schedule_weeks', id: week(OLD, 1).id });
    line.cut = true;
    await takeOut(deps, span(OLD));
    expect(await shown()).toEqual(['corrected', 'r2']);
    line.cut = false;
    await takeOut(deps, span(OLD));
    expect(await shown()).toEqual(['corrected']);
  });

  test('is old only while it lies before the window: what came back into it is worked on', async () => {
    await using workspace = await testWorkspace({ collections: ['pours'] });
    const pour = { ...week(OLD), id: 'p1', day: OLD, status: 'complete' };
    workspace.db.shelf.put('x', {
      collection: 'pours',
      documents: [pour],
      edge: EDGE,
      epoch: 'old',
      freshAt: OLD,
    });
    expect(workspace.db.shelf.isOld('pours', pour)).toBe(true);
    expect(workspace.db.shelf.isOld('pours', { ...pour, status: 'in_progress' } as WireDocument)).toBe(false);
    expect(workspace.db.shelf.isOld('pours', { ...pour, id: 'p2' })).toBe(false);
    // An answer of last week does not open the weeks that have left since.
    workspace.db.shelf.put('y', { collection: 'pours', documents: [], edge: '2026-08-17', epoch: 'old' });
    expect(workspace.db.shelf.edge).toBe(EDGE);
  });

  test('is dropped when the server was set back: neither kept nor on the shelf, and no late answer stays', async () => {
    await using workspace = await testWorkspace({ collections: ['schedule_weeks'] });
    const { db } = workspace;
    await hear(db, { epoch: 'old', counter: 9 });
    const { deps, line } = office(workspace, [week(OLD, 1)]);
    await takeOut(deps, span(OLD));
    await readWeekFacts(deps, LATEST);
    await adopt(db, { epoch: 'new', restores: [{ epoch: 'old', counter: 5 }] });
    line.cut = true;
    expect(await takeOut(deps, span(OLD))).toEqual({ kind: 'away' });
    expect(await readWeekFacts(deps, LATEST)).toBeUndefined();

    const lost = office(workspace, []);
    lost.line.epoch = 'new';
    expect(await takeOut(lost.deps, span(OLD))).toEqual({ kind: 'fresh' });
    expect(await readDocs(db, 'schedule_weeks', { weekStart: OLD })).toEqual([]);

    line.cut = false;
    await takeOut(deps, span('2026-02-02'));
    line.cut = true;
    expect(await takeOut(deps, span('2026-02-02'))).toEqual({ kind: 'away' });
  });
});
