import { expect, test } from 'vitest';
import { collections } from 'shared/schema/collections.ts';
import { misfitOf } from './fits-schema.ts';

const { schema } = collections.schedule_weeks;
const week = { id: 'a_2026-11-23', rev: 'r', updatedAt: '2026-11-23T12:00:00.000Z', updatedBy: 'u' };

test.each([
  [
    'a whole document',
    { ...week, employeeId: 'a', weekStart: '2026-11-23', days: { mon: [{ part: 'full' }] } },
    undefined,
  ],
  ['a list where a group is', { ...week, employeeId: 'a', weekStart: '2026-11-23', days: [] }, 'days'],
  [
    'a choice that is none',
    { ...week, employeeId: 'a', weekStart: '2026-11-23', days: { mon: [{ part: 'night' }] } },
    'days.mon.0.part',
  ],
  [
    'a day that is none',
    { ...week, employeeId: 'a', weekStart: '2026-11-23', days: { moon: [] } },
    'days.moon',
  ],
  [
    'a field of the language',
    { ...week, employeeId: 'a', weekStart: '2026-11-23', constructor: 1 },
    'constructor',
  ],
  ['a field that is missing', { ...week, employeeId: 'a' }, 'weekStart'],
  ['a text', 'week', ''],
])('%s', (_, value, place) => {
  expect(misfitOf(schema, value)).toBe(place);
});
