import type { Absence } from '../../schema/absences.ts';
import type { Employee } from '../../schema/employees.ts';
import type { DayKey } from '../../schema/fields.ts';
import type { ScheduleWeek } from '../../schema/schedule-weeks.ts';
import { addDays, dayKeyOf, mondayOf } from '../../lib/days.ts';
import { cellOf } from './cells.ts';
import { absenceOn } from './clashes.ts';
import { byName, isActive } from './person-names.ts';

/** Somebody without work on a working day of the week shown. */
export interface Idle {
  readonly person: Employee;
  /** Working days without anything, up to and including the day looked at; 0 if idle only later in the week. */
  readonly days: number;
  /** True when there was nothing as far back as the weeks known here reach. */
  readonly orMore: boolean;
  /** The first idle day of this week. */
  readonly from: string;
}

export interface BenchFacts {
  readonly people: readonly Employee[];
  readonly weekOf: (employeeId: string, monday: string) => ScheduleWeek | undefined;
  readonly absencesOf: (employeeId: string) => readonly Absence[];
  readonly workingDays: readonly DayKey[];
  /** The week shown. */
  readonly monday: string;
  /** Idle days are counted back from here: today in this week, else the week's first working day. */
  readonly from: string;
  /** The first Monday that this device can look back to. */
  readonly earliest: string;
}

/** Longest idle first; then those who become idle soonest. */
export function benchOf(facts: BenchFacts): Idle[] {
  const idle: Idle[] = [];
  for (const person of facts.people) {
    if (!isActive(person)) continue;
    const found = idleness(person, facts);
    if (found) idle.push(found);
  }
  return idle.sort(
    (a, b) => b.days - a.days || (a.from < b.from ? -1 : a.from > b.from ? 1 : byName(a.person, b.person)),
  );
}

function idleness(person: Employee, facts: BenchFacts): Idle | undefined {
  const absences = facts.absencesOf(person.id);
  const works = (date: string): boolean => facts.workingDays.includes(dayKeyOf(date));
  const free = (date: string): boolean =>
    cellOf(facts.weekOf(person.id, mondayOf(date)), dayKeyOf(date)).length === 0 &&
    absenceOn(absences, date) === undefined &&
    (person.hiredOn === undefined || person.hiredOn <= date);
  const lastDay = addDays(facts.monday, 6);
  let first: string | undefined;
  for (let date = facts.from; date <= lastDay && first === undefined; date = addDays(date, 1))
    if (works(date) && free(date)) first = date;
  if (first === undefined) return undefined;
  if (facts.workingDays.length === 0) return undefined;
  let days = 0;
  let date = facts.from;
  for (; date >= facts.earliest; date = addDays(date, -1)) {
    if (!works(date)) continue;
    if (!free(date)) break;
    days += 1;
  }
  return { person, days, orMore: date < facts.earliest && days > 0, from: first };
}
