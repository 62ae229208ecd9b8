import { inLookahead } from 'shared/domain/pours/lookahead.ts';
import { addDays, compareDays, daysBetween, mondayOf } from 'shared/lib/days.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Pour } from 'shared/schema/pours.ts';
import type { Project } from 'shared/schema/projects.ts';

export type Grouping = 'project' | 'foreman';

/** One row of the board: a job or a foreman with the pours of each week. */
export interface LookaheadRow {
  readonly key: string;
  /** "2418", or the foreman's name. Empty where a pour names none. */
  readonly title: string;
  readonly subtitle: string;
  readonly hue: number | undefined;
  readonly project: Project | undefined;
  /** By Monday, each in order of day. */
  readonly byWeek: ReadonlyMap<string, readonly Pour[]>;
  readonly count: number;
}

/** The Mondays of `weeks` weeks from the week of a day. */
export const mondaysFrom = (day: string, weeks: number): string[] =>
  Array.from({ length: weeks }, (_, index) => addDays(mondayOf(day), 7 * index));

/**
 * Rows by job or by foreman, those with pours in these weeks first and in their own order, so that a row does not
 * jump while a pill moves within it.
 */
export function lookaheadRows(
  pours: readonly Pour[],
  grouping: Grouping,
  projects: ReadonlyMap<string, Project>,
  employees: ReadonlyMap<string, Employee>,
  mondays: readonly string[],
): LookaheadRow[] {
  const first = mondays[0];
  const last = mondays.at(-1);
  if (first === undefined || last === undefined) return [];
  const end = addDays(last, 6);
  const shown = pours.filter(
    (pour) => pour.day !== undefined && pour.day >= first && pour.day <= end && inLookahead(pour),
  );
  const keyOf = (pour: Pour): string => (grouping === 'project' ? pour.projectId : pour.foremanId) ?? '';
  const groups = Map.groupBy(shown, keyOf);
  const rows = [...groups].map(([key, members]) => {
    const project = grouping === 'project' ? projects.get(key) : undefined;
    const employee = grouping === 'foreman' ? employees.get(key) : undefined;
    const inOrder = members.toSorted(
      (a, b) => compareDays(a.day ?? '', b.day ?? '') || (a.startsAt ?? '').localeCompare(b.startsAt ?? ''),
    );
    return {
      key,
      title: project?.number ?? employee?.name ?? '',
      subtitle: project?.nickname ?? project?.name ?? '',
      hue: project?.colour,
      project,
      byWeek: Map.groupBy(inOrder, (pour) => mondayOf(pour.day ?? first)),
      count: members.length,
    };
  });
  return rows.sort(
    (a, b) =>
      Number(a.title === '') - Number(b.title === '') ||
      a.title.localeCompare(b.title, 'en', { numeric: true }),
  );
}

/** The same weekday in another week: where a pill lands that is dropped on a week. */
export const dayInWeek = (pour: Pour, monday: string): string =>
  pour.day === undefined ? monday : addDays(monday, daysBetween(mondayOf(pour.day), pour.day));
