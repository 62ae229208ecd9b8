import { describe, expect, test } from 'vitest';
import type { Employee } from 'shared/schema/employees.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import { aPerson, aWeek, idOf } from 'shared/domain/schedule/schedule-fixtures.ts';
import { rightsOf, mayChange } from './edit-rights.ts';
import { columnAt, layoutOf, weeksBetween, type LayoutWish } from './grid-columns.ts';
import { actOf, type KeyPress } from './grid-keys.ts';
import { pace } from './paced-lines.ts';
import { peopleOfRow, rowsOf, type RowWish } from './grid-rows.ts';
import { blockOf, move, only, selectAll, type Place } from './selection.ts';

const MONDAY = '2026-11-23';
const wish = (over: Partial<LayoutWish> = {}): LayoutWish => ({
  monday: MONDAY,
  span: '4',
  toggled: new Set(),
  workingDays: ['mon', 'tue', 'wed', 'thu', 'fri'],
  room: 881,
  isCoarse: false,
  ...over,
});

describe('columns', () => {
  test('of four weeks the first is opened into days with narrow weekends, the others share the rest', () => {
    const layout = layoutOf(wish());
    expect(layout.columns.map((column) => column.kind)).toEqual([
      ...Array<string>(7).fill('day'),
      'week',
      'week',
      'week',
    ]);
    expect(layout.columns.slice(4, 8).map((column) => column.width)).toEqual([72, 39, 39, 147]);
    expect(layout.width).toBeLessThanOrEqual(881);
    expect(layout.width).toBeGreaterThan(870);
  });

  test('columns touch without gap or overlap, however wide the room', () => {
    for (const room of [320, 700, 881, 1700])
      for (const span of ['1', '2', '4', '13'] as const) {
        const { columns, width } = layoutOf(wish({ room, span }));
        expect(columns.reduce((x, column) => (column.x === x ? x + column.width : Number.NaN), 0)).toBe(
          width,
        );
      }
  });

  test('a quarter stays in weeks and two weeks come as days; a toggle turns either', () => {
    const open = (span: LayoutWish['span'], toggled: readonly string[] = []): boolean[] =>
      layoutOf(wish({ span, toggled: new Set(toggled) })).weeks.map((week) => week.isOpen);
    expect(open('13')).toEqual(Array<boolean>(13).fill(false));
    expect(open('2')).toEqual([true, true]);
    expect(open('4', [MONDAY, '2026-12-07'])).toEqual([false, false, true, false]);
  });

  test('only weeks that can be seen are drawn, and a place finds its column', () => {
    const layout = layoutOf(wish({ span: '13', room: 600 }));
    expect(weeksBetween(layout, 0, 100)).toEqual([0, 2]);
    expect(weeksBetween(layout, 130, 300)).toEqual([2, 5]);
    expect(columnAt(layout, 65)).toBe(1);
    expect(columnAt(layout, 99_999)).toBe(12);
  });
});

const alvarez = aPerson(1, 'Alvarez, Ramon', { isForeman: true, regionId: idOf(70) });
const becker = aPerson(2, 'Becker, Sam', { isForeman: true });
const boone = aPerson(11, 'Boone, Tim', { homeForemanId: idOf(1), trade: 'finisher', regionId: idOf(70) });
const cruz = aPerson(12, 'Cruz, María', { homeForemanId: idOf(1), trade: 'laborer' });
const gone = aPerson(13, 'Gone, Al', { homeForemanId: idOf(2), active: false });

describe('lines', () => {
  const rows = (over: Partial<RowWish> = {}): string[] =>
    rowsOf({
      people: [cruz, gone, boone, becker, alvarez],
      weekOf: () => undefined,
      grouping: 'foreman',
      regionId: undefined,
      find: '',
      folded: new Set(),
      stillShown: () => false,
      ...over,
    }).map(
      (row) =>
        `${row.kind === 'group' ? '#' : ''}${row.person?.name?.split(',')[0] ?? row.key}:${peopleOfRow(row).length}`,
    );

  test('a crew is its foreman and the people below; who left is not shown', () => {
    expect(rows()).toEqual(['#Alvarez:1', 'Boone:1', 'Cruz:1', '#Becker:1']);
  });

  test('a folded crew is one line for everybody in it', () => {
    expect(rows({ folded: new Set([idOf(1)]) })).toEqual(['#Alvarez:3', '#Becker:1']);
  });

  test('a foreman finds the own crew before all others', () => {
    expect(rows({ first: new Set([idOf(2)]) })).toEqual(['#Becker:1', '#Alvarez:1', 'Boone:1', 'Cruz:1']);
  });

  test('who left but still stands in the week is shown, to be cleared', () => {
    expect(rows({ stillShown: (id) => id === gone.id })).toContain('Gone:1');
  });

  test('the search finds without accents, opens folded crews, and a foreman brings the crew', () => {
    expect(rows({ find: 'maria', folded: new Set([idOf(1)]) })).toEqual(['#Alvarez:1', 'Cruz:1']);
    expect(rows({ find: 'alvarez' })).toEqual(['#Alvarez:1', 'Boone:1', 'Cruz:1']);
    expect(rows({ find: 'nobody' })).toEqual([]);
  });

  test('a region keeps its people, by trade or by name too', () => {
    expect(rows({ regionId: idOf(70) })).toEqual(['#Alvarez:1', 'Boone:1']);
    expect(rows({ grouping: 'name' })).toEqual(['Alvarez:1', 'Becker:1', 'Boone:1', 'Cruz:1']);
    expect(rows({ grouping: 'trade' })).toEqual([
      '#trade:finisher:0',
      'Boone:1',
      '#trade:laborer:0',
      'Cruz:1',
      '#trade::0',
      'Alvarez:1',
      'Becker:1',
    ]);
  });
});

describe('lines drawn a few at a time', () => {
  const range = (from: number, count: number): number[] =>
    Array.from({ length: count }, (_, at) => from + at);
  test('what is drawn stays, what is new comes from the middle of the screen outwards', () => {
    expect(pace([1, 2, 3, 4, 5], new Set([1, 2]), 2)).toEqual({ now: [1, 2, 3, 4], isDone: false });
    expect(pace(range(100, 9), new Set([1, 2]), 3)).toEqual({ now: [103, 104, 105], isDone: false });
  });

  test('a jump is complete after as many frames as it takes, never more than its share in one', () => {
    const wanted = range(500, 37);
    let drawn: ReadonlySet<number> = new Set(range(0, 37));
    let frames = 0;
    for (let isDone = false; !isDone; frames += 1) {
      const step = pace(wanted, drawn, 6);
      expect(step.now.filter((line) => !drawn.has(line)).length).toBeLessThanOrEqual(6);
      drawn = new Set(step.now);
      isDone = step.isDone;
    }
    expect(frames).toBe(7);
    expect([...drawn].sort((a, b) => a - b)).toEqual(wanted);
  });
});

describe('the cursor', () => {
  const extent = { rows: 5, columns: 6 };
  const filled = (at: Place): boolean => at.row === 1 && [0, 1, 2, 5].includes(at.column);
  const right = (from: Place, extend = false) =>
    move(only(from), { to: 'edge', rows: 0, columns: 1 }, extend, extent, filled).cursor.column;

  test('stays on the sheet', () => {
    const end = move(only({ row: 4, column: 5 }), { to: 'by', rows: 3, columns: 3 }, false, extent, filled);
    expect(end.cursor).toEqual({ row: 4, column: 5 });
  });

  test('jumps to the last filled cell, over a gap to the next one, and to the edge', () => {
    expect(right({ row: 1, column: 0 })).toBe(2);
    expect(right({ row: 1, column: 2 })).toBe(5);
    expect(right({ row: 0, column: 0 })).toBe(5);
    expect(right({ row: 1, column: 5 })).toBe(5);
  });

  test('with Shift what lies between is selected, also backwards', () => {
    const back = move(only({ row: 3, column: 3 }), { to: 'by', rows: -2, columns: 0 }, true, extent, filled);
    expect(blockOf(back)).toEqual({ top: 1, bottom: 3, left: 3, right: 3 });
    expect(blockOf(selectAll(extent))).toEqual({ top: 0, bottom: 4, left: 0, right: 5 });
  });
});

describe('keys', () => {
  const press = (key: string, mods: Partial<KeyPress> = {}): string => {
    const act = actOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...mods }, 20);
    return act ? JSON.stringify(act).replaceAll('"', '') : 'nothing';
  };
  test.each([
    ['ArrowDown', {}, '{act:move,extend:false,step:{to:by,rows:1,columns:0}}'],
    ['ArrowRight', { shiftKey: true }, '{act:move,extend:true,step:{to:by,rows:0,columns:1}}'],
    ['ArrowLeft', { metaKey: true }, '{act:move,extend:false,step:{to:edge,rows:0,columns:-1}}'],
    ['PageDown', {}, '{act:move,extend:false,step:{to:by,rows:20,columns:0}}'],
    ['End', { ctrlKey: true }, '{act:move,extend:false,step:{to:last}}'],
    ['Tab', { shiftKey: true }, '{act:walk,rows:0,columns:-1}'],
    ['2', {}, '{act:type,text:2}'],
    ['P', { shiftKey: true }, '{act:type,text:P}'],
    ['d', { ctrlKey: true }, '{act:fillDown}'],
    ['R', { metaKey: true }, '{act:fillRight}'],
    ['z', { ctrlKey: true, shiftKey: true }, '{act:redo}'],
    ['Backspace', {}, '{act:clear}'],
    ['?', { shiftKey: true }, '{act:help}'],
    ['ArrowRight', { altKey: true }, '{act:week,by:1}'],
    ['c', { ctrlKey: true }, 'nothing'],
    ['F5', {}, 'nothing'],
    ['Shift', { shiftKey: true }, 'nothing'],
  ] satisfies [string, Partial<KeyPress>, string][])('%s %j', (key, mods, expected) => {
    expect(press(key, mods)).toBe(expected);
  });
});

describe('who may change what', () => {
  const rights = (over: Partial<Parameters<typeof rightsOf>[0]> = {}) =>
    rightsOf({
      role: 'foreman',
      userId: idOf(900),
      isSuspended: false,
      foremenEditOwnCrew: true,
      employees: [{ ...alvarez, userId: idOf(900) }, becker],
      ...over,
    });
  const week = (foremanId?: string): ScheduleWeek =>
    aWeek(12, MONDAY, {}, foremanId === undefined ? {} : { foremanId });
  const may = (
    given: ReturnType<typeof rights>,
    person: Employee,
    at?: ScheduleWeek,
    foremanId?: string,
  ): boolean =>
    mayChange(
      given,
      {
        employeeId: person.id,
        weekStart: MONDAY,
        ...(foremanId === undefined ? { days: {} } : { foremanId }),
      },
      person,
      at,
    );

  test('a foreman the days of the own crew of that week, not who stands in it', () => {
    expect(may(rights(), cruz)).toBe(true);
    expect(may(rights(), alvarez)).toBe(true);
    expect(may(rights(), becker)).toBe(false);
    expect(may(rights(), cruz, week(becker.id))).toBe(false);
    expect(may(rights(), cruz, undefined, alvarez.id)).toBe(false);
  });

  test('nobody where the workspace does not allow it, is suspended, or the login is on no roster', () => {
    expect(rights({ foremenEditOwnCrew: false })).toEqual({ kind: 'none', why: 'foremen off' });
    expect(rights({ role: 'owner', isSuspended: true })).toEqual({ kind: 'none', why: 'suspended' });
    expect(rights({ userId: idOf(1234) })).toEqual({ kind: 'none', why: 'not on the roster' });
    expect(rights({ role: 'viewer' })).toEqual({ kind: 'none', why: 'viewer' });
  });

  test('a scheduler of some regions only there, an administrator everywhere', () => {
    const regional = rights({ role: 'scheduler', regionIds: [idOf(70)] });
    expect([may(regional, boone), may(regional, cruz)]).toEqual([true, false]);
    expect(may(rights({ role: 'admin', regionIds: [idOf(70)] }), cruz)).toBe(true);
  });
});
