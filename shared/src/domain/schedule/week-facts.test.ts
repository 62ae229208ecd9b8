import { expect, test } from 'vitest';
import type { ScheduleWeek } from '../../schema/schedule-weeks.ts';
import { weekFacts } from './week-facts.ts';

const MONDAY = '2026-01-05';
const week = (employeeId: string, days: ScheduleWeek['days'], weekStart = MONDAY): ScheduleWeek =>
  ({ id: `${employeeId}_${weekStart}`, employeeId, weekStart, days }) as ScheduleWeek;
const on = (projectId: string) => [{ part: 'full' as const, projectId }];

test('heads are summed by week, job and trade; a half is a head, a status is none', () => {
  const weeks = [
    week('ana', { mon: on('a'), tue: on('a'), wed: on('b') }),
    week('bob', {
      mon: on('a'),
      tue: [
        { part: 'am', projectId: 'a' },
        { part: 'pm', projectId: 'b' },
      ],
    }),
    week('cleo', { mon: on('a'), tue: [{ part: 'full', status: 'pto' }] }),
    week('ana', { mon: on('a') }, '2025-12-29'),
  ];
  const trades: Record<string, string> = { ana: 'finisher', bob: 'finisher', cleo: 'carpenter' };
  expect(weekFacts(weeks, (id) => trades[id])).toEqual([
    { weekStart: '2025-12-29', projectId: 'a', trade: 'finisher', headDays: 1 },
    { weekStart: MONDAY, projectId: 'a', trade: 'carpenter', headDays: 1 },
    { weekStart: MONDAY, projectId: 'a', trade: 'finisher', headDays: 4 },
    { weekStart: MONDAY, projectId: 'b', trade: 'finisher', headDays: 2 },
  ]);
});

test('somebody without a trade counts all the same', () => {
  expect(weekFacts([week('ana', { fri: on('a') })], () => undefined)).toEqual([
    { weekStart: MONDAY, projectId: 'a', headDays: 1 },
  ]);
});
