import { expect, test } from 'vitest';
import type { Load } from '../../schema/loads.ts';
import { inBatchOrder, netCy, numbersOf, phaseOf } from './load-phase.ts';

const at = '2026-11-27T13:00:00.000Z';
const by = '018f0000-0000-7000-8000-000000000001';
const load = (id: string, fields: Partial<Load> = {}): Load => ({
  id,
  rev: 'r',
  updatedAt: at,
  updatedBy: by,
  pourId: by,
  pourDay: '2026-11-27',
  ...fields,
});

test.each([
  ['on_the_way', {}],
  ['on_site', { arrivedAt: at }],
  ['discharging', { arrivedAt: at, dischargeStartedAt: at }],
  ['done', { arrivedAt: at, dischargeStartedAt: at, dischargeEndedAt: at }],
  ['done', { verdict: 'accepted' }],
  ['done', { dischargeEndedAt: at }],
  ['rejected', { arrivedAt: at, verdict: 'rejected' }],
  ['rejected', { dischargeEndedAt: at, verdict: 'rejected' }],
  ['void', { verdict: 'rejected', void: { by, at } }],
] as const)('a load is %s by %o', (phase, fields) => {
  expect(phaseOf(fields)).toBe(phase);
});

test('what went back is not placed, and never less than nothing is', () => {
  expect(netCy({ loadCy: 10, returnedCy: 2.5 })).toBe(7.5);
  expect(netCy({ loadCy: 2, returnedCy: 5 })).toBe(0);
  expect(netCy({})).toBe(0);
});

test('loads are numbered by batch time, then by when they were written down', () => {
  const loads = [
    load('c', { batchedAt: '2026-11-27T13:20:00.000Z' }),
    load('b', { batchedAt: '2026-11-27T13:10:00.000Z', createdAt: '2026-11-27T13:31:00.000Z' }),
    load('a', { batchedAt: '2026-11-27T13:10:00.000Z', createdAt: '2026-11-27T13:30:00.000Z' }),
    load('d', { createdAt: '2026-11-27T13:15:00.000Z' }),
  ];
  expect(inBatchOrder(loads).map(({ id }) => id)).toEqual(['a', 'b', 'd', 'c']);
  expect(inBatchOrder(loads.toReversed()).map(({ id }) => id)).toEqual(['a', 'b', 'd', 'c']);
});

test('the numbers close up behind a withdrawn load; a rejected one keeps its own', () => {
  const numbers = numbersOf([
    load('a', { batchedAt: '2026-11-27T13:00:00.000Z' }),
    load('b', { batchedAt: '2026-11-27T13:10:00.000Z', void: { by, at } }),
    load('c', { batchedAt: '2026-11-27T13:20:00.000Z', verdict: 'rejected' }),
    load('d', { batchedAt: '2026-11-27T13:30:00.000Z' }),
  ]);
  expect([...numbers]).toEqual([
    ['a', 1],
    ['c', 2],
    ['d', 3],
  ]);
});
