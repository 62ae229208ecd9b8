import { benchOf } from 'shared/domain/schedule/bench.ts';
import { indexJobs, workText, type JobIndex } from 'shared/domain/schedule/cell-text.ts';
import { cellOf, inOrder, weekId, workOf, type Cell } from 'shared/domain/schedule/cells.ts';
import { crewsOf, peopleOf } from 'shared/domain/schedule/crews.ts';
import { headsOf, targetsOf } from 'shared/domain/schedule/heads.ts';
import { isActive, shortName } from 'shared/domain/schedule/person-names.ts';
import { absenceOn } from 'shared/domain/schedule/clashes.ts';
import { addDays, mondayOf, weekDays } from 'shared/lib/days.ts';
import type { Absence } from 'shared/schema/absences.ts';
import type { Demand } from 'shared/schema/demands.ts';
import type { Employee } from 'shared/schema/employees.ts';
import { DAY_KEYS, type DayKey } from 'shared/schema/fields.ts';
import type { Project } from 'shared/schema/projects.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import type { BookAssignment, WeekBook } from './week-sheet.ts';

/** The documents that a week's sheet is made of, and the words that it is made in. */
export interface WeekBookInput {
  readonly company: string;
  readonly mondays: readonly string[];
  readonly today: string;
  readonly workingDays: readonly DayKey[];
  readonly employees: readonly Employee[];
  readonly projects: readonly Project[];
  readonly weeks: readonly ScheduleWeek[];
  readonly demands: readonly Demand[];
  readonly absences: readonly Absence[];
  readonly words: WeekBook['words'] & {
    readonly trades: Readonly<Record<string, string>>;
    readonly absent: Readonly<Record<string, string>>;
    readonly noForeman: string;
    readonly idleDays: string;
  };
  /** "Week of Nov 23" and "Mon 23", by Monday. */
  readonly labels: Readonly<Record<string, { readonly title: string; readonly days: readonly string[] }>>;
}

/** One `WeekBook` for every Monday asked for. */
export function weekBooks(input: WeekBookInput): WeekBook[] {
  const jobs = indexJobs(input.projects);
  const byId = new Map(input.weeks.map((week) => [week.id, week]));
  const absences = Map.groupBy(
    input.absences.filter((absence) => absence.state === 'approved'),
    (absence) => absence.employeeId,
  );
  return input.mondays.map((monday) => weekBook(input, monday, jobs, byId, absences));
}

function weekBook(
  input: WeekBookInput,
  monday: string,
  jobs: JobIndex,
  weeks: ReadonlyMap<string, ScheduleWeek>,
  absences: ReadonlyMap<string, readonly Absence[]>,
): WeekBook {
  const { words } = input;
  const label = input.labels[monday];
  const weekOf = (employeeId: string): ScheduleWeek | undefined => weeks.get(weekId(employeeId, monday));
  const people = input.employees.filter(isActive);
  const dates = weekDays(monday);
  const cellsOf = (person: Employee): readonly (readonly BookAssignment[])[] =>
    DAY_KEYS.map((day, at) =>
      shown(
        cellOf(weekOf(person.id), day),
        absenceOn(absences.get(person.id) ?? [], dates[at] ?? monday),
        jobs,
        input,
      ),
    );
  const ofWeek = people.flatMap((person) => weekOf(person.id) ?? []);
  const heads = headsOf(ofWeek);
  const targets = targetsOf(input.demands);
  const wanted = input.projects.filter(
    (project) => heads.has(project.id) || (targets(project.id, monday) ?? 0) > 0,
  );
  const idle = benchOf({
    people,
    weekOf: (id, of) => weeks.get(weekId(id, of)),
    absencesOf: (id) => absences.get(id) ?? [],
    workingDays: input.workingDays,
    monday,
    from: mondayOf(input.today) === monday ? input.today : monday,
    earliest: addDays(monday, -28),
  });
  return {
    company: input.company,
    weekStart: monday,
    words: { ...words, title: label?.title ?? monday },
    days: DAY_KEYS.map((day, at) => ({
      label: label?.days[at] ?? day,
      working: input.workingDays.includes(day),
    })),
    crews: crewsOf(people, weekOf).map((crew) => ({
      foreman: crew.foreman ? shortName(crew.foreman) : words.noForeman,
      count: crew.members.length,
      rows: peopleOf(crew).map((person) => {
        const note = weekOf(person.id)?.note;
        return {
          name: shortName(person),
          trade: words.trades[person.trade ?? ''] ?? '',
          leads: person.id === crew.foreman?.id,
          cells: cellsOf(person),
          ...(note !== undefined && { note }),
        };
      }),
    })),
    heads: wanted
      .toSorted((a, b) => (a.number ?? '').localeCompare(b.number ?? '', 'en', { numeric: true }))
      .map((project) => {
        const target = targets(project.id, monday);
        return {
          number: project.number ?? '',
          name: project.nickname ?? project.name ?? '',
          hue: project.colour ?? 0,
          counts: [...(heads.get(project.id) ?? [0, 0, 0, 0, 0, 0, 0])],
          ...(target !== undefined && { target }),
        };
      }),
    bench: idle.map(({ person, days, orMore }) => ({
      name: shortName(person),
      trade: words.trades[person.trade ?? ''] ?? '',
      idle: words.idleDays.replace('{{days}}', `${days}${orMore ? '+' : ''}`),
    })),
  };
}

/** What stands in a cell; an empty one of somebody who is away shows the absence, as the grid does. */
function shown(
  cell: Cell,
  absence: Absence | undefined,
  jobs: JobIndex,
  input: WeekBookInput,
): BookAssignment[] {
  if (cell.length === 0 && absence) return [{ text: input.words.absent[absence.kind ?? 'other'] ?? '' }];
  return inOrder(cell).map((assignment) => {
    const work = workOf(assignment);
    const project = work?.kind === 'project' ? jobs.byId.get(work.projectId) : undefined;
    const half = assignment.part === 'full' || cell.length > 1 ? '' : `${assignment.part} `;
    return { text: `${half}${workText(work, jobs)}`, ...(project && { hue: project.colour ?? 0 }) };
  });
}
