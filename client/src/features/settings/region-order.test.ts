import { expect, test } from 'vitest';
import { movedOrder } from './region-order.ts';

const placed = [
  { id: 'north', order: 1 },
  { id: 'south', order: 2 },
  { id: 'west', order: 3 },
];

test('two neighbours change places and nobody else', () => {
  expect(movedOrder(placed, 'south', -1)).toEqual([
    { id: 'south', order: 1 },
    { id: 'north', order: 2 },
  ]);
});

test('a list without an order gets one', () => {
  expect(movedOrder([{ id: 'north' }, { id: 'south' }], 'north', 1)).toEqual([
    { id: 'south', order: 1 },
    { id: 'north', order: 2 },
  ]);
});

test.each([
  ['north', -1],
  ['west', 1],
  ['nowhere', 1],
] as const)('%s cannot move by %i', (id, by) => {
  expect(movedOrder(placed, id, by)).toEqual([]);
});
