import type { Employee } from '../../schema/employees.ts';
import type { Project } from '../../schema/projects.ts';
import type { ScheduleWeek } from '../../schema/schedule-weeks.ts';
import { dayKeyOf, mondayOf } from '../../lib/days.ts';
import { cellOf, projectsIn } from './cells.ts';
import { isActive } from './person-names.ts';

export interface Counts {
  readonly people: number;
  readonly foremen: number;
  readonly jobs: number;
  /** People with a job on the day asked for. */
  readonly onJob: number;
}

/** Begun and not closed: a job on hold is one too, and may go on tomorrow. */
export const isOpenJob = ({ status = 'active' }: Project): boolean =>
  status === 'active' || status === 'on_hold';

/** The figures of the top bar. `weeks` may hold other weeks too. */
export function countsOf(
  employees: readonly Employee[],
  projects: readonly Project[],
  weeks: Iterable<ScheduleWeek>,
  date: string,
): Counts {
  const active = new Set<string>();
  let foremen = 0;
  for (const person of employees) {
    if (!isActive(person)) continue;
    active.add(person.id);
    if (person.isForeman) foremen += 1;
  }
  const monday = mondayOf(date);
  const day = dayKeyOf(date);
  let onJob = 0;
  for (const week of weeks)
    if (week.weekStart === monday && active.has(week.employeeId) && projectsIn(cellOf(week, day)).length > 0)
      onJob += 1;
  return { people: active.size, foremen, jobs: projects.filter(isOpenJob).length, onJob };
}
