export interface TableSort {
  readonly column: string;
  readonly descending: boolean;
}

const words = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Numbers by size, words as people order them ("Job 9" before "Job 10"); absent values last either way. */
export function sortRows<Row>(
  rows: readonly Row[],
  by: (row: Row) => string | number | undefined,
  descending: boolean,
): readonly Row[] {
  const direction = descending ? -1 : 1;
  return [...rows].sort((first, second) => {
    const a = by(first);
    const b = by(second);
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    if (typeof a === 'number' && typeof b === 'number') return (a - b) * direction;
    return words.compare(String(a), String(b)) * direction;
  });
}
