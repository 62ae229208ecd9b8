import { cellText, parseCell } from 'shared/domain/schedule/cell-text.ts';
import { sameCell } from 'shared/domain/schedule/cells.ts';
import { clearRange, pasteBlock, readRange } from 'shared/domain/schedule/range-changes.ts';
import { parseTsv, toTsv } from 'shared/domain/schedule/tsv.ts';
import { mergeChanges, onlyReal, type Content } from 'shared/domain/schedule/week-changes.ts';
import type { GridController } from './grid-controller.ts';
import { blockOf, type Block } from './selection.ts';

/** A text of a pasted table that names no job and no status. */
interface Unmatched {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

export type PastePlan =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'paste';
      readonly block: readonly (readonly (Content | undefined)[])[];
      readonly unmatched: readonly Unmatched[];
      readonly cells: number;
    };

export interface GridClipboard {
  /** The selection as a spreadsheet's table; also remembered here whole, with halves, notes and times. */
  readonly copy: (cut: boolean) => string;
  readonly plan: (text: string) => PastePlan;
  /** Lays a planned block down. Answers how many of its cells fell off the sheet. */
  readonly paste: (plan: Extract<PastePlan, { kind: 'paste' }>) => number;
  readonly forget: () => void;
}

const tidy = (text: string): string => text.replace(/\r\n/g, '\n').replace(/\n+$/, '');

export function createGridClipboard(grid: GridController): GridClipboard {
  let copied: { text: string; block: Content[][]; from: Block; cut: boolean } | undefined;

  const textOf = (content: Content): string => {
    const { jobs, workingDays } = grid.store.facts();
    if (content.kind === 'day') return cellText(content.cell, jobs);
    const cells = workingDays.map((day) => content.days[day] ?? []);
    const [first = []] = cells;
    if (cells.every((cell) => sameCell(cell, first))) return cellText(first, jobs);
    return cells.map((cell) => cellText(cell, jobs) || '–').join(' ');
  };

  return {
    copy: (cut) => {
      const from = blockOf(grid.selection.get());
      const block = readRange(grid.rangeOf(from), grid.sheet());
      const text = toTsv(block.map((row) => row.map(textOf)));
      copied = { text, block, from, cut };
      grid.copied.set(from);
      return text;
    },
    plan: (text) => {
      if (copied && tidy(text) === tidy(copied.text))
        return { kind: 'paste', block: copied.block, unmatched: [], cells: copied.block.flat().length };
      const unmatched: Unmatched[] = [];
      const { jobs } = grid.store.facts();
      const rows = parseTsv(text);
      if (rows.length === 0) return { kind: 'nothing' };
      const block = rows.map((line, row) =>
        line.map((cell, column): Content | undefined => {
          const parsed = parseCell(cell, jobs);
          if (parsed.kind === 'cell') return { kind: 'day', cell: parsed.cell };
          unmatched.push({ row, column, text: cell.trim() });
          return undefined;
        }),
      );
      return { kind: 'paste', block, unmatched, cells: block.flat().length };
    },
    paste: (plan) => {
      const selected = blockOf(grid.selection.get());
      const { rows, layout } = grid.scene();
      const below = grid.rangeOf({ ...selected, bottom: rows.length - 1, right: layout.columns.length - 1 });
      const result = pasteBlock(
        plan.block,
        { rows: grid.rangeOf(selected).rows.length, columns: selected.right - selected.left + 1 },
        below,
        grid.sheet(),
      );
      const pasted = grid.expand(result.changes, below.rows.slice(0, result.rows));
      const moved =
        copied?.cut && copied.block === plan.block ? clearRange(grid.rangeOf(copied.from), grid.sheet()) : [];
      grid.apply(
        moved.length > 0 ? 'moved' : 'pasted',
        onlyReal(mergeChanges([...moved, ...pasted]), grid.store.weekOf),
      );
      const last = below.rows[result.rows - 1];
      const bottom = last ? Math.max(selected.top, rows.indexOf(last)) : selected.top;
      grid.selectBlock({ ...selected, bottom, right: selected.left + Math.max(1, result.columns) - 1 });
      if (copied?.cut) {
        copied = undefined;
        grid.copied.set(undefined);
      }
      return result.lost;
    },
    forget: () => {
      copied = undefined;
      grid.copied.set(undefined);
    },
  };
}

/** Names the first few texts that found no job, each once. */
export const distinct = (unmatched: readonly Unmatched[]): string[] => [
  ...new Set(unmatched.map((one) => one.text)),
];
