import { expect, test } from 'vitest';
import { placedCy, yieldPct } from './yield.ts';

test('F7: placed is what was accepted less what went back', () => {
  expect(placedCy([{ loadCy: 10 }, { loadCy: 9.5 }, { loadCy: 10, returnedCy: 2.5 }])).toBe(27);
  expect(placedCy([])).toBe(0);
});

test('F7: tenths add up to the plan they were taken from', () => {
  expect(placedCy([{ loadCy: 0.1 }, { loadCy: 0.2 }])).toBe(0.3);
});

test('F7: a load cannot give back more than it brought', () => {
  expect(placedCy([{ loadCy: 5, returnedCy: 8 }])).toBe(0);
});

test('F7: yield compares placed with theoretical', () => {
  expect(yieldPct(104, 100)).toBeCloseTo(4, 9);
  expect(yieldPct(97, 100)).toBeCloseTo(-3, 9);
  expect(yieldPct(97, 0)).toBeUndefined();
});
