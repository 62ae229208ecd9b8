import { describe, expect, it } from 'vitest';
import { sortRows } from './data-table-sort.ts';

const sorted = (values: readonly (string | number | undefined)[], descending = false) =>
  sortRows(values, (value) => value, descending);

describe('the order of a table', () => {
  it('is by size for numbers and as people count for words', () => {
    expect(sorted([10, 9, 100])).toEqual([9, 10, 100]);
    expect(sorted(['Job 10', 'job 9', 'Ábrego'])).toEqual(['Ábrego', 'job 9', 'Job 10']);
  });

  it('keeps absent values last, upward and downward', () => {
    expect(sorted([undefined, 2, 1])).toEqual([1, 2, undefined]);
    expect(sorted([undefined, 2, 1], true)).toEqual([2, 1, undefined]);
  });
});
