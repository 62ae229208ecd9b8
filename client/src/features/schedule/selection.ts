/** A place in the grid: line and column, both counted from 0. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** The cursor, and the other end of what is selected. Both are the same place when one cell is. */
export interface Selection {
  readonly cursor: Place;
  readonly anchor: Place;
}

interface Extent {
  readonly rows: number;
  readonly columns: number;
}

export interface Block {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export type Step =
  | { readonly to: 'by'; readonly rows: number; readonly columns: number }
  | { readonly to: 'edge'; readonly rows: -1 | 0 | 1; readonly columns: -1 | 0 | 1 }
  | { readonly to: 'rowStart' | 'rowEnd' | 'first' | 'last' };

const clamp = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));

export const within = (place: Place, extent: Extent): Place => ({
  row: clamp(place.row, extent.rows),
  column: clamp(place.column, extent.columns),
});

export const only = (cursor: Place): Selection => ({ cursor, anchor: cursor });

export const blockOf = ({ cursor, anchor }: Selection): Block => ({
  top: Math.min(cursor.row, anchor.row),
  bottom: Math.max(cursor.row, anchor.row),
  left: Math.min(cursor.column, anchor.column),
  right: Math.max(cursor.column, anchor.column),
});

export const isSingle = ({ cursor, anchor }: Selection): boolean =>
  cursor.row === anchor.row && cursor.column === anchor.column;

/**
 * As Excel jumps: from a filled cell to the last filled one before a gap, else to the next filled one, else to the
 * edge of the sheet.
 */
function jump(
  from: Place,
  step: { rows: number; columns: number },
  extent: Extent,
  isFilled: (at: Place) => boolean,
): Place {
  const next = (at: Place): Place => ({ row: at.row + step.rows, column: at.column + step.columns });
  const inside = (at: Place): boolean =>
    at.row >= 0 && at.row < extent.rows && at.column >= 0 && at.column < extent.columns;
  let at = next(from);
  if (!inside(at)) return from;
  if (isFilled(from) && isFilled(at)) {
    while (inside(next(at)) && isFilled(next(at))) at = next(at);
    return at;
  }
  while (!isFilled(at) && inside(next(at))) at = next(at);
  return at;
}

function target(from: Place, step: Step, extent: Extent, isFilled: (at: Place) => boolean): Place {
  switch (step.to) {
    case 'by':
      return within({ row: from.row + step.rows, column: from.column + step.columns }, extent);
    case 'edge':
      return jump(from, step, extent, isFilled);
    case 'rowStart':
      return { row: from.row, column: 0 };
    case 'rowEnd':
      return { row: from.row, column: extent.columns - 1 };
    case 'first':
      return { row: 0, column: 0 };
    case 'last':
      return { row: extent.rows - 1, column: extent.columns - 1 };
  }
}

/** Moves the cursor; with `extend` the anchor stays, so that what lies between is selected. */
export function move(
  selection: Selection,
  step: Step,
  extend: boolean,
  extent: Extent,
  isFilled: (at: Place) => boolean,
): Selection {
  const cursor = target(selection.cursor, step, extent, isFilled);
  return extend ? { cursor, anchor: selection.anchor } : only(cursor);
}

export const selectAll = (extent: Extent): Selection => ({
  anchor: { row: 0, column: 0 },
  cursor: { row: Math.max(0, extent.rows - 1), column: Math.max(0, extent.columns - 1) },
});
