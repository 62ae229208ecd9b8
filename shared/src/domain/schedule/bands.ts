import { fullDay, sameWork, workOf, type Cell } from './cells.ts';

/** Whether two neighbouring days are drawn as one: the same thing all day on both. */
export function joins(a: Cell | undefined, b: Cell | undefined): boolean {
  const left = a && fullDay(a);
  const right = b && fullDay(b);
  return left !== undefined && right !== undefined && sameWork(workOf(left), workOf(right));
}

/** A run of days that look alike: first and last position, and the cell they share. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly cell: Cell;
}

/** Neighbouring days on one job make one band; empty days make none, halves one each. */
export function bandsOf(cells: readonly Cell[]): Band[] {
  const bands: Band[] = [];
  cells.forEach((cell, at) => {
    if (cell.length === 0) return;
    const last = bands.at(-1);
    if (last && last.to === at - 1 && joins(last.cell, cell)) bands[bands.length - 1] = { ...last, to: at };
    else bands.push({ from: at, to: at, cell });
  });
  return bands;
}
