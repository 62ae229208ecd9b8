import { expect, test } from 'vitest';
import { placingHours, rateCyPerHour, truckSpacingMin, trucksFor } from './delivery.ts';
import { loadsFor } from './volume.ts';

test.each([
  [10, 40, 15],
  [10, 60, 10],
  [10, 120, 5],
  [10, 150, 4],
  [9.5, 100, 5.7],
])('F4: loads of %d CY at %d CY/h come every %d min', (loadCy, rate, spacingMin) => {
  expect(truckSpacingMin(loadCy, rate)).toBeCloseTo(spacingMin, 9);
  expect(rateCyPerHour(loadCy, spacingMin)).toBeCloseTo(rate, 9);
});

test('F5: a round trip of 65 min every 10 min takes 7 trucks for 15 loads', () => {
  expect(loadsFor(150, 10)).toBe(15);
  expect(trucksFor(65, 10, 15)).toBe(7);
});

test('F5: there are never more trucks than loads', () => {
  expect(trucksFor(65, 10, 3)).toBe(3);
});

test('F6: placing takes volume over rate, and the set-up of the pump', () => {
  expect(placingHours(150, 60)).toBe(2.5);
  expect(placingHours(150, 60, 45)).toBe(3.25);
});
