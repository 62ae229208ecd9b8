import { describe, expect, test } from 'vitest';
import { DAY_KEYS } from '../../schema/fields.ts';
import type { ScheduleWeek } from '../../schema/schedule-weeks.ts';
import { addDays } from '../../lib/days.ts';
import { copyLastWeek, moveToForeman, moveToJob } from './crew-changes.ts';
import {
  clearRange,
  fillDown,
  fillRange,
  fillRight,
  pasteBlock,
  readRange,
  type Sheet,
} from './range-changes.ts';
import { aWeek, halves, idOf, on } from './schedule-fixtures.ts';
import { parseTsv, toTsv } from './tsv.ts';
import { applyChange, mergeChanges, type Column, type Content, type WeekChange } from './week-changes.ts';

const MONDAY = '2026-11-23';
const LAST = '2026-11-16';
const WORKING = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const dayColumns: Column[] = DAY_KEYS.map((day, at) => ({
  kind: 'day',
  monday: MONDAY,
  day,
  date: addDays(MONDAY, at),
}));
const weekColumn: Column = { kind: 'week', monday: '2026-11-30' };
const sheetOf = (weeks: readonly ScheduleWeek[]): Sheet => ({
  weekOf: (id, monday) => weeks.find((week) => week.employeeId === id && week.weekStart === monday),
  workingDays: WORKING,
});
const day = (cell: Parameters<typeof on>[0]): Content => ({ kind: 'day', cell: on(cell) });
const said = (changes: readonly WeekChange[]): unknown =>
  changes.map((change) => [
    Number(change.employeeId.slice(-4)),
    change.weekStart,
    change.days ?? change.foremanId,
  ]);
const column = (at: number): Column => dayColumns[at] ?? weekColumn;

describe('one change of a week', () => {
  test('days that are not named stay; a cleared day leaves no key', () => {
    const week = aWeek(1, MONDAY, { mon: on(1), tue: on(1) });
    const next = applyChange(week, { employeeId: idOf(1), weekStart: MONDAY, days: { mon: [], wed: on(2) } });
    expect(next.days).toEqual({ tue: on(1), wed: on(2) });
    expect(week.days).toEqual({ mon: on(1), tue: on(1) });
    expect('foremanId' in next).toBe(false);
  });

  test('changes of one week fold into one, the later word winning', () => {
    const employeeId = idOf(1);
    expect(
      mergeChanges([
        { employeeId, weekStart: MONDAY, days: { mon: on(1) } },
        { employeeId, weekStart: LAST, days: { mon: on(9) } },
        { employeeId, weekStart: MONDAY, days: { mon: on(2), tue: on(2) } },
        { employeeId, weekStart: MONDAY, foremanId: idOf(5) },
      ]),
    ).toEqual([
      { employeeId, weekStart: MONDAY, days: { mon: on(2), tue: on(2) }, foremanId: idOf(5) },
      { employeeId, weekStart: LAST, days: { mon: on(9) } },
    ]);
  });
});

describe('a range', () => {
  test('a typed job goes into each cell, but not into an idle weekend it only sweeps over', () => {
    const sheet = sheetOf([]);
    const range = { people: [idOf(1)], columns: dayColumns };
    expect(Object.keys(fillRange(range, sheet, day(2418))[0]?.days ?? {})).toEqual([...WORKING]);
    expect(said(fillRange({ ...range, columns: [column(5)] }, sheet, day(2418)))).toEqual([
      [1, MONDAY, { sat: on(2418) }],
    ]);
  });

  test('typed into a week it fills the working days and clears the rest', () => {
    const sheet = sheetOf([aWeek(1, '2026-11-30', { sat: on(9) })]);
    expect(fillRange({ people: [idOf(1)], columns: [weekColumn] }, sheet, day(1))[0]?.days).toEqual({
      ...Object.fromEntries(WORKING.map((key) => [key, on(1)])),
      sat: [],
    });
  });

  test('what is there already is no change', () => {
    const sheet = sheetOf([aWeek(1, MONDAY, { mon: on(1) })]);
    expect(fillRange({ people: [idOf(1), idOf(2)], columns: [column(0)] }, sheet, day(1))).toHaveLength(1);
    expect(clearRange({ people: [idOf(3)], columns: dayColumns }, sheet)).toEqual([]);
  });

  test('clear empties weekends too', () => {
    const sheet = sheetOf([aWeek(1, MONDAY, { mon: on(1), sun: on(1) })]);
    expect(said(clearRange({ people: [idOf(1)], columns: dayColumns }, sheet))).toEqual([
      [1, MONDAY, { mon: [], sun: [] }],
    ]);
  });

  test('fill down takes the top row, fill right the left column', () => {
    const sheet = sheetOf([
      aWeek(1, MONDAY, { mon: on(1), tue: halves(1, 2) }),
      aWeek(2, MONDAY, { mon: on(3) }),
    ]);
    const range = { people: [idOf(1), idOf(2)], columns: dayColumns.slice(0, 2) };
    expect(said(fillDown(range, sheet))).toEqual([[2, MONDAY, { mon: on(1), tue: halves(1, 2) }]]);
    expect(said(fillRight(range, sheet))).toEqual([
      [1, MONDAY, { tue: on(1) }],
      [2, MONDAY, { tue: on(3) }],
    ]);
  });

  test('fill right carries an empty cell too, and leaves idle weekends alone', () => {
    const sheet = sheetOf([aWeek(1, MONDAY, { tue: on(1), sat: on(1) })]);
    expect(said(fillRight({ people: [idOf(1)], columns: dayColumns }, sheet))).toEqual([
      [1, MONDAY, { tue: [] }],
    ]);
  });
});

describe('paste', () => {
  const people = [1, 2, 3].map(idOf);
  const sheet = sheetOf([]);
  test('one cell fills all that is selected', () => {
    const { changes, lost } = pasteBlock(
      [[day(1)]],
      { rows: 2, columns: 2 },
      { people, columns: dayColumns },
      sheet,
    );
    expect(said(changes)).toEqual([
      [1, MONDAY, { mon: on(1), tue: on(1) }],
      [2, MONDAY, { mon: on(1), tue: on(1) }],
    ]);
    expect(lost).toBe(0);
  });

  test('a block is laid from the top left and repeated where the selection is a multiple', () => {
    const block = [[day(1), day(2)]];
    const once = pasteBlock(block, { rows: 1, columns: 3 }, { people, columns: dayColumns }, sheet);
    expect(said(once.changes)).toEqual([[1, MONDAY, { mon: on(1), tue: on(2) }]]);
    const tiled = pasteBlock(block, { rows: 2, columns: 4 }, { people, columns: dayColumns }, sheet);
    expect(said(tiled.changes)).toEqual([
      [1, MONDAY, { mon: on(1), tue: on(2), wed: on(1), thu: on(2) }],
      [2, MONDAY, { mon: on(1), tue: on(2), wed: on(1), thu: on(2) }],
    ]);
  });

  test('what falls off the sheet is counted, what names nothing is left out', () => {
    const block = [[day(1), undefined], [day(2)], [day(3)], [day(4)]];
    const { changes, lost } = pasteBlock(
      block,
      { rows: 1, columns: 1 },
      { people, columns: [column(0)] },
      sheet,
    );
    expect(said(changes)).toHaveLength(3);
    expect(lost).toBe(2);
  });

  test('a block copied here is the same block again after paste', () => {
    const from = sheetOf([
      aWeek(1, MONDAY, { mon: on(1), tue: halves(1, 2) }),
      aWeek(2, MONDAY, { tue: on(5) }),
    ]);
    const range = { people: people.slice(0, 2), columns: dayColumns.slice(0, 2) };
    const target = { people: people.slice(0, 2), columns: dayColumns.slice(3, 5) };
    const { changes } = pasteBlock(readRange(range, from), { rows: 1, columns: 1 }, target, from);
    expect(said(changes)).toEqual([
      [1, MONDAY, { thu: on(1), fri: halves(1, 2) }],
      [2, MONDAY, { fri: on(5) }],
    ]);
  });
});

describe('last week again', () => {
  const weeks = [
    aWeek(
      1,
      LAST,
      { mon: on(1), tue: [{ part: 'full', status: 'sick' }], wed: halves(1, 2) },
      { foremanId: idOf(9) },
    ),
    aWeek(1, MONDAY, { mon: on(7) }),
    aWeek(2, LAST, { mon: [{ part: 'full', projectId: idOf(3), note: 'only then', start: '05:00' }] }),
  ];
  const { weekOf } = sheetOf(weeks);
  test('jobs, halves, start times and the foreman come along; sickness and notes do not; filled days stay', () => {
    expect(copyLastWeek([idOf(1), idOf(2), idOf(3)], MONDAY, weekOf, false)).toEqual([
      { employeeId: idOf(1), weekStart: MONDAY, days: { wed: halves(1, 2) }, foremanId: idOf(9) },
      {
        employeeId: idOf(2),
        weekStart: MONDAY,
        days: { mon: [{ part: 'full', projectId: idOf(3), start: '05:00' }] },
      },
    ]);
  });

  test('over what is there, when asked', () => {
    expect(copyLastWeek([idOf(1)], MONDAY, weekOf, true)[0]?.days).toEqual({ mon: on(1), wed: halves(1, 2) });
  });

  test('twice is once', () => {
    const [change] = copyLastWeek([idOf(2)], MONDAY, weekOf, false);
    const after = sheetOf([...weeks, aWeek(2, MONDAY, change?.days ?? {})]);
    expect(copyLastWeek([idOf(2)], MONDAY, after.weekOf, false)).toEqual([]);
  });
});

describe('moving a crew', () => {
  test('to another foreman, in each week named', () => {
    const { weekOf } = sheetOf([aWeek(1, MONDAY, {}, { foremanId: idOf(9) })]);
    expect(said(moveToForeman([idOf(1), idOf(2)], [MONDAY, '2026-11-30'], idOf(9), weekOf))).toEqual([
      [1, '2026-11-30', idOf(9)],
      [2, MONDAY, idOf(9)],
      [2, '2026-11-30', idOf(9)],
    ]);
  });

  test('to another job: free working days and jobs take it, who is away stays away, halves stay halves', () => {
    const sheet = sheetOf([
      aWeek(1, MONDAY, {
        mon: on(1),
        tue: [{ part: 'full', status: 'pto' }],
        wed: [
          { part: 'am', projectId: idOf(1) },
          { part: 'pm', status: 'training' },
        ],
      }),
    ]);
    const moved = moveToJob(
      [idOf(1)],
      MONDAY,
      ['mon', 'tue', 'wed', 'thu', 'sat'],
      { kind: 'project', projectId: idOf(5) },
      sheet,
    );
    expect(said(moved)).toEqual([
      [
        1,
        MONDAY,
        {
          mon: on(5),
          wed: [
            { part: 'am', projectId: idOf(5) },
            { part: 'pm', status: 'training' },
          ],
          thu: on(5),
        },
      ],
    ]);
  });
});

describe("a spreadsheet's clipboard", () => {
  test.each([
    [
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a\t\n\tb',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['"two\nlines"\t"say ""hi"""\n', [['two\nlines', 'say "hi"']]],
    ['5" slab\tx', [['5" slab', 'x']]],
    ['', []],
    ['\n', [['']]],
  ])('%j', (text, rows) => {
    expect(parseTsv(text)).toEqual(rows);
  });

  test('what is written is read back', () => {
    const rows = [
      ['2418', 'a\tb', 'say "hi"'],
      ['', 'x\ny', '2418/2390'],
    ];
    expect(parseTsv(toTsv(rows))).toEqual(rows);
  });
});
