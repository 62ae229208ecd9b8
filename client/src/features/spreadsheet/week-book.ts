import { benchOf } from 'shared/domain/schedule/bench.ts';
import { indexJobs, workText, type JobIndex } from 'shared/domain/schedule/cell-text.ts';
import { cellOf, inOrder, noteOf, weekId, workOf, type Cell } from 'shared/domain/schedule/cells.ts';
import { crewsOf, peopleOf } from 'shared/domain/schedule/crews.ts';
import { headsOf, targetsOf } from 'shared/domain/schedule/heads.ts';
import { byName, isActive, shortName } from 'shared/domain/schedule/person-names.ts';
import { absenceOn } from 'shared/domain/schedule/clashes.ts';
import { addDays, dayKeyOf, mondayOf, weekDays } from 'shared/lib/days.ts';
import type { Absence } from 'shared/schema/absences.ts';
import type { Demand } from 'shared/schema/demands.ts';
import type { Employee } from 'shared/schema/employees.ts';
import { DAY_KEYS, type DayKey } from 'shared/schema/fields.ts';
import type { Project } from 'shared/schema/projects.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import { hueOf } from 'shared/domain/schedule/hues.ts';
import type { BookAssignment, WeekBook } from './week-sheet.ts';

/** The documents that a week's sheet is made of, and the words that it is made in. */
export interface WeekBookInput {
  readonly company: string;
  /** Only the people of one region, as the screen was filtered. */
  readonly region?: { readonly id: string; readonly name: string };
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
    readonly idleFrom: string;
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
  const dayLabel = (at: number): string => label?.days[at] ?? DAY_KEYS[at] ?? '';
  const isHere = ({ regionId }: { readonly regionId?: string | undefined }): boolean =>
    input.region === undefined || regionId === input.region.id;
  const people = input.employees.filter((person) => isActive(person) && isHere(person));
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
    (project) => heads.has(project.id) || (isHere(project) && (targets(project.id, monday) ?? 0) > 0),
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
    company: [input.company, input.region?.name].filter(Boolean).join(', '),
    weekStart: monday,
    words: { ...words, title: label?.title ?? monday },
    days: DAY_KEYS.map((day, at) => ({
      label: dayLabel(at),
      working: input.workingDays.includes(day),
    })),
    crews: crewsOf(people, weekOf).map((crew) => ({
      foreman: crew.foreman ? shortName(crew.foreman) : words.noForeman,
      count: peopleOf(crew).length,
      rows: peopleOf(crew).map((person) => {
        return {
          name: shortName(person),
          trade: words.trades[person.trade ?? ''] ?? '',
          leads: person.id === crew.foreman?.id,
          cells: cellsOf(person),
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
          hue: hueOf(project) ?? 0,
          counts: [...(heads.get(project.id) ?? [0, 0, 0, 0, 0, 0, 0])],
          ...(target !== undefined && { target }),
        };
      }),
    bench: idle.map(({ person, days, orMore, from }) => ({
      name: shortName(person),
      trade: words.trades[person.trade ?? ''] ?? '',
      idle:
        days > 0
          ? words.idleDays.replace('{{days}}', `${days}${orMore ? '+' : ''}`)
          : words.idleFrom.replace('{{day}}', dayLabel(DAY_KEYS.indexOf(dayKeyOf(from)))),
    })),
    notes: people.toSorted(byName).flatMap((person) => notesOf(person, weekOf(person.id), dayLabel)),
  };
}

/** What was written beside somebody's week and days. */
function notesOf(
  person: Employee,
  week: ScheduleWeek | undefined,
  dayLabel: (at: number) => string,
): WeekBook['notes'] {
  const days = DAY_KEYS.map((day, at) => ({ day: dayLabel(at), text: noteOf(cellOf(week, day)) }));
  return [{ day: '', text: week?.note }, ...days].flatMap(({ day, text }) =>
    text === undefined ? [] : [{ name: shortName(person), day, text }],
  );
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
    return { text: `${half}${workText(work, jobs)}`, ...(project && { hue: hueOf(project) ?? 0 }) };
  });
}
