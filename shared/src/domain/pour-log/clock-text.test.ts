import { expect, test } from 'vitest';
import { readClock, writeClock } from './clock-text.ts';

const ZONE = 'America/Chicago';
/** 7:41 in the morning in Dallas. */
const MORNING = Date.parse('2026-11-27T13:41:00.000Z');

test.each(['643', '6:43', '0643', '06:43', '6 43', '6:43 am', '643a', '6.43 A.M.'])(
  '"%s" is 6:43 this morning',
  (text) => {
    expect(readClock(text, MORNING, ZONE)).toBe('2026-11-27T12:43:00.000Z');
  },
);

test.each([
  ['1843', '2026-11-28T00:43:00.000Z'],
  ['6:43 pm', '2026-11-28T00:43:00.000Z'],
  ['8', '2026-11-27T14:00:00.000Z'],
  ['12:05', '2026-11-27T18:05:00.000Z'],
  ['0005', '2026-11-27T06:05:00.000Z'],
])('"%s" is the nearest moment that it can mean', (text, instant) => {
  expect(readClock(text, MORNING, ZONE)).toBe(instant);
});

test('after midnight, five to twelve was last night', () => {
  const justAfter = Date.parse('2026-11-28T06:10:00.000Z');
  expect(readClock('1155', justAfter, ZONE)).toBe('2026-11-28T05:55:00.000Z');
});

test.each(['', 'noon', '6:75', '24:00', '13 pm', '12345', '-5'])('"%s" is no time', (text) => {
  expect(readClock(text, MORNING, ZONE)).toBeUndefined();
});

test('a time is written as it is said at the site', () => {
  expect(writeClock('2026-11-27T12:43:00.000Z', ZONE)).toBe('6:43');
  expect(writeClock('2026-11-28T06:05:00.000Z', ZONE)).toBe('12:05');
  expect(writeClock('2026-11-27T19:05:00.000Z', ZONE)).toBe('1:05');
});
