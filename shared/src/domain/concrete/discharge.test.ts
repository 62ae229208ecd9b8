import { expect, test } from 'vitest';
import { ageBand, ageMin, dischargeLimitMin } from './discharge.ts';

const at = (instant: string) => Date.parse(instant);

test('batched 06:55 and done 08:26 is 91 min, over a limit of 90', () => {
  const age = ageMin(at('2026-11-27T06:55:00.000Z'), at('2026-11-27T08:26:00.000Z'));
  expect(age).toBe(91);
  expect(ageBand(age, 90)).toBe('over');
});

test('23:40 to 00:55 is 75 min across midnight', () => {
  expect(ageMin(at('2026-11-27T23:40:00.000Z'), at('2026-11-28T00:55:00.000Z'))).toBe(75);
});

test('a batch time ahead of this clock is age 0, not less', () => {
  expect(ageMin(at('2026-11-27T07:00:00.000Z'), at('2026-11-27T06:58:00.000Z'))).toBe(0);
});

test('amber from 75 % of the limit, over at the limit', () => {
  expect([67, 68, 89, 90].map((age) => ageBand(age, 90))).toEqual(['fresh', 'amber', 'amber', 'over']);
});

test('the limit is the pour’s, else the mix’s, else the workspace’s, else 90', () => {
  expect(dischargeLimitMin(75, 60, 120)).toBe(75);
  expect(dischargeLimitMin(undefined, 60, 120)).toBe(60);
  expect(dischargeLimitMin(undefined, undefined, 120)).toBe(120);
  expect(dischargeLimitMin(undefined, 0, undefined)).toBe(90);
});
