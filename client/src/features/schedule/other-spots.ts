import type { Present } from 'shared/protocol/presence.ts';
import type { PlacedColumn } from './grid-columns.ts';
import { personOfRow, type Row } from './grid-rows.ts';
import type { Place } from './selection.ts';

/** A cell in words that mean the same whatever somebody's own grid shows: `<employee>_<Monday>:wed`, or its week. */
export function spotOf(row: Row | undefined, column: PlacedColumn | undefined): string | undefined {
  const person = personOfRow(row);
  if (!person || !column) return undefined;
  return `${person.id}_${column.monday}:${column.kind === 'day' ? column.day : 'week'}`;
}

/** Where somebody else's cell is drawn here, with everybody who is at it. */
export interface Ring {
  readonly place: Place;
  readonly people: readonly Present[];
}

/**
 * The cells of others that this grid shows. Somebody at a day of a week that is closed here is at that week; somebody
 * at a week that is open here is at its Monday.
 */
export function ringsOf(
  others: readonly Present[],
  rows: readonly Row[],
  columns: readonly PlacedColumn[],
): readonly Ring[] {
  const rowOf = new Map(rows.map((row, at) => [personOfRow(row)?.id, at]));
  const columnOf = new Map<string, number>();
  columns.forEach((column, at) => {
    if (column.kind === 'day') columnOf.set(`${column.monday}:${column.day}`, at);
    const week = `${column.monday}:week`;
    if (!columnOf.has(week)) columnOf.set(week, at);
  });
  const rings = new Map<string, { place: Place; people: Present[] }>();
  for (const other of others) {
    const [, employee = '', monday = '', day = ''] = /^(.+)_([\d-]+):(\w+)$/.exec(other.spot ?? '') ?? [];
    const row = rowOf.get(employee);
    const column = columnOf.get(`${monday}:${day}`) ?? columnOf.get(`${monday}:week`);
    if (row === undefined || column === undefined) continue;
    const key = `${row} ${column}`;
    const ring = rings.get(key) ?? { place: { row, column }, people: [] };
    if (!ring.people.some(({ userId }) => userId === other.userId)) ring.people.push(other);
    rings.set(key, ring);
  }
  return [...rings.values()];
}
