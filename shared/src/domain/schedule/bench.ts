import type { Absence } from '../../schema/absences.ts';
import type { Employee } from '../../schema/employees.ts';
import type { DayKey } from '../../schema/fields.ts';
import type { ScheduleWeek } from '../../schema/schedule-weeks.ts';
import { addDays, compareDays, dayKeyOf, dayRange, mondayOf } from '../../lib/days.ts';
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

interface WorkingDay {
  readonly date: string;
  readonly monday: string;
  readonly day: DayKey;
}

/** Longest idle first; then those who become idle soonest. */
export function benchOf(facts: BenchFacts): Idle[] {
  const ahead = workingDaysBetween(facts.from, addDays(facts.monday, 6), facts.workingDays);
  const back = workingDaysBetween(facts.earliest, facts.from, facts.workingDays).reverse();
  const idle: Idle[] = [];
  for (const person of facts.people) {
    if (!isActive(person)) continue;
    const found = idleness(person, ahead, back, facts);
    if (found) idle.push(found);
  }
  return idle.sort((a, b) => b.days - a.days || compareDays(a.from, b.from) || byName(a.person, b.person));
}

/** Worked out once for everybody: with 2,000 people the calendar would cost more than the look-up. */
const workingDaysBetween = (first: string, last: string, workingDays: readonly DayKey[]): WorkingDay[] =>
  dayRange(first, last)
    .map((date) => ({ date, monday: mondayOf(date), day: dayKeyOf(date) }))
    .filter(({ day }) => workingDays.includes(day));

function idleness(
  person: Employee,
  ahead: readonly WorkingDay[],
  back: readonly WorkingDay[],
  facts: BenchFacts,
): Idle | undefined {
  const absences = facts.absencesOf(person.id);
  const free = ({ date, monday, day }: WorkingDay): boolean =>
    cellOf(facts.weekOf(person.id, monday), day).length === 0 &&
    absenceOn(absences, date) === undefined &&
    (person.hiredOn === undefined || person.hiredOn <= date);
  const first = ahead.find(free);
  if (!first) return undefined;
  const busy = back.findIndex((day) => !free(day));
  return {
    person,
    days: busy < 0 ? back.length : busy,
    orMore: busy < 0 && back.length > 0,
    from: first.date,
  };
}
