import { expect, test } from 'vitest';
import { clockAmount, isClockOff } from './clock-amount.ts';

test('a clock is off by its largest whole unit, in either direction', () => {
  const years = Date.parse('2026-11-24T12:00:00Z') - Date.parse('2019-11-20T08:00:00Z');
  expect(clockAmount(years, 'en')).toBe('7 years');
  expect(clockAmount(-years, 'es')).toBe('7 años');
  expect(clockAmount(3.6 * 3_600_000, 'en')).toBe('3 hours');
  expect(clockAmount(-11 * 60_000, 'en')).toBe('11 minutes');
});

test('a few minutes are not worth a word', () => {
  expect([0, 9 * 60_000, -9 * 60_000, 10 * 60_000, -3_600_000].map(isClockOff)).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});
