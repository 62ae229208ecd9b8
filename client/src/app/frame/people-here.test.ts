import { expect, test } from 'vitest';
import type { Present } from 'shared/protocol/presence.ts';
import { peopleOf } from './people-here.ts';

const at = (userId: string, place?: string): Present => ({
  key: `${userId} ${place}`,
  userId,
  name: userId,
  ...(place !== undefined && { place }),
});

test('W9 each person once: here before elsewhere, somewhere before nowhere, then by name', () => {
  const people = peopleOf(
    [
      at('zoe', 'pour:p1'),
      at('maria'),
      at('maria', 'pour:p2'),
      at('maria', 'pour:p1'),
      at('ana', 'week:2026-11-23'),
      at('ana'),
      at('bo'),
    ],
    'pour:p1',
  );
  expect(people.map(({ userId, place, isHere }) => [userId, place, isHere])).toEqual([
    ['maria', 'pour:p1', true],
    ['zoe', 'pour:p1', true],
    ['ana', 'week:2026-11-23', false],
    ['bo', undefined, false],
  ]);
});

test('W9 every week of the schedule is here for whoever is in the schedule, and nowhere is nobody’s here', () => {
  expect(peopleOf([at('ana', 'week:2026-12-07')], 'week:2026-11-23')).toMatchObject([{ isHere: true }]);
  expect(peopleOf([at('ana')], undefined)).toMatchObject([{ isHere: false }]);
});
