import { BehaviorSubject, of } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { applyChange, type WeekChange } from 'shared/domain/schedule/week-changes.ts';
import { weekId } from 'shared/domain/schedule/cells.ts';
import {
  aJob,
  anAbsence,
  aPerson,
  aWeek,
  halves,
  idOf,
  on,
} from 'shared/domain/schedule/schedule-fixtures.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import { dayLooks, weekSegments } from './cell-looks.ts';
import { layoutOf } from './grid-columns.ts';
import { createGridClipboard } from './grid-clipboard.ts';
import type { Rights } from './edit-rights.ts';
import { createGridController } from './grid-controller.ts';
import { rowsOf } from './grid-rows.ts';
import { createScheduleActions, type Said } from './schedule-actions.ts';
import { createScheduleStore } from './schedule-store.ts';
import { only } from './selection.ts';

const MONDAY = '2026-11-23';
const WORKING = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

/** A schedule of three people whose database answers when it is told to. */
function schedule(weeks: readonly ScheduleWeek[] = [], folded: ReadonlySet<string> = new Set()) {
  const people = [
    aPerson(1, 'Alvarez, Ramon', { isForeman: true }),
    aPerson(11, 'Boone, Tim', { homeForemanId: idOf(1) }),
    aPerson(12, 'Cruz, Maria', { homeForemanId: idOf(1) }),
  ];
  const stored = new Map<string, BehaviorSubject<readonly ScheduleWeek[]>>();
  const subject = (monday: string) => {
    const found =
      stored.get(monday) ??
      new BehaviorSubject<readonly ScheduleWeek[]>(weeks.filter((week) => week.weekStart === monday));
    stored.set(monday, found);
    return found;
  };
  const store = createScheduleStore({
    employees: of(people),
    projects: of([aJob(2418), aJob(2390), aJob(2402)]),
    regions: of([]),
    absences: of([]),
    settings: of(undefined),
    demands: of([]),
    onlyKnown: of(undefined),
    week: subject,
  });
  store.watch([MONDAY, '2026-11-16', '2026-11-30']);
  const saved: (readonly WeekChange[])[] = [];
  const refused: number[] = [];
  const failed: unknown[] = [];
  let answer: () => Promise<void> = () => Promise.resolve();
  let rev = 0;
  const write = (changes: readonly WeekChange[]): void => {
    for (const change of changes) {
      const rows = subject(change.weekStart);
      const id = weekId(change.employeeId, change.weekStart);
      const before = rows.value.find((row) => row.id === id);
      const after = {
        ...aWeek(0, MONDAY, {}),
        ...before,
        id,
        rev: `w${(rev += 1)}`,
        ...applyChange(before, change),
      };
      rows.next([...rows.value.filter((row) => row.id !== id), after]);
    }
  };
  const grid = createGridController({
    store,
    rights: () => ({ kind: 'all' }),
    save: async (_verb, changes) => {
      saved.push(changes);
      await answer();
      write(changes);
    },
    onRefused: (count) => refused.push(count),
    onFailed: (error) => failed.push(error),
  });
  const said: Said[] = [];
  const clipboard = createGridClipboard(grid);
  const actions = createScheduleActions({
    grid,
    clipboard,
    undo: () => undefined,
    redo: () => undefined,
    say: (what) => said.push(what),
  });
  grid.setScene({
    rows: rowsOf({
      people,
      weekOf: () => undefined,
      grouping: 'foreman',
      regionId: undefined,
      find: '',
      folded,
      stillShown: () => false,
    }),
    layout: layoutOf({
      monday: MONDAY,
      span: '2',
      toggled: new Set(['2026-11-30']),
      workingDays: WORKING,
      room: 900,
      isCoarse: false,
    }),
    page: 10,
  });
  const days = (person: number, monday = MONDAY) => store.weekOf(idOf(person), monday)?.days ?? {};
  return {
    store,
    grid,
    clipboard,
    actions,
    saved,
    failed,
    said,
    days,
    write,
    subject,
    hold: (next: typeof answer) => (answer = next),
  };
}

const at = (row: number, column: number) => only({ row, column });
const settle = () => new Promise<void>((done) => setImmediate(done));

describe('typing', () => {
  test('is on screen before the database has it, and stays when it does', async () => {
    const { grid, days, hold } = schedule();
    let store: () => void = () => undefined;
    hold(() => new Promise((done) => (store = done)));
    grid.selection.set(at(1, 0));
    expect(grid.commit('2418')).toBe(true);
    expect(days(11)).toEqual({ mon: on(2418) });
    store();
    await settle();
    expect(days(11)).toEqual({ mon: on(2418) });
  });

  test('two edits in a row both stand though the first answer knows only one', async () => {
    const { grid, days, hold } = schedule();
    const answers: (() => void)[] = [];
    hold(() => new Promise((done) => answers.push(done)));
    grid.selection.set(at(1, 0));
    grid.commit('2418');
    grid.selection.set(at(1, 1));
    grid.commit('2390');
    answers[0]?.();
    await settle();
    expect(days(11)).toEqual({ mon: on(2418), tue: on(2390) });
    answers[1]?.();
    await settle();
    expect(days(11)).toEqual({ mon: on(2418), tue: on(2390) });
  });

  test('what the device could not keep goes from the screen and is said', async () => {
    const { grid, days, hold, failed } = schedule();
    hold(() => Promise.reject(new Error('full')));
    grid.selection.set(at(1, 0));
    grid.commit('2418');
    await settle();
    expect(days(11)).toEqual({});
    expect(failed).toHaveLength(1);
  });

  test('a change from another device shows once ours is stored', async () => {
    const { grid, days, write } = schedule();
    grid.selection.set(at(1, 0));
    grid.commit('2418');
    await settle();
    write([{ employeeId: idOf(11), weekStart: MONDAY, days: { mon: on(2402) } }]);
    expect(days(11)).toEqual({ mon: on(2402) });
  });

  test('text that names nothing changes nothing', () => {
    const { grid, saved } = schedule();
    expect(grid.commit('nonsense')).toBe(false);
    expect(saved).toEqual([]);
  });

  test('into a folded crew it is for everybody in it', () => {
    const { grid, days } = schedule([], new Set([idOf(1)]));
    grid.selection.set(at(0, 0));
    grid.commit('2418');
    expect([1, 11, 12].map((person) => days(person))).toEqual([1, 2, 3].map(() => ({ mon: on(2418) })));
  });

  test('into a closed week it fills the working days', () => {
    const { grid, days } = schedule();
    grid.selection.set(at(2, 7));
    grid.commit('2402');
    expect(Object.keys(days(12, '2026-11-30'))).toEqual([...WORKING]);
  });
});

describe('copy and paste', () => {
  test('carries halves and notes within, and plain text to a spreadsheet', () => {
    const noted = [{ part: 'full' as const, projectId: idOf(2418), note: 'gate 4' }];
    const { grid, clipboard, actions, days } = schedule([
      aWeek(11, MONDAY, { mon: noted, tue: halves(2418, 2390) }),
    ]);
    grid.selection.set({ anchor: { row: 1, column: 0 }, cursor: { row: 1, column: 1 } });
    const text = clipboard.copy(false);
    expect(text).toBe('2418\t2418/2390');
    grid.selection.set(at(2, 2));
    actions.paste(text);
    expect(days(12)).toEqual({ wed: noted, thu: halves(2418, 2390) });
  });

  test('cut moves: the source is cleared in the same step', () => {
    const { grid, clipboard, actions, days, saved } = schedule([aWeek(11, MONDAY, { mon: on(2418) })]);
    grid.selection.set(at(1, 0));
    const text = clipboard.copy(true);
    grid.selection.set(at(1, 2));
    actions.paste(text);
    expect(days(11)).toEqual({ wed: on(2418) });
    expect(saved).toHaveLength(1);
  });

  test('unmatched texts are asked about before anything changes', () => {
    const { grid, actions, days, saved } = schedule();
    grid.selection.set(at(1, 0));
    actions.paste('2418\tXYZ\nfoo\tpto');
    expect(saved).toEqual([]);
    const asked = actions.asked.get();
    expect(asked?.kind === 'paste' && asked.plan.unmatched.map((one) => one.text)).toEqual(['XYZ', 'foo']);
    if (asked?.kind === 'paste') actions.pasteRest(asked.plan);
    expect(days(11)).toEqual({ mon: on(2418) });
    expect(days(12)).toEqual({ tue: [{ part: 'full', status: 'pto' }] });
  });

  test('what falls off the sheet is said', () => {
    const { grid, actions, said } = schedule();
    grid.selection.set(at(2, 0));
    actions.paste('2418\n2390');
    expect(said).toEqual([{ kind: 'paste lost', cells: 1 }]);
  });
});

test('who may only look is told so before anything is typed', () => {
  const { store, grid } = schedule();
  const told: Rights[] = [];
  const viewer: Rights = { kind: 'none', why: 'viewer' };
  const looking = createGridController({
    store,
    rights: () => viewer,
    save: () => Promise.resolve(),
    onRefused: (_count, rights) => told.push(rights),
    onFailed: () => undefined,
  });
  looking.setScene(grid.scene());
  looking.edit('2');
  expect(told).toEqual([viewer]);
  expect(looking.editing.get()).toBeUndefined();
});

describe('crews', () => {
  test('last week again for the crew, once', async () => {
    const { grid, actions, days, said } = schedule([aWeek(11, '2026-11-16', { mon: on(2418) })]);
    grid.selection.set(at(2, 0));
    const crew = actions.crewHere();
    expect(crew?.people).toHaveLength(3);
    if (crew) actions.copyLastWeek(crew);
    await settle();
    expect(days(11)).toEqual({ mon: on(2418) });
    if (crew) actions.copyLastWeek(crew);
    expect(said).toEqual([{ kind: 'copied', people: 1 }, { kind: 'nothing to copy' }]);
  });

  test('days that are filled keep what they say until somebody asks to copy over them', async () => {
    const { grid, actions, days, said } = schedule([
      aWeek(11, '2026-11-16', { mon: on(2418) }),
      aWeek(11, MONDAY, { mon: on(2390) }),
    ]);
    grid.selection.set(at(2, 0));
    const crew = actions.crewHere();
    if (crew) actions.copyLastWeek(crew);
    expect(days(11)).toEqual({ mon: on(2390) });
    const [told] = said;
    if (told?.kind === 'nothing to copy') told.over?.();
    await settle();
    expect(days(11)).toEqual({ mon: on(2418) });
  });

  test('a crew moved out of sight is told of, with how many and where to', () => {
    const { grid, actions, said } = schedule([aWeek(11, MONDAY, { mon: on(2390) })]);
    grid.selection.set(at(2, 0));
    const crew = actions.crewHere();
    if (crew) actions.moveToJob(crew, MONDAY, { kind: 'project', projectId: idOf(2418) });
    expect(said).toEqual([{ kind: 'moved', people: 3, to: '2418' }]);
  });

  test('a person put down on a cell does what that cell does', () => {
    const { grid, store, days } = schedule([aWeek(11, MONDAY, { tue: halves(2418, 2390) })]);
    const cruz = store.facts().employeeById.get(idOf(12));
    if (cruz) grid.held.set({ kind: 'person', person: cruz });
    grid.place({ row: 1, column: 1 });
    expect(days(12)).toEqual({ tue: halves(2418, 2390) });
    expect(grid.held.get()).toBeUndefined();
  });

  test('Tab walks right, Enter returns below where the Tabs began', () => {
    const { grid, actions } = schedule();
    grid.selection.set(at(0, 2));
    actions.walk(0, 1);
    actions.walk(0, 1);
    actions.walk(1, 0);
    expect(grid.selection.get().cursor).toEqual({ row: 1, column: 2 });
  });
});

describe('how a week is drawn', () => {
  const person = aPerson(11, 'Boone, Tim');
  const facts = {
    person,
    absences: [anAbsence(11, '2026-11-26', '2026-11-27')],
    projectById: new Map(),
    rules: { today: MONDAY, warnUntil: '2026-12-23' },
  };

  test('a band ends with the week of work; an absence stands where nothing is assigned', () => {
    const week = aWeek(11, MONDAY, { mon: on(1), tue: on(1), wed: halves(1, 2), sat: on(1) });
    const looks = dayLooks(week, MONDAY, facts, WORKING);
    expect(
      looks.map((look) => `${look.first ? '[' : ''}${look.pieces.length}${look.last ? ']' : ''}`),
    ).toEqual(['[1', '1]', '[2]', '[1', '1]', '[1]', '[0]']);
    expect(looks[3]?.pieces[0]?.what.kind).toBe('absence');
  });

  test('a job over an approved absence is wrong, in the day and in the closed week', () => {
    const week = aWeek(11, MONDAY, { thu: on(1) });
    expect(
      dayLooks(week, MONDAY, facts, WORKING)
        .map((look) => look.wrong)
        .indexOf(true),
    ).toBe(3);
    const { segments, days } = weekSegments(week, MONDAY, facts, WORKING);
    expect(days).toBe(5);
    expect(segments.map(({ from, days: length, wrong }) => [from, length, wrong])).toEqual([
      [3, 1, true],
      [4, 1, false],
    ]);
  });
});
