import { of } from 'rxjs';
import { expect, test } from 'vitest';
import { aJob, aPerson, aWeek, idOf, on } from 'shared/domain/schedule/schedule-fixtures.ts';
import { mayEditWeek, mayPlanWeek, type Rights } from './edit-rights.ts';
import { createScheduleStore } from './schedule-store.ts';

test('whoever left counts in the weeks before that, and in none after', () => {
  const store = createScheduleStore({
    employees: of([
      aPerson(1, 'Gone, Gus', { active: false, leftOn: '2026-05-20' }),
      aPerson(2, 'Here, Hal'),
    ]),
    projects: of([aJob(2418)]),
    regions: of([]),
    absences: of([]),
    settings: of(undefined),
    demands: of([]),
    onlyKnown: of(undefined),
    week: (monday) => of([1, 2].map((person) => aWeek(person, monday, { mon: on(2418) }))),
  });
  const heads = (monday: string) => [...store.weeksOf(monday)].map(({ employeeId }) => employeeId);
  store.watch(['2026-05-18', '2026-05-25']);
  expect(heads('2026-05-18')).toEqual([idOf(1), idOf(2)]);
  expect(heads('2026-05-25')).toEqual([idOf(2)]);
  store.close();
});

test('A3 nobody changes anything of a week before the window, whatever else they may', () => {
  const edge = '2026-08-24';
  const rights: readonly Rights[] = [
    { kind: 'all', edge },
    { kind: 'regions', regionIds: new Set(['r']), edge },
    { kind: 'own crew', foremanIds: new Set(['f']), edge },
  ];
  expect(rights.map((one) => mayEditWeek(one, '2026-08-17'))).toEqual([false, false, false]);
  expect(rights.map((one) => mayEditWeek(one, edge))).toEqual([true, true, true]);
  expect(rights.map((one) => mayPlanWeek(one, '2026-08-17'))).toEqual([false, false, false]);
  expect(rights.map((one) => mayPlanWeek(one, edge))).toEqual([true, true, false]);
  expect(mayEditWeek({ kind: 'none', why: 'viewer' }, edge)).toBe(false);
});
