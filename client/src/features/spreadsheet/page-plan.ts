import type { CellModel } from './sheet-model.ts';

export type Row = readonly (CellModel | undefined)[];
/** Rows that stay together. */
export type Block = readonly Row[];

/** An 11 × 17 in page less its margins, in points. */
const PAGE = { width: 734, height: 1166 } as const;
/** What a row, and a character of a column's width, take in 9 pt. */
const ROW_POINTS = 12.75;
const CHARACTER_POINTS = 5.6;
const MOST_BANKS = 5;
/** 9 pt printed at this scale is a timetable's small print, still read at arm's length. */
export const LEAST_SCALE = 0.45;

export interface PagePlan {
  readonly banks: readonly (readonly Row[])[];
  /** What the page shrinks it to; never above 1. */
  readonly scale: number;
}

/** Blocks in as many banks side by side as let one page show them largest. */
export function planPage(blocks: readonly Block[], headRows: number, bankCharacters: number): PagePlan {
  let best: PagePlan | undefined;
  for (let count = 1; count <= MOST_BANKS; count += 1) {
    const banks = inBanks(blocks, count);
    const tallest = Math.max(...banks.map((bank) => bank.length)) + headRows;
    const scale = Math.min(
      1,
      PAGE.width / (banks.length * bankCharacters * CHARACTER_POINTS),
      PAGE.height / (tallest * ROW_POINTS),
    );
    // More banks have to earn their keep: a list is easier to read than columns.
    if (!best || scale > best.scale * 1.15) best = { banks, scale };
  }
  return best ?? { banks: [], scale: 1 };
}

/** The shortest banks that hold all blocks in order, none taken apart but one that is longer than all. */
function inBanks(blocks: readonly Block[], count: number): (readonly Row[])[] {
  const rows = blocks.reduce((all, block) => all + block.length, 0);
  for (let height = Math.max(1, Math.ceil(rows / count)); ; height += 1) {
    const banks = filled(blocks, height);
    if (banks.length <= count) return banks;
  }
}

function filled(blocks: readonly Block[], height: number): (readonly Row[])[] {
  const banks: Row[][] = [[]];
  for (const block of blocks) {
    const fits = (banks.at(-1)?.length ?? 0) + block.length <= height;
    if (!fits && block.length <= height) banks.push([]);
    for (const row of block) {
      if ((banks.at(-1)?.length ?? 0) >= height) banks.push([]);
      const bank = banks.at(-1);
      // An empty row parts a block from what is above it: at the top there is nothing.
      if (bank && (bank.length > 0 || row.length > 0)) bank.push(row);
    }
  }
  return banks;
}

/** Banks of that many columns as the rows of one sheet. */
export function sideBySide(banks: readonly (readonly Row[])[], columns: number): Row[] {
  const height = Math.max(0, ...banks.map((bank) => bank.length));
  return Array.from({ length: height }, (_, at) =>
    banks.flatMap((bank) => Array.from({ length: columns }, (_none, column) => bank[at]?.[column])),
  );
}
