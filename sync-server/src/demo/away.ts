import type { Absence, AbsenceKind } from 'shared/schema/absences.ts';
import { addDays, mondayOf } from 'shared/lib/days.ts';
import { DEMO_USERS, mondayAt, written, type Company } from './company.ts';
import { FAMILIAR_CREWS } from './familiar.ts';
import type { People, Person } from './people.ts';
import { idOf, randomFor, type Random } from './random.ts';
import { DAY_MS, OFFICE_ZONE, siteMs } from './time.ts';

/** Who is away when, as the plan sees it. */
export interface Away {
  readonly documents: readonly Absence[];
  /** An approved absence on this day; a clash is one that the schedule has overlooked. */
  on(personId: string, day: string): 'no' | 'away' | 'clash';
}

/** Weeks between two absences of one person, and weeks ahead for which people ask. */
const EVERY_WEEKS = 13;
const ASKED_AHEAD_WEEKS = 16;

const LENGTHS: readonly (readonly [readonly [AbsenceKind, number], number])[] = [
  [['pto', 5], 14],
  [['pto', 3], 14],
  [['pto', 1], 24],
  [['sick', 1], 18],
  [['sick', 2], 6],
  [['training', 2], 9],
  [['school', 1], 7],
  [['laid_off', 12], 3],
  [['other', 1], 5],
];

export function makeAway(company: Company, people: People): Away {
  const documents = [
    ...familiarAbsences(company, people),
    ...people.all.flatMap((person) => absencesOf(company, person)),
  ];
  const days = new Map<string, 'away' | 'clash'>();
  for (const absence of documents) {
    if (absence.state !== 'approved' || absence.part === 'am' || absence.part === 'pm') continue;
    // One in nine was approved after the week had been filled, and nobody has looked since.
    const overlooked = absence.note === FUENTES_NOTE || randomFor(`clash ${absence.id}`).chance(0.11);
    for (let day = absence.from; day <= absence.to; day = addDays(day, 1))
      days.set(`${absence.employeeId} ${day}`, overlooked ? 'clash' : 'away');
  }
  return { documents, on: (personId, day) => days.get(`${personId} ${day}`) ?? 'no' };
}

function absencesOf(company: Company, person: Person): Absence[] {
  const random = randomFor(`absences ${company.size} ${person.index}`);
  const made: Absence[] = [];
  const familiar =
    FAMILIAR_CREWS[person.foreman]?.crew[person.isForeman ? -1 : person.index % 1_000] !== undefined;
  const demoForeman = person.isForeman && person.foreman === 0;
  for (let week = -company.weeksBack + random.int(0, EVERY_WEEKS - 1); week < ASKED_AHEAD_WEEKS;) {
    // The familiar crews keep the weeks that are written down for them.
    const reserved = (familiar && week >= 0 && week <= 3) || (demoForeman && week >= -1 && week <= 1);
    if (!reserved) made.push(absence(company, person, week, random));
    week += random.int(Math.floor(EVERY_WEEKS / 2), EVERY_WEEKS * 2);
  }
  return made.filter(({ from }) => person.leftOn === undefined || from <= person.leftOn);
}

function absence(company: Company, person: Person, week: number, random: Random): Absence {
  const [kind, days] = random.weighted(LENGTHS);
  const from = addDays(mondayAt(company, week), days >= 4 ? 0 : random.int(0, 5 - days));
  const to = addDays(from, days - 1);
  const ahead = from > company.today;
  const state = ahead
    ? random.weighted([['approved', 62] as const, ['requested', 35] as const, ['declined', 3] as const])
    : random.weighted([['approved', 95] as const, ['declined', 5] as const]);
  const { scheduler, foreman } = DEMO_USERS;
  const askedBy = person.foreman === 0 && state === 'requested' ? foreman : scheduler;
  const askedMs = siteMs(from, 14 * 60, OFFICE_ZONE) - (kind === 'sick' ? 0.4 : random.int(6, 40)) * DAY_MS;
  return {
    ...written(company, idOf(`absence ${person.id} ${mondayOf(from)} ${kind}`), askedBy, askedMs),
    employeeId: person.id,
    from,
    to,
    ...(days === 1 && random.chance(0.18) ? { part: random.pick(['am', 'pm'] as const) } : {}),
    kind,
    state,
    requestedBy: askedBy.id,
    ...(state === 'requested' ? {} : { decidedBy: scheduler.id }),
    ...(random.chance(0.3) ? { note: noteFor(kind, random) } : {}),
  };
}

const noteFor = (kind: AbsenceKind, random: Random): string =>
  ({
    pto: random.pick(['family visit', 'wedding', 'back on Monday', 'moving house']),
    sick: random.pick(['flu', 'called in at 4:30', 'doctor']),
    training: random.pick(['forklift renewal', 'ACI class', 'OSHA 30, second half']),
    school: 'apprentice class',
    laid_off: 'until the next deck is ready',
    other: random.pick(['court', 'jury duty', 'car']),
  })[kind];

const FUENTES_NOTE = 'son graduates';

/** The absences that the crews at the top of the sheet are known for. */
function familiarAbsences(company: Company, people: People): Absence[] {
  const { scheduler, foreman } = DEMO_USERS;
  const made: Absence[] = [];
  const add = (name: string, from: string, to: string, kind: AbsenceKind, more: Partial<Absence>): void => {
    const person = people.all.find((other) => other.name === name);
    if (person === undefined) return;
    made.push({
      ...written(
        company,
        idOf(`absence ${person.id} ${from} ${kind}`),
        scheduler,
        company.nowMs - 3 * DAY_MS,
      ),
      employeeId: person.id,
      from,
      to,
      kind,
      state: 'approved',
      requestedBy: scheduler.id,
      decidedBy: scheduler.id,
      ...more,
    });
  };
  const day = (week: number, at: number) => addDays(mondayAt(company, week), at);
  add('Boone, Travis', day(3, 0), day(3, 4), 'pto', {});
  add('Brandt, Hank', day(0, 2), day(0, 4), 'pto', {});
  add('Fuentes, Jorge', day(0, 4), day(0, 4), 'pto', { note: FUENTES_NOTE });
  const asked = made.length;
  add('Grady, Will', day(2, 0), day(2, 1), 'pto', {
    state: 'requested',
    requestedBy: foreman.id,
    note: 'deer season',
  });
  return made.map((document, at) => {
    if (at < asked) return document;
    const { decidedBy: _, ...open } = document;
    return { ...open, updatedBy: foreman.id };
  });
}
