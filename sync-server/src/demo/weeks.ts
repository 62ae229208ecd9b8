import type { Assignment, CellStatus, ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import { addDays, DAY_KEYS, dayKeyOf, type DayKey } from 'shared/lib/days.ts';
import { DEMO_USERS, mondayAt, written } from './company.ts';
import { FAMILIAR_CREWS } from './familiar.ts';
import type { Job } from './jobs.ts';
import type { Parts } from './parts.ts';
import type { People, Person } from './people.ts';
import { portion, randomFor, type Random } from './random.ts';
import { workOf } from './work.ts';
import { DAY_MS, HOUR_MS, OFFICE_ZONE, siteMs } from './time.ts';

type Cells = Partial<Record<DayKey, Assignment[]>>;

/** Of all days of work, those for which somebody has nothing: half of them whole weeks, half from Thursday on. */
const IDLE_WHOLE_WEEK = 0.015;
const IDLE_FROM_THURSDAY = 0.0375;

const STATUS_CODES: Readonly<Record<string, CellStatus>> = {
  PTO: 'pto',
  SICK: 'sick',
  TRN: 'training',
  SCHOOL: 'school',
  OFF: 'off',
};

export interface WeekOfWork {
  readonly documents: readonly ScheduleWeek[];
  /** Who works on which job: person → day key → job ids. */
  readonly cells: ReadonlyMap<string, Cells>;
}

/** One week of the schedule for everybody: crews on their foreman's job, with the moves that make up a real week. */
export function makeWeek(parts: Parts, week: number): WeekOfWork {
  const { company, people } = parts;
  const monday = mondayAt(company, week);
  const idle = idlePeople(parts, week);
  const saturdays = randomFor(`saturday ${company.size} ${week}`);
  const saturdayCrews = new Set(
    people.foremen.filter(() => saturdays.chance(0.08)).map(({ foreman }) => foreman),
  );
  const cells = new Map<string, Cells>();
  const documents: ScheduleWeek[] = [];
  for (const person of people.all) {
    if (person.leftOn !== undefined && person.leftOn < monday) continue;
    // Far ahead, some crews are not planned yet.
    if (
      week >= 6 &&
      person.foreman > 4 &&
      randomFor(`open ${company.size} ${week} ${person.foreman}`).chance(0.12)
    )
      continue;
    const random = randomFor(`week ${company.size} ${week} ${person.index}`);
    const lent =
      !person.isForeman && week !== 0 && person.foreman > 4 && random.chance(0.015)
        ? lender(people, person)
        : undefined;
    const days =
      familiarDays(parts, person, week) ??
      ordinaryDays(parts, person, week, random, {
        idleFrom: idle.get(person.id) ?? 7,
        saturday: saturdayCrews.has(person.foreman),
        foreman: lent?.foreman ?? person.foreman,
      });
    workToday(parts, person, week, days);
    cells.set(person.id, days);
    documents.push({
      ...written(company, `${person.id}_${monday}`, ...writer(person, monday, random)),
      employeeId: person.id,
      weekStart: monday,
      ...(lent === undefined ? {} : { foremanId: lent.id }),
      days,
      ...(random.chance(0.01)
        ? { note: random.pick(['needs a ride', 'own tools', 'light duty', 'half days from Wed']) }
        : {}),
    });
  }
  return { documents, cells };
}

/** Seen on a weekend, the crews at the top of the sheet are at work too: they have pours today. */
function workToday(parts: Parts, person: Person, week: number, days: Cells): void {
  const key = dayKeyOf(parts.company.today);
  if (week !== 0 || person.foreman > 4 || (key !== 'sat' && key !== 'sun')) return;
  if (parts.away.on(person.id, parts.company.today) === 'away') return;
  days[key] = [{ part: 'full', projectId: workOf(parts, person.foreman, week).main.id }];
}

/** The coming week is built on Friday afternoon; a tenth is changed in the week itself, the demo crew by its foreman. */
function writer(
  person: Person,
  monday: string,
  random: Random,
): [(typeof DEMO_USERS)['scheduler' | 'foreman'], number] {
  const friday = siteMs(addDays(monday, -3), 14 * 60, OFFICE_ZONE) + random.next() * 3 * HOUR_MS;
  if (!random.chance(0.1)) return [DEMO_USERS.scheduler, friday];
  const inTheWeek = friday + (2.6 + random.next() * 3) * DAY_MS;
  return [person.foreman === 0 ? DEMO_USERS.foreman : DEMO_USERS.scheduler, inTheWeek];
}

const lender = (people: People, person: Person): Person | undefined =>
  people.foremen.find((other) => other.region === person.region && other.foreman > person.foreman);

/** Whose week has nothing in it, and from which weekday on. */
function idlePeople({ company, people }: Parts, week: number): ReadonlyMap<string, number> {
  const crew = people.all.filter(
    (person) => !person.isForeman && person.leftOn === undefined && person.foreman !== 0,
  );
  const nth = week + company.weeksBack;
  const drawn = randomFor(`idle ${company.size} ${week}`).shuffled(crew);
  const wholeWeek = portion(people.all.length * IDLE_WHOLE_WEEK, nth);
  const fromThursday = portion(people.all.length * IDLE_FROM_THURSDAY, nth);
  return new Map(
    drawn.slice(0, wholeWeek + fromThursday).map((person, at) => [person.id, at < wholeWeek ? 0 : 3]),
  );
}

interface Circumstances {
  readonly idleFrom: number;
  readonly saturday: boolean;
  readonly foreman: number;
}

function ordinaryDays(
  parts: Parts,
  person: Person,
  week: number,
  random: Random,
  { idleFrom, saturday, foreman }: Circumstances,
): Cells {
  const { main, second } = workOf(parts, foreman, week);
  const monday = mondayAt(parts.company, week);
  const turn = person.isForeman
    ? 9
    : random.weighted([[9, 82] as const, [0, 5] as const, [random.int(1, 4), 13] as const]);
  const back = random.chance(0.3) ? turn + random.int(1, 2) : 9;
  const status = random.chance(0.03) ? random.weighted(STATUS_SHARES) : undefined;
  const statusDay = random.int(0, 4);
  const halfDay = random.chance(0.025) ? random.int(0, 4) : -1;
  const doubled = doubledDay(person, week, random);
  const days: Cells = {};
  DAY_KEYS.slice(0, saturday ? 6 : 5).forEach((key, at) => {
    if (at >= idleFrom || (at === 5 && random.chance(0.45))) return;
    if (parts.away.on(person.id, addDays(monday, at)) === 'away') return;
    const job = at >= turn && at < back ? second : main;
    if (at === statusDay && status !== undefined) days[key] = [{ part: 'full', status }];
    else if (at === halfDay && second.id !== main.id)
      days[key] = [
        { part: 'am', projectId: main.id },
        { part: 'pm', projectId: second.id, ...(random.chance(0.3) ? { note: '2nd half' } : {}) },
      ];
    else if (at === doubled && second.id !== main.id)
      days[key] = [
        { part: 'full', projectId: main.id },
        { part: 'full', projectId: second.id },
      ];
    else
      days[key] = [
        {
          part: 'full',
          projectId: job.id,
          ...(random.chance(0.012) ? { start: random.pick(['03:00', '04:30', '05:00', '21:00']) } : {}),
        },
      ];
  });
  return days;
}

/** Somebody typed a second job over a full day: about one person in a hundred, in this week and the next. */
function doubledDay(person: Person, week: number, random: Random): number {
  const drawn = random.chance(0.012);
  if (week < 0 || week > 1 || person.foreman === 0 || person.isForeman) return -1;
  const always = week === 0 && person.foreman === 3 && person.index % 1_000 === 3;
  return drawn || always ? random.int(0, 4) : -1;
}

const STATUS_SHARES: readonly (readonly [CellStatus, number])[] = [
  ['sick', 30],
  ['training', 22],
  ['school', 14],
  ['off', 20],
  ['shop', 14],
];

/** The weeks that are written down for the crews at the top of the sheet. */
function familiarDays(parts: Parts, person: Person, week: number): Cells | undefined {
  if (person.isForeman || week < 0 || week > 3) return undefined;
  const known = FAMILIAR_CREWS[person.foreman]?.crew[person.index % 1_000];
  if (known === undefined) return undefined;
  const codes =
    week === 0
      ? known.week.split(' ')
      : Array.from({ length: 5 }, () => known.ahead.split(' ')[week - 1] ?? '-');
  const monday = mondayAt(parts.company, week);
  const days: Cells = {};
  DAY_KEYS.forEach((key, at) => {
    const code = codes[at];
    if (code === undefined || code === '-' || parts.away.on(person.id, addDays(monday, at)) === 'away')
      return;
    const [first, second] = code.split('/');
    const status = STATUS_CODES[code];
    if (status !== undefined) days[key] = [{ part: 'full', status }];
    else if (second === undefined) days[key] = [{ part: 'full', projectId: jobCalled(parts, first).id }];
    else
      days[key] = [
        { part: 'am', projectId: jobCalled(parts, first).id },
        { part: 'pm', projectId: jobCalled(parts, second).id },
      ];
  });
  return days;
}

function jobCalled({ jobs }: Parts, number: string | undefined): Job {
  const job = jobs.byNumber.get(number ?? '');
  if (job === undefined) throw new Error(`no job ${number ?? ''}`);
  return job;
}
