import type { Employee } from '../../schema/employees.ts';
import type { DayKey } from '../../schema/fields.ts';
import type { ScheduleWeek } from '../../schema/schedule-weeks.ts';
import { cellOf, projectsIn } from './cells.ts';
import { byName } from './person-names.ts';

/** People under one foreman in one week. The foreman is not among the members; without one, `foreman` is absent. */
export interface Crew {
  readonly key: string;
  readonly foreman?: Employee;
  readonly members: readonly Employee[];
}

export const NO_FOREMAN = 'none';

/** The foreman of a person in a week: the week's own word, else home. Foremen lead their own crew. */
export function foremanOf(person: Employee, week: ScheduleWeek | undefined): string | undefined {
  if (person.isForeman) return person.id;
  return week?.foremanId ?? person.homeForemanId;
}

/** Crews in the order of their foremen's names; people whose foreman is nobody here come last. */
export function crewsOf(
  people: readonly Employee[],
  weekOf: (employeeId: string) => ScheduleWeek | undefined,
): Crew[] {
  const foremen = new Map<string, { foreman: Employee; members: Employee[] }>();
  for (const person of people) if (person.isForeman) foremen.set(person.id, { foreman: person, members: [] });
  const alone: Employee[] = [];
  for (const person of people) {
    if (person.isForeman) continue;
    const crew = foremen.get(foremanOf(person, weekOf(person.id)) ?? '');
    (crew?.members ?? alone).push(person);
  }
  const crews: Crew[] = [...foremen.values()]
    .sort((a, b) => byName(a.foreman, b.foreman))
    .map(({ foreman, members }) => ({ key: foreman.id, foreman, members: members.sort(byName) }));
  return alone.length === 0 ? crews : [...crews, { key: NO_FOREMAN, members: alone.sort(byName) }];
}

export const peopleOf = (crew: Crew): readonly Employee[] =>
  crew.foreman ? [crew.foreman, ...crew.members] : crew.members;

interface JobShare {
  readonly projectId: string;
  /** The most heads of this crew on this job on any day of the run. */
  readonly heads: number;
}

/** A run of days on which a folded crew is on the same jobs. */
export interface CrewRun {
  readonly from: number;
  readonly to: number;
  readonly jobs: readonly JobShare[];
}

/** A folded crew as bars: days with the same jobs in a row are one run, the job with most heads first. */
export function crewRuns(
  people: readonly Employee[],
  weekOf: (employeeId: string) => ScheduleWeek | undefined,
  days: readonly DayKey[],
): CrewRun[] {
  const heads = days.map(() => new Map<string, number>());
  for (const person of people) {
    const week = weekOf(person.id);
    if (!week) continue;
    days.forEach((day, at) => {
      for (const projectId of new Set(projectsIn(cellOf(week, day))))
        heads[at]?.set(projectId, (heads[at].get(projectId) ?? 0) + 1);
    });
  }
  const runs: { from: number; to: number; jobs: JobShare[] }[] = [];
  heads.forEach((counts, at) => {
    if (counts.size === 0) return;
    const last = runs.at(-1);
    if (
      last &&
      last.to === at - 1 &&
      last.jobs.length === counts.size &&
      last.jobs.every((job) => counts.has(job.projectId))
    ) {
      last.to = at;
      last.jobs = last.jobs.map((job) => ({
        ...job,
        heads: Math.max(job.heads, counts.get(job.projectId) ?? 0),
      }));
    } else
      runs.push({
        from: at,
        to: at,
        jobs: [...counts]
          .map(([projectId, count]) => ({ projectId, heads: count }))
          .sort((a, b) => b.heads - a.heads || (a.projectId < b.projectId ? -1 : 1)),
      });
  });
  return runs;
}
