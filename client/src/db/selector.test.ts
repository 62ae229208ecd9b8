import { expect, test } from 'vitest';
import { matcherOf, sorted, type Conditions } from './selector.ts';

interface Row {
  readonly id: string;
  readonly day?: string;
  readonly heads?: number;
}
const rows: Row[] = [
  { id: 'a', day: '2026-11-24', heads: 3 },
  { id: 'b', day: '2026-11-30' },
  { id: 'c', heads: 1 },
];
const ids = (selector: { readonly [K in keyof Row]?: Row[K] | Conditions }): string =>
  rows
    .filter(matcherOf<Row>(selector))
    .map(({ id }) => id)
    .join('');

test('a selector picks by equality, bounds, lists and presence; what is absent is in no range', () => {
  expect(ids({})).toBe('abc');
  expect(ids({ id: 'b' })).toBe('b');
  expect(ids({ day: { $gte: '2026-11-24', $lt: '2026-11-30' } })).toBe('a');
  expect(ids({ day: { $lte: '2026-11-30' } })).toBe('ab');
  expect(ids({ heads: { $gt: 1 } })).toBe('a');
  expect(ids({ id: { $in: ['a', 'c'] }, heads: { $ne: 3 } })).toBe('c');
  expect(ids({ day: { $exists: false } })).toBe('c');
});

test('equal data comes in one order, and what has no value comes first', () => {
  expect(sorted([...rows], [{ heads: 'asc' }]).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  expect(sorted([...rows].reverse(), [{ day: 'desc' }]).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
});
