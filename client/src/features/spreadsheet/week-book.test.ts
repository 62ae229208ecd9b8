import { expect, test } from 'vitest';
import { hueOf } from 'shared/domain/schedule/hues.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import { weekBooks, type WeekBookInput } from './week-book.ts';

const MONDAY = '2026-11-23';
const common = { rev: '1', updatedAt: '', updatedBy: '' };
const id = (n: number): string => `018f0000-0000-7000-8000-00000000000${n}`;
const person = (n: number, fields: Partial<Employee>): Employee => ({ ...common, id: id(n), ...fields });
const week = (n: number, days: ScheduleWeek['days']): ScheduleWeek => ({
  ...common,
  id: `${id(n)}_${MONDAY}`,
  employeeId: id(n),
  weekStart: MONDAY,
  ...(days && { days }),
});

const INPUT: WeekBookInput = {
  company: 'Tri-County Concrete',
  mondays: [MONDAY],
  today: '2026-11-25',
  workingDays: ['mon', 'tue', 'wed', 'thu', 'fri'],
  employees: [
    person(1, { name: 'Alvarez, Ramon', isForeman: true, trade: 'foreman' }),
    person(2, { name: 'Cruz, Maria', homeForemanId: id(1), trade: 'laborer' }),
    person(3, { name: 'Dunn, Pat', homeForemanId: id(1), trade: 'finisher' }),
    person(4, { name: 'Gone, Al', homeForemanId: id(1), active: false }),
  ],
  projects: [{ ...common, id: id(9), number: '2418', nickname: 'Riverside', colour: 3 }],
  weeks: [
    week(1, { mon: [{ part: 'full', projectId: id(9) }] }),
    week(2, {
      mon: [
        { part: 'am', projectId: id(9) },
        { part: 'pm', status: 'training' },
      ],
      tue: [{ part: 'pm', projectId: id(9) }],
    }),
  ],
  demands: [
    {
      ...common,
      id: `${id(9)}_${MONDAY}_all`,
      kind: 'plan',
      projectId: id(9),
      weekStart: MONDAY,
      trade: 'all',
      heads: 3,
    },
  ],
  absences: [
    {
      ...common,
      id: id(8),
      employeeId: id(2),
      from: '2026-11-25',
      to: '2026-11-25',
      kind: 'pto',
      state: 'approved',
    },
  ],
  words: {
    title: '',
    name: 'Name',
    trade: 'Trade',
    heads: 'Heads',
    target: 'Target',
    bench: 'Bench',
    idle: 'idle',
    notes: 'Notes',
    noForeman: 'No foreman',
    idleDays: '{{days}} d',
    idleFrom: 'from {{day}}',
    trades: { laborer: 'Laborer', finisher: 'Finisher', foreman: 'Foreman' },
    absent: { pto: 'PTO' },
  },
  labels: {
    [MONDAY]: {
      title: 'Week of Nov 23',
      days: ['Mon 23', 'Tue 24', 'Wed 25', 'Thu 26', 'Fri 27', 'Sat 28', 'Sun 29'],
    },
  },
};

test('a week becomes crews with cells, heads against the target, and the bench', () => {
  const [book, ...rest] = weekBooks(INPUT);
  expect(rest).toEqual([]);
  const [crew] = book?.crews ?? [];
  expect(crew).toMatchObject({ foreman: 'Alvarez, R.', count: 3 });
  expect(crew?.rows.map((row) => [row.name, row.leads])).toEqual([
    ['Alvarez, R.', true],
    ['Cruz, M.', false],
    ['Dunn, P.', false],
  ]);
  const cells = crew?.rows[1]?.cells.map((cell) => cell.map(({ text }) => text).join('/'));
  expect(cells).toEqual(['2418/TRN', 'pm 2418', 'PTO', '', '', '', '']);
  expect(book?.heads).toEqual([
    { number: '2418', name: 'Riverside', hue: 3, target: 3, counts: [2, 1, 0, 0, 0, 0, 0] },
  ]);
  expect(book?.bench.map(({ name }) => name)).toContain('Dunn, P.');
});

test('a job with a target and nobody on it is in the heads, all short', () => {
  const [book] = weekBooks({ ...INPUT, weeks: [] });
  expect(book?.heads[0]?.counts).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test('somebody who is idle only later in the week says from when', () => {
  const busy = week(2, {
    mon: [{ part: 'full', projectId: id(9) }],
    tue: [{ part: 'full', projectId: id(9) }],
    wed: [{ part: 'full', projectId: id(9) }],
  });
  const [book] = weekBooks({ ...INPUT, today: MONDAY, weeks: [busy], absences: [] });
  expect(book?.bench.find(({ name }) => name === 'Cruz, M.')?.idle).toBe('from Thu 26');
});

test('notes of weeks and of days stand below with their names', () => {
  const noted: ScheduleWeek = {
    ...week(2, { tue: [{ part: 'full', projectId: id(9), note: 'gate code 4' }] }),
    note: 'light duty',
  };
  const [book] = weekBooks({ ...INPUT, weeks: [noted] });
  expect(book?.notes).toEqual([
    { name: 'Cruz, M.', day: '', text: 'light duty' },
    { name: 'Cruz, M.', day: 'Tue 24', text: 'gate code 4' },
  ]);
});

test('a filtered screen makes a book of its region, with the jobs its people are on', () => {
  const [book] = weekBooks({
    ...INPUT,
    region: { id: id(7), name: 'North' },
    employees: INPUT.employees.map((one) => (one.id === id(2) ? { ...one, regionId: id(7) } : one)),
  });
  expect(book?.company).toBe('Tri-County Concrete, North');
  expect(book?.crews.flatMap((crew) => crew.rows.map(({ name }) => name))).toEqual(['Cruz, M.']);
  expect(book?.heads[0]?.counts[0]).toBe(1);
});

test('a job without a chosen colour has the same on paper as on the screen', () => {
  const project = { ...common, id: id(9), number: '2418' };
  const [book] = weekBooks({ ...INPUT, projects: [project] });
  expect(book?.heads[0]?.hue).toBe(hueOf(project));
  expect(book?.crews[0]?.rows[0]?.cells[0]).toEqual([{ text: '2418', hue: hueOf(project) }]);
});
