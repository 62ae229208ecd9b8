import { fullDay, sameWork, workOf, type Cell } from './cells.ts';

/** Whether two neighbouring days are drawn as one: the same thing all day on both. */
export function joins(a: Cell | undefined, b: Cell | undefined): boolean {
  const left = a && fullDay(a);
  const right = b && fullDay(b);
  return left !== undefined && right !== undefined && sameWork(workOf(left), workOf(right));
}
