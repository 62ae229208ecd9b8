import type { DayKey } from '../../schema/fields.ts';
import { EMPTY_CELL } from './cells.ts';
import {
  onlyReal,
  readColumn,
  writeColumn,
  type Column,
  type Content,
  type WeekChange,
  type WeekOf,
} from './week-changes.ts';

/** The cells that an action is about: people down, columns across. */
export interface Range {
  readonly people: readonly string[];
  readonly columns: readonly Column[];
}

export interface Sheet {
  readonly weekOf: WeekOf;
  readonly workingDays: readonly DayKey[];
}

const NOTHING: Content = { kind: 'day', cell: EMPTY_CELL };

/** Writes `content(row, column)` into every cell of a range; where it gives nothing, the cell stays. */
function write(
  range: Range,
  sheet: Sheet,
  content: (row: number, column: number) => Content | undefined,
): WeekChange[] {
  const changes = range.people.flatMap((employeeId, row) =>
    range.columns.flatMap((column, at) => {
      const found = content(row, at);
      return found ? [writeColumn(employeeId, column, found, sheet.workingDays)] : [];
    }),
  );
  return onlyReal(changes, sheet.weekOf);
}

/** The same content in every cell: a typed text, a placed job. Idle weekends in a range of days stay as they are. */
export function fillRange(range: Range, sheet: Sheet, content: Content): WeekChange[] {
  const single = range.columns.length === 1;
  return write(range, sheet, (_row, at) => {
    const column = range.columns[at];
    if (column?.kind === 'day' && !single && !isEmpty(content) && !sheet.workingDays.includes(column.day))
      return undefined;
    return content;
  });
}

const isEmpty = (content: Content): boolean =>
  content.kind === 'day' ? content.cell.length === 0 : Object.keys(content.days).length === 0;

export const clearRange = (range: Range, sheet: Sheet): WeekChange[] => write(range, sheet, () => NOTHING);

export function readRange(range: Range, sheet: Sheet): Content[][] {
  return range.people.map((employeeId) =>
    range.columns.map((column) => readColumn(sheet.weekOf(employeeId, column.monday), column)),
  );
}

/** The top row of the range into the rows below it. */
export function fillDown(range: Range, sheet: Sheet): WeekChange[] {
  const [top] = readRange({ ...range, people: range.people.slice(0, 1) }, sheet);
  return write(range, sheet, (row, at) => (row === 0 ? undefined : top?.[at]));
}

/** The left column of the range into the columns right of it. Idle weekends stay idle. */
export function fillRight(range: Range, sheet: Sheet): WeekChange[] {
  const left = readRange({ ...range, columns: range.columns.slice(0, 1) }, sheet);
  return write(range, sheet, (row, at) => {
    const column = range.columns[at];
    if (at === 0 || !column) return undefined;
    if (column.kind === 'day' && !sheet.workingDays.includes(column.day)) return undefined;
    return left[row]?.[0];
  });
}

/** A block repeated over a range, as by the handle at a selection's corner. */
export const tile = (
  block: readonly (readonly (Content | undefined)[])[],
  range: Range,
  sheet: Sheet,
): WeekChange[] =>
  write(range, sheet, (row, at) => {
    const line = block[row % Math.max(1, block.length)] ?? [];
    return line[at % Math.max(1, line.length)];
  });

/**
 * A copied block into a range. A single cell fills the whole range; a block that fits the range several times is
 * repeated; else it is laid down once from the range's top left. `people` and `columns` are the whole sheet from
 * there on, so that a block may reach beyond what is selected; what falls off the sheet is counted.
 */
export function pasteBlock(
  block: readonly (readonly (Content | undefined)[])[],
  selected: { readonly rows: number; readonly columns: number },
  from: Range,
  sheet: Sheet,
): {
  readonly changes: WeekChange[];
  readonly lost: number;
  readonly rows: number;
  readonly columns: number;
} {
  const height = block.length;
  const width = Math.max(0, ...block.map((row) => row.length));
  if (height === 0 || width === 0) return { changes: [], lost: 0, rows: 0, columns: 0 };
  const rows = selected.rows % height === 0 ? Math.max(selected.rows, height) : height;
  const columns = selected.columns % width === 0 ? Math.max(selected.columns, width) : width;
  const range = { people: from.people.slice(0, rows), columns: from.columns.slice(0, columns) };
  const lost = block.reduce(
    (sum, row, r) => sum + row.filter((_, c) => r >= from.people.length || c >= from.columns.length).length,
    0,
  );
  const square = block.map((row) => Array.from({ length: width }, (_, at) => row[at]));
  const changes = tile(square, range, sheet);
  return { changes, lost, rows: range.people.length, columns: range.columns.length };
}
