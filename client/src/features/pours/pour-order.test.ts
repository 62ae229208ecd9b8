import { expect, test } from 'vitest';
import type { Pour } from 'shared/schema/pours.ts';
import { byNearness } from './pour-order.ts';

const pour = (id: string, fields: Partial<Pour>): Pour => ({
  rev: '1',
  updatedAt: '',
  updatedBy: '',
  id,
  ...fields,
});

test('what is running comes first, then today by the clock, then days ahead, days gone by and days unknown', () => {
  const pours = [
    pour('no day', {}),
    pour('last week', { day: '2026-11-20' }),
    pour('yesterday', { day: '2026-11-27' }),
    pour('tomorrow', { day: '2026-11-29', startsAt: '2026-11-29T06:00:00.000Z' }),
    pour('today, no time', { day: '2026-11-28' }),
    pour('today at noon', { day: '2026-11-28', startsAt: '2026-11-28T18:00:00.000Z' }),
    pour('today at dawn', { day: '2026-11-28', startsAt: '2026-11-28T12:00:00.000Z' }),
    pour('since last night', { day: '2026-11-27', status: 'in_progress' }),
  ];
  expect(pours.toSorted(byNearness('2026-11-28')).map(({ id }) => id)).toEqual([
    'since last night',
    'today at dawn',
    'today at noon',
    'today, no time',
    'tomorrow',
    'yesterday',
    'last week',
    'no day',
  ]);
});
