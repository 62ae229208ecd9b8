import { expect, test } from 'vitest';
import { correctionsOf } from './corrections.ts';

test('replacing or taking away a value is a correction, filling an empty one is not', () => {
  const load = { slumpIn: 4.5, truckNumber: 'T-214', arrivedAt: '2026-11-27T13:22:00.000Z' };
  expect(
    correctionsOf(load, { slumpIn: 5, truckNumber: undefined, airPct: 5.8, arrivedAt: load.arrivedAt }),
  ).toEqual([
    { field: 'slumpIn', before: '4.5', after: '5' },
    { field: 'truckNumber', before: 'T-214' },
  ]);
});

test('nested parts are no single values and are not compared', () => {
  expect(correctionsOf({ fields: { minutes: 3 } }, { fields: { minutes: 4 } })).toEqual([]);
});
