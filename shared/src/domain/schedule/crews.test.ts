import { describe, expect, test } from 'vitest';
import { DAY_KEYS } from '../../schema/fields.ts';
import type { ScheduleWeek } from '../../schema/schedule-weeks.ts';
import { benchOf, type BenchFacts } from './bench.ts';
import { countsOf } from './counts.ts';
import { crewRuns, crewsOf, NO_FOREMAN } from './crews.ts';
import { balance, headsOf, targetsOf, weekRange } from './heads.ts';
import { lastName, shortName } from './person-names.ts';
import { aJob, anAbsence, aPerson, aPlan, aWeek, halves, idOf, on } from './schedule-fixtures.ts';

const MONDAY = '2026-11-23';
const WORKING = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const lookup =
  (weeks: readonly ScheduleWeek[]) =>
  (employeeId: string, monday = MONDAY) =>
    weeks.find((week) => week.employeeId === employeeId && week.weekStart === monday);

const alvarez = aPerson(1, 'Alvarez, Ramon', { isForeman: true });
const becker = aPerson(2, 'Becker, Sam', { isForeman: true });
const boone = aPerson(11, 'Boone, Tim', { homeForemanId: idOf(1) });
const cruz = aPerson(12, 'Cruz, Maria', { homeForemanId: idOf(1) });
const dunn = aPerson(13, 'Dunn, Pat');
const people = [cruz, dunn, boone, becker, alvarez];

describe('crews of a week', () => {
  const shape = (weeks: readonly ScheduleWeek[]): unknown =>
    crewsOf(people, lookup(weeks)).map((crew) => [crew.key, crew.members.map((one) => one.name)]);

  test('people stand under their home foreman by name, those without one last', () => {
    expect(shape([])).toEqual([
      [idOf(1), ['Boone, Tim', 'Cruz, Maria']],
      [idOf(2), []],
      [NO_FOREMAN, ['Dunn, Pat']],
    ]);
  });

  test('a week can put somebody under another foreman', () => {
    expect(
      shape([aWeek(12, MONDAY, {}, { foremanId: idOf(2) }), aWeek(13, MONDAY, {}, { foremanId: idOf(2) })]),
    ).toEqual([
      [idOf(1), ['Boone, Tim']],
      [idOf(2), ['Cruz, Maria', 'Dunn, Pat']],
    ]);
  });

  test('a foreman who is not here leaves nobody out', () => {
    expect(shape([aWeek(12, MONDAY, {}, { foremanId: idOf(77) })])).toContainEqual([
      NO_FOREMAN,
      ['Cruz, Maria', 'Dunn, Pat'],
    ]);
  });
});

describe('a folded crew', () => {
  const days = DAY_KEYS;
  const bars = (weeks: readonly ScheduleWeek[]) => crewRuns([boone, cruz], lookup(weeks), days, WORKING);
  const bar = (job: number, heads: number, headDays: number) => ({ projectId: idOf(job), heads, headDays });

  test('days led by one job make one bar, with who is lent out at its end; overtime stands apart', () => {
    const weeks = [
      aWeek(11, MONDAY, { mon: on(1), tue: on(1), wed: on(1), thu: on(1), fri: on(1), sat: on(1) }),
      aWeek(12, MONDAY, { mon: on(1), tue: on(1), wed: on(2), thu: on(1) }),
    ];
    expect(bars(weeks)).toEqual([
      { from: 0, to: 4, jobs: [bar(1, 2, 8), bar(2, 1, 1)] },
      { from: 5, to: 5, jobs: [bar(1, 1, 1)] },
    ]);
  });

  test('another leading job, or a day without work, begins a new bar', () => {
    const weeks = [
      aWeek(11, MONDAY, { mon: on(1), tue: on(2), thu: on(2) }),
      aWeek(12, MONDAY, { mon: on(1), tue: on(2), thu: on(2) }),
    ];
    expect(bars(weeks).map(({ from, to }) => [from, to])).toEqual([
      [0, 0],
      [1, 1],
      [3, 3],
    ]);
  });

  test('nobody on a job makes no bar', () => {
    expect(bars([aWeek(11, MONDAY, { mon: [{ part: 'full', status: 'pto' }] })])).toEqual([]);
  });
});

describe('heads per job per day', () => {
  test('a half is a head, two halves on one job are one', () => {
    const heads = headsOf([
      aWeek(11, MONDAY, { mon: halves(1, 2), tue: halves(1, 1) }),
      aWeek(12, MONDAY, { mon: on(1), tue: [{ part: 'full', status: 'sick' }] }),
    ]);
    expect(heads.get(idOf(1))).toEqual([2, 1, 0, 0, 0, 0, 0]);
    expect(heads.get(idOf(2))).toEqual([1, 0, 0, 0, 0, 0, 0]);
    expect(weekRange(heads.get(idOf(1)) ?? [], WORKING)).toEqual({ least: 0, most: 2 });
  });

  test('the target of all trades stands before the sum of trades', () => {
    const target = targetsOf([
      aPlan(1, MONDAY, 4, 'finisher'),
      aPlan(1, MONDAY, 3, 'laborer'),
      aPlan(2, MONDAY, 4, 'finisher'),
      aPlan(2, MONDAY, 12),
      aPlan(3, MONDAY, 0),
      { ...aPlan(4, MONDAY, 9), kind: 'request' },
    ]);
    expect([1, 2, 3, 4].map((job) => target(idOf(job), MONDAY))).toEqual([7, 12, undefined, undefined]);
    expect(target(idOf(1), '2026-11-30')).toBeUndefined();
  });

  test('short, met and over; an idle weekend is short of nothing', () => {
    expect(balance(11, 12, true)).toEqual({ kind: 'short', by: 1 });
    expect(balance(12, 12, true)).toEqual({ kind: 'met' });
    expect(balance(14, 12, true)).toEqual({ kind: 'over', by: 2 });
    expect(balance(0, 12, false)).toEqual({ kind: 'none' });
    expect(balance(3, undefined, true)).toEqual({ kind: 'none' });
  });
});

describe('the bench', () => {
  const facts = (weeks: readonly ScheduleWeek[], over: Partial<BenchFacts> = {}): BenchFacts => ({
    people: [boone, cruz, dunn],
    weekOf: (id, monday) => lookup(weeks)(id, monday),
    absencesOf: () => [],
    workingDays: WORKING,
    monday: MONDAY,
    from: MONDAY,
    earliest: '2026-11-09',
    ...over,
  });
  const full = { mon: on(1), tue: on(1), wed: on(1), thu: on(1), fri: on(1) };
  const list = (given: BenchFacts): unknown =>
    benchOf(given).map((idle) => [lastName(idle.person), idle.days, idle.orMore, idle.from]);

  test('longest idle first, then who becomes idle soonest; weekends do not count', () => {
    const weeks = [
      aWeek(11, MONDAY, { ...full, thu: [], fri: [] }),
      aWeek(12, '2026-11-16', { ...full, fri: [] }),
      aWeek(13, '2026-11-16', full),
    ];
    expect(list(facts(weeks))).toEqual([
      ['Cruz', 2, false, MONDAY],
      ['Dunn', 1, false, MONDAY],
      ['Boone', 0, false, '2026-11-26'],
    ]);
  });

  test('idle as far back as is known says so', () => {
    expect(list(facts([], { people: [dunn] }))).toEqual([['Dunn', 11, true, MONDAY]]);
  });

  test('who is booked, away, not hired yet or not active is not on it', () => {
    const given = facts([aWeek(11, MONDAY, full)], {
      people: [boone, cruz, { ...dunn, active: false }, aPerson(14, 'New', { hiredOn: '2026-12-01' })],
      absencesOf: (id) => (id === cruz.id ? [anAbsence(12, '2026-11-20', '2026-11-30')] : []),
    });
    expect(list(given)).toEqual([]);
  });

  test('what is over is not idle any more', () => {
    expect(
      list(
        facts([aWeek(11, MONDAY, { wed: on(1), thu: on(1), fri: on(1) })], {
          people: [boone],
          from: '2026-11-25',
        }),
      ),
    ).toEqual([]);
  });
});

test('the figures of the top bar', () => {
  const weeks = [
    aWeek(11, MONDAY, { tue: on(1) }),
    aWeek(12, MONDAY, { tue: [{ part: 'full', status: 'pto' }] }),
    aWeek(13, MONDAY, { mon: on(1) }),
    aWeek(1, '2026-11-16', { tue: on(1) }),
    aWeek(99, MONDAY, { tue: on(1) }),
  ];
  const jobs = [
    aJob(1),
    aJob(2, { status: 'closed' }),
    aJob(3, { status: 'active' }),
    aJob(4, { status: 'on_hold' }),
  ];
  expect(countsOf([...people, aPerson(99, 'Gone', { active: false })], jobs, weeks, '2026-11-24')).toEqual({
    people: 5,
    foremen: 2,
    jobs: 3,
    onJob: 1,
  });
});

test.each([
  ['Alvarez, Ramon', 'Alvarez, R.', 'Alvarez'],
  ['Cher', 'Cher', 'Cher'],
  ['Díaz, ', 'Díaz', 'Díaz'],
  ['', '', ''],
])('%j is written %j', (name, short, last) => {
  expect([shortName({ name }), lastName({ name })]).toEqual([short, last]);
});
