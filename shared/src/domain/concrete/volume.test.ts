import { expect, test } from 'vitest';
import { loadsFor, orderedCy, volumeCy } from './volume.ts';

test.each([
  [60_000, 6, 1111.11, 2],
  [10_000, 4, 123.457, 3],
  [5000, 6, 92.593, 3],
  [110_000, 6, 2037.037, 3],
])('F1: %d SF at %d in is %d CY', (areaSf, thicknessIn, cy, digits) => {
  expect(volumeCy(areaSf, thicknessIn)).toBeCloseTo(cy, digits);
});

test('F2: waste is added and the order is rounded up to half a yard', () => {
  expect(orderedCy(volumeCy(60_000, 6), 5)).toBe(1167);
  expect(orderedCy(100.1, 0)).toBe(100.5);
  expect(orderedCy(100.5, 0)).toBe(100.5);
});

test('F2: noise of the arithmetic does not order half a yard more', () => {
  expect(50 * 1.1).toBeGreaterThan(55);
  expect(orderedCy(50, 10)).toBe(55);
});

test('F3: 60,000 SF at 6 in with 5 % waste are 117 loads of 10 CY', () => {
  expect(loadsFor(orderedCy(volumeCy(60_000, 6), 5), 10)).toBe(117);
});

test('F3: a part of a load is a load, nothing is none', () => {
  expect(loadsFor(10.5, 10)).toBe(2);
  expect(loadsFor(150, 10)).toBe(15);
  expect(loadsFor(0, 10)).toBe(0);
  expect(loadsFor(-3, 10)).toBe(0);
  expect(loadsFor(10, 0)).toBe(0);
});
