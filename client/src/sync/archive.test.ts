import { firstValueFrom } from 'rxjs';
import { describe, expect, test } from 'vitest';
import type { WireDocument } from 'shared/protocol/document.ts';
import { liveDocs, readDoc, readDocs } from '../db/live.ts';
import { OldRecord } from '../db/shelf.ts';
import { NoLine, type Api } from './api.ts';
import { readWeekFacts, takeOut, takeOutAll, type ArchiveDeps } from './archive.ts';
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
      const at = Number(new URL(path, 'http://office').searchParams.get('after') ?? 0);
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
    expect(await readWeekFacts(deps)).toMatchObject({ facts: [{ headDays: 5 }], next: OLD });
    line.cut = true;
    expect(await readWeekFacts(deps)).toMatchObject({ keptAt: '2026-11-24T12:10:00.000Z', next: OLD });
    expect(await readWeekFacts(deps, OLD)).toBeUndefined();
  });

  test('is dropped when the server was set back: neither kept nor on the shelf, and no late answer stays', async () => {
    await using workspace = await testWorkspace({ collections: ['schedule_weeks'] });
    const { db } = workspace;
    await hear(db, { epoch: 'old', counter: 9 });
    const { deps, line } = office(workspace, [week(OLD, 1)]);
    await takeOut(deps, span(OLD));
    await readWeekFacts(deps);
    await adopt(db, { epoch: 'new', restores: [{ epoch: 'old', counter: 5 }] });
    line.cut = true;
    expect(await takeOut(deps, span(OLD))).toEqual({ kind: 'away' });
    expect(await readWeekFacts(deps)).toBeUndefined();

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
