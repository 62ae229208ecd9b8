import { describe, expect, test } from 'vitest';
import { chosenAtFirst } from 'shared/history/session.ts';
import type { AuditAnswer, AuditEntry } from 'shared/protocol/audit.ts';
import { readDocs } from '../../db/live.ts';
import { NO_SERVER, type Api } from '../../sync/api.ts';
import { addToJournal, beginJournal, recordKey } from '../../sync/journal.ts';
import { testWorkspace, type TestWorkspace } from '../../sync/test-workspace.ts';
import { lookAt, undoSession } from './session.repo.ts';

const SAM = '00000000-0000-7000-8000-0000000000aa';
const MONDAY = '2026-11-23';
const ASK = { person: SAM, from: '2026-11-24T12:00:00.000Z', to: '2026-11-24T22:00:00.000Z' };
const LOOKING = { onProgress: () => undefined, signal: new AbortController().signal };
const PTO = [{ part: 'full', status: 'pto' }] as const;
const SHOP = [{ part: 'full', status: 'shop' }] as const;

const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}_${MONDAY}`;

/** Everybody's Monday turned from the shop to PTO, as the log tells it. */
const disaster = (people: number): AuditEntry[] =>
  Array.from({ length: people }, (_, n) => ({
    seq: n + 1,
    at: '2026-11-24T13:00:00.000Z',
    actor: SAM,
    operation: 'update' as const,
    collection: 'schedule_weeks' as const,
    documentId: idOf(n),
    before: { days: { mon: SHOP } },
    after: { days: { mon: PTO } },
  }));

const server = (entries: readonly AuditEntry[]): Api => ({
  ...NO_SERVER,
  get: <T>() => Promise.resolve({ entries: entries.toReversed() } satisfies AuditAnswer as T),
});

const company = (people: number, api: Api, role: 'scheduler' | 'viewer' = 'scheduler') =>
  testWorkspace({
    collections: ['schedule_weeks', 'employees', 'projects', 'pours', 'settings'],
    documents: {
      schedule_weeks: Array.from({ length: people }, (_, n) => ({
        id: idOf(n),
        employeeId: idOf(n).slice(0, 36),
        weekStart: MONDAY,
        days: { mon: [...PTO] },
      })),
    },
    user: { role },
    now: '2026-11-24T23:00:00.000Z',
    api,
  });

const mondays = async ({ db }: TestWorkspace): Promise<ReadonlySet<string>> =>
  new Set((await readDocs(db, 'schedule_weeks')).map(({ days }) => JSON.stringify(days?.mon)));

describe('undoing a session', () => {
  test('H11 H12 is one step however many records it is, and one undo takes all of it back', async () => {
    const people = 700;
    await using workspace = await company(people, server(disaster(people)));
    const { plan, hereSince } = await lookAt(workspace, ASK, LOOKING);
    expect([plan.changes, plan.records.length, hereSince]).toEqual([people, people, undefined]);
    const told: (readonly [number, number])[] = [];
    const undone = await undoSession(workspace, 'Undo Sam', plan, chosenAtFirst(plan), (...progress) =>
      told.push(progress),
    );
    expect(undone).toEqual({ changes: people, kept: 0 });
    expect(told).toEqual([
      [500, people],
      [people, people],
    ]);
    expect(await mondays(workspace)).toEqual(new Set([JSON.stringify(SHOP)]));
    expect((await readDocs(workspace.db, 'schedule_weeks')).every(({ rev }) => rev.endsWith('.undo'))).toBe(
      true,
    );
    expect(await workspace.undo()).toEqual({ label: 'Undo Sam', kept: 0 });
    expect(await mondays(workspace)).toEqual(new Set([JSON.stringify(PTO)]));
  }, 60_000);

  test('H10 who may not write is told so before anything is written', async () => {
    await using workspace = await company(2, server(disaster(2)), 'viewer');
    const { plan } = await lookAt(workspace, ASK, LOOKING);
    expect(plan.records.map(({ blocked }) => blocked)).toEqual(['not_permitted', 'not_permitted']);
  });

  test('H17 without a line it works with what this device saw, and says since when', async () => {
    await using workspace = await company(3, NO_SERVER);
    const { db } = workspace;
    await beginJournal(db, '2026-11-20T06:10:00.000Z');
    await addToJournal(
      db,
      disaster(3).map((entry) => ({
        record: recordKey('schedule_weeks', entry.documentId),
        heardAt: entry.at,
        source: 'line' as const,
        entry,
      })),
    );
    const { plan, hereSince } = await lookAt(workspace, ASK, LOOKING);
    expect([plan.changes, hereSince]).toEqual([3, '2026-11-20T06:10:00.000Z']);
    await undoSession(workspace, 'Undo Sam', plan, chosenAtFirst(plan), () => undefined);
    expect(await mondays(workspace)).toEqual(new Set([JSON.stringify(SHOP)]));
  });
});
