import { useEffect, useReducer, useRef } from 'react';

/**
 * Which of the lines wanted are drawn now: those drawn before, and at most `most` new ones, nearest to the middle of
 * the screen first. However far a jump goes, no single frame has more to do than that; the rest follows frame by frame.
 */
export function pace(
  wanted: readonly number[],
  drawn: ReadonlySet<number>,
  most: number,
): { readonly now: readonly number[]; readonly isDone: boolean } {
  const middle = ((wanted[0] ?? 0) + (wanted.at(-1) ?? 0)) / 2;
  const missing = wanted.filter((line) => !drawn.has(line));
  const next = new Set(
    [...missing].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle)).slice(0, most),
  );
  return { now: wanted.filter((line) => drawn.has(line) || next.has(line)), isDone: missing.length <= most };
}

/** Cells that one frame may draw anew: with style, layout and paint half of the 50 ms after which a scroll is felt to stick. */
const CELLS_A_FRAME = 52;
const FEWEST_LINES = 4;

export function usePacedLines(wanted: readonly number[], cellsInLine: number): readonly number[] {
  const [, again] = useReducer((count: number) => count + 1, 0);
  const drawn = useRef<ReadonlySet<number>>(new Set());
  const most = Math.max(FEWEST_LINES, Math.floor(CELLS_A_FRAME / Math.max(1, cellsInLine)));
  const { now, isDone } = pace(wanted, drawn.current, most);
  useEffect(() => {
    drawn.current = new Set(now);
    if (isDone) return undefined;
    const frame = requestAnimationFrame(() => again());
    return () => cancelAnimationFrame(frame);
  });
  return now;
}
