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
  /** Its heads of all days of the run together: how much of the bar is its own. */
  readonly headDays: number;
}

/** A run of days on which most of a folded crew are on the same job. */
export interface CrewRun {
  readonly from: number;
  readonly to: number;
  /** The leading job first. */
  readonly jobs: readonly JobShare[];
}

/**
 * A folded crew as bars: days in a row that are led by the same job are one run, whoever else of the crew is lent out
 * on some of them. A run ends with the working week, as a person's band does.
 */
export function crewRuns(
  people: readonly Employee[],
  weekOf: (employeeId: string) => ScheduleWeek | undefined,
  days: readonly DayKey[],
  workingDays: readonly DayKey[],
): CrewRun[] {
  const runs: { from: number; to: number; lead: string; days: Map<string, number>[] }[] = [];
  headsByDay(people, weekOf, days).forEach((counts, at) => {
    if (counts.size === 0) return;
    const last = runs.at(-1);
    const before = days[at - 1];
    const day = days[at];
    const sameKind = before && day && workingDays.includes(before) === workingDays.includes(day);
    const lead = leadOf(counts, last?.lead);
    if (last && sameKind && last.to === at - 1 && last.lead === lead) {
      last.to = at;
      last.days.push(counts);
    } else runs.push({ from: at, to: at, lead, days: [counts] });
  });
  return runs.map((run) => ({ from: run.from, to: run.to, jobs: sharesOf(run.days, run.lead) }));
}

function headsByDay(
  people: readonly Employee[],
  weekOf: (employeeId: string) => ScheduleWeek | undefined,
  days: readonly DayKey[],
): Map<string, number>[] {
  const heads = days.map(() => new Map<string, number>());
  for (const person of people) {
    const week = weekOf(person.id);
    if (!week) continue;
    days.forEach((day, at) => {
      for (const projectId of new Set(projectsIn(cellOf(week, day))))
        heads[at]?.set(projectId, (heads[at].get(projectId) ?? 0) + 1);
    });
  }
  return heads;
}

/** The job with most heads of a day; among equals the one that led before, else the first by id. */
function leadOf(counts: ReadonlyMap<string, number>, before: string | undefined): string {
  const most = Math.max(...counts.values());
  if (before !== undefined && counts.get(before) === most) return before;
  const [first = ''] = [...counts].flatMap(([id, heads]) => (heads === most ? [id] : [])).sort();
  return first;
}

function sharesOf(days: readonly ReadonlyMap<string, number>[], lead: string): JobShare[] {
  const shares = new Map<string, { heads: number; headDays: number }>();
  for (const [projectId, heads] of days.flatMap((counts) => [...counts])) {
    const before = shares.get(projectId);
    shares.set(projectId, {
      heads: Math.max(before?.heads ?? 0, heads),
      headDays: (before?.headDays ?? 0) + heads,
    });
  }
  const rank = (share: JobShare): number => (share.projectId === lead ? Infinity : share.headDays);
  return [...shares]
    .map(([projectId, share]) => ({ projectId, ...share }))
    .sort((a, b) => rank(b) - rank(a) || (a.projectId < b.projectId ? -1 : 1));
}
