import { describe, expect, test } from 'vitest';
import type { Present } from 'shared/protocol/presence.ts';
import { aPerson, idOf } from 'shared/domain/schedule/schedule-fixtures.ts';
import { DAY_KEYS } from 'shared/schema/fields.ts';
import { layoutOf } from './grid-columns.ts';
import type { Row } from './grid-rows.ts';
import { ringsOf, spotOf } from './other-spots.ts';

const MONDAY = '2026-11-23';
const NEXT = '2026-11-30';
const [ana, bo] = [aPerson(1, 'Ana'), aPerson(2, 'Bo')];
const rows: readonly Row[] = [
  { kind: 'group', key: 'none', title: { kind: 'none' }, folded: false, crew: [ana, bo] },
  { kind: 'person', key: ana.id, person: ana, groupKey: 'none' },
  { kind: 'person', key: bo.id, person: bo, groupKey: 'none' },
];
const layout = (toggled: readonly string[] = []) =>
  layoutOf({
    monday: MONDAY,
    span: '2',
    toggled: new Set(toggled),
    workingDays: DAY_KEYS.slice(0, 5),
    room: 1400,
    isCoarse: false,
  }).columns;
const at = (userId: string, spot: string | undefined): Present => ({
  key: `${userId} ${spot}`,
  userId,
  name: userId,
  place: `week:${MONDAY}`,
  ...(spot !== undefined && { spot }),
});

describe('where others are in the grid', () => {
  test('W7 a cell is named so that another grid finds it, whatever its order and weeks', () => {
    const columns = layout();
    const spot = spotOf(rows[2], columns[9]);
    expect(spot).toBe(`${bo.id}_${NEXT}:wed`);
    expect(ringsOf([at('maria', spot)], rows, columns)).toMatchObject([{ place: { row: 2, column: 9 } }]);
    expect(ringsOf([at('maria', spot)], [...rows].reverse(), columns)).toMatchObject([
      { place: { row: 0, column: 9 } },
    ]);
  });

  test('W7 a day of a week that is closed here is at that week, and a week that is open here at its Monday', () => {
    const closed = layout([NEXT]);
    expect(spotOf(rows[1], closed[7])).toBe(`${ana.id}_${NEXT}:week`);
    expect(ringsOf([at('m', `${ana.id}_${NEXT}:thu`)], rows, closed)).toMatchObject([
      { place: { row: 1, column: 7 } },
    ]);
    expect(ringsOf([at('m', `${ana.id}_${NEXT}:week`)], rows, layout())).toMatchObject([
      { place: { row: 1, column: 7 } },
    ]);
  });

  test('W7 two people at one cell share a ring, and one with two tabs counts once', () => {
    const spot = `${ana.id}_${MONDAY}:mon`;
    const rings = ringsOf([at('maria', spot), at('dana', spot), at('maria', spot)], rows, layout());
    expect(rings.map(({ people }) => people.map(({ userId }) => userId))).toEqual([['maria', 'dana']]);
  });

  test('W7 what is not shown here, or is no cell, has no ring; a heading is no cell', () => {
    const spots = [undefined, 'nonsense', `${idOf(26)}_${MONDAY}:mon`, `${ana.id}_2027-01-04:mon`];
    expect(
      ringsOf(
        spots.map((spot) => at('maria', spot)),
        rows,
        layout(),
      ),
    ).toEqual([]);
    expect(spotOf(rows[0], layout()[0])).toBeUndefined();
    expect(spotOf(undefined, layout()[0])).toBeUndefined();
  });
});
