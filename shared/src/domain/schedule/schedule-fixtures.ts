import type { Absence } from '../../schema/absences.ts';
import type { Demand } from '../../schema/demands.ts';
import type { Employee } from '../../schema/employees.ts';
import type { Project } from '../../schema/projects.ts';
import type { ScheduleWeek } from '../../schema/schedule-weeks.ts';
import { weekId, type Cell, type Days } from './cells.ts';

/** Small documents for tests: ids by number, all of one author. */
const common = { rev: 'r1', updatedAt: '2026-11-23T12:00:00.000Z', updatedBy: idOf(999) };

export function idOf(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export const aPerson = (number: number, name: string, fields: Partial<Employee> = {}): Employee => ({
  ...common,
  id: idOf(number),
  name,
  ...fields,
});

export const aJob = (number: number, fields: Partial<Project> = {}): Project => ({
  ...common,
  id: idOf(number),
  number: String(number),
  ...fields,
});

export function aWeek(
  person: number,
  monday: string,
  days: Days,
  fields: Partial<ScheduleWeek> = {},
): ScheduleWeek {
  return {
    ...common,
    id: weekId(idOf(person), monday),
    employeeId: idOf(person),
    weekStart: monday,
    days: days as NonNullable<ScheduleWeek['days']>,
    ...fields,
  };
}

export const anAbsence = (
  person: number,
  from: string,
  to: string,
  fields: Partial<Absence> = {},
): Absence => ({
  ...common,
  id: idOf(person + 5000),
  employeeId: idOf(person),
  from,
  to,
  kind: 'pto',
  state: 'approved',
  ...fields,
});

export const aPlan = (
  job: number,
  monday: string,
  heads: number,
  trade: Demand['trade'] = 'all',
): Demand => ({
  ...common,
  id: `${idOf(job)}_${monday}_${trade}`,
  kind: 'plan',
  projectId: idOf(job),
  weekStart: monday,
  trade,
  heads,
});

export const on = (job: number): Cell => [{ part: 'full', projectId: idOf(job) }];
export const halves = (am: number, pm: number): Cell => [
  { part: 'am', projectId: idOf(am) },
  { part: 'pm', projectId: idOf(pm) },
];
