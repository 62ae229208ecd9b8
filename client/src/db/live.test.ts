import { expect, test } from 'vitest';
import { idOf } from '../sync/test-pages.ts';
import { testWorkspace } from '../sync/test-workspace.ts';
import { readDocs, readDocsInParts } from './live.ts';

const WEEKS = ['2026-11-16', '2026-11-23', '2026-11-30'];

/** Five people in each of three weeks. */
const documents = WEEKS.flatMap((weekStart, week) =>
  Array.from({ length: 5 }, (_, at) => ({
    id: `${idOf(week * 10 + at)}_${weekStart}`,
    employeeId: idOf(week * 10 + at),
    weekStart,
  })),
);

test.each([1, 2, 5, 10, 11])('in parts of %i every row of the range comes once', async (size) => {
  await using workspace = await testWorkspace({
    collections: ['schedule_weeks'],
    documents: { schedule_weeks: documents },
  });
  const range = { weekStart: { $gte: '2026-11-16', $lte: '2026-11-23' } };
  const parts: string[][] = [];
  for await (const part of readDocsInParts(workspace.db, 'schedule_weeks', range, size))
    parts.push(part.map(({ id }) => id));
  const whole = await readDocs(workspace.db, 'schedule_weeks', range);
  expect(parts.flat().sort()).toEqual(whole.map(({ id }) => id).sort());
  expect(parts.flat()).toHaveLength(10);
  expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(size);
});

test('a range that no index answers is a mistake of ours', async () => {
  await using workspace = await testWorkspace({ collections: ['schedule_weeks'] });
  const parts = readDocsInParts(workspace.db, 'schedule_weeks', { note: 'x' }, 5);
  await expect(parts[Symbol.asyncIterator]().next()).rejects.toThrow(/No index/);
});
