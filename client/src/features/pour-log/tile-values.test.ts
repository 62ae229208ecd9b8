import { expect, test } from 'vitest';
import { readQuantity, stepQuantity, stepTime, typeTimeKey, writeQuantity } from './tile-values.ts';

test('numbers are read as they are typed, a comma as a point', () => {
  expect(['', ' ', '9', '9.', '9,5', '.5', '-3', '9.5.1', 'abc', '-'].map(readQuantity)).toEqual([
    undefined,
    undefined,
    9,
    9,
    9.5,
    0.5,
    -3,
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});

test('numbers are written without noise', () => {
  expect([0.1 + 0.2, 10, undefined].map(writeQuantity)).toEqual(['0.3', '10', '']);
});

test('a step lands on the grid of the step', () => {
  expect(stepQuantity('9.5', 0.5, 1, 10)).toBe('10');
  expect(stepQuantity('4.3', 0.5, 1, 4)).toBe('4.5');
  expect(stepQuantity('4.3', 0.5, -1, 4)).toBe('4');
  expect(stepQuantity('5.8', 0.1, 1, 5)).toBe('5.9');
});

test('an empty tile steps to where it likely is, and nothing steps below its least', () => {
  expect(stepQuantity('', 0.5, 1, 4.5)).toBe('4.5');
  expect(stepQuantity('0', 0.5, -1, 4)).toBe('0');
  expect(stepQuantity('0', 1, -1, 40, -40)).toBe('-1');
});

test('a time steps by minutes, an empty one from now', () => {
  const now = Date.parse('2026-11-27T13:41:30.000Z');
  expect(stepTime('6:58', 5, now, 'America/Chicago')).toBe('7:03');
  expect(stepTime('', -5, now, 'America/Chicago')).toBe('7:36');
  expect(stepTime('12:58', 5, now, 'America/Chicago')).toBe('1:03');
});

test('digits become a time as they are typed', () => {
  expect(['6', '4', '3'].reduce(typeTimeKey, '')).toBe('6:43');
  expect(['1', '1', '5', '5'].reduce(typeTimeKey, '')).toBe('11:55');
  expect(typeTimeKey('11:55', '7')).toBe('15:57');
  expect(typeTimeKey('7', '00')).toBe('7:00');
});
