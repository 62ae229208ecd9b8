import { addDays, dayKeyOf, instantOf } from 'shared/lib/days.ts';
import { absenceOn } from 'shared/domain/schedule/clashes.ts';
import { cellOf, type Cell } from 'shared/domain/schedule/cells.ts';
import { foremanOf } from 'shared/domain/schedule/crews.ts';
import { byName, isActive } from 'shared/domain/schedule/person-names.ts';
import { presenceOf, type Presence } from 'shared/domain/schedule/presence.ts';
import { numbersOf, phaseOf } from 'shared/domain/pour-log/load-phase.ts';
import { isCommitted, isOpen, statusOf } from 'shared/domain/pours/lifecycle.ts';
import { readinessOf, type Readiness } from 'shared/domain/pours/readiness.ts';
import { plannedCy, wholeSpan } from 'shared/domain/pours/spans.ts';
import type { Absence } from 'shared/schema/absences.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Load } from 'shared/schema/loads.ts';
import type { Pour } from 'shared/schema/pours.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import { compareText } from 'shared/lib/text-order.ts';

/** A pour of the day with what its card says. */
export interface DayPour {
  readonly pour: Pour;
  readonly isOwn: boolean;
  readonly cy: number | undefined;
  readonly readiness: Readiness;
  /** Ready to log: not only an idea, and not called off. */
  readonly canLog: boolean;
  /** The load that stands at the chute now. */
  readonly onSite: number | undefined;
  readonly loads: number;
}

/**
 * The pours that people work on that day: its own, and those of the night before that are still going or planned to
 * run past midnight at the site.
 */
export const poursOnDay = (
  pours: readonly Pour[],
  day: string,
  today: string,
  zoneOf: (pour: Pour) => string,
): Pour[] =>
  pours.filter((pour) => {
    if (pour.day === day) return true;
    const status = statusOf(pour);
    if (pour.day !== addDays(day, -1) || !isCommitted(status) || !isOpen(status)) return false;
    if (status === 'in_progress' && day === today) return true;
    const midnightMs = Date.parse(instantOf(day, '00:00', zoneOf(pour)));
    return (wholeSpan(pour)?.to ?? 0) > midnightMs;
  });

/** Tentative pours are no work yet; called-off ones stay, so that nobody drives out for them. */
export function poursOf(
  pours: readonly Pour[],
  loads: readonly Load[],
  foremanId: string | undefined,
): DayPour[] {
  const byPour = Map.groupBy(loads, (load) => load.pourId);
  return pours
    .filter((pour) => statusOf(pour) !== 'tentative')
    .map((pour) => {
      const ofPour = (byPour.get(pour.id) ?? []).filter((load) => !load.void);
      const numbers = numbersOf(ofPour);
      const here =
        ofPour.find((load) => phaseOf(load) === 'discharging') ??
        ofPour.find((load) => phaseOf(load) === 'on_site');
      return {
        pour,
        isOwn: foremanId !== undefined && pour.foremanId === foremanId,
        cy: plannedCy(pour),
        readiness: readinessOf(pour),
        canLog: isCommitted(statusOf(pour)),
        onSite: here && numbers.get(here.id),
        loads: ofPour.length,
      };
    })
    .toSorted((a, b) => compareText(startOf(a.pour), startOf(b.pour)) || compareText(a.pour.id, b.pour.id));
}

/** Without a time, at the end of the day. */
const startOf = (pour: Pour): string => pour.startsAt ?? pour.firstTruckAt ?? '~';

/** The one pour whose log is wanted next: the one that is running, else the next to begin, else the last one. */
export function pourToLog(pours: readonly DayPour[]): DayPour | undefined {
  const loggable = pours.filter(({ canLog }) => canLog);
  const isStatus =
    (...wanted: string[]) =>
    (one: DayPour): boolean =>
      wanted.includes(statusOf(one.pour));
  return (
    loggable.find(({ onSite }) => onSite !== undefined) ??
    loggable.find(isStatus('in_progress')) ??
    loggable.find(isStatus('scheduled', 'confirmed'))
  );
}

export interface CrewLine {
  readonly person: Employee;
  readonly cell: Cell;
  /** Approved, and stronger than what the cell says. */
  readonly absence: Absence | undefined;
  readonly presence: Presence;
}

export function crewOn(
  day: string,
  foremanId: string,
  employees: readonly Employee[],
  weeks: readonly ScheduleWeek[],
  absences: readonly Absence[],
): CrewLine[] {
  const weekOf = new Map(weeks.map((week) => [week.employeeId, week]));
  const absencesOf = Map.groupBy(
    absences.filter((absence) => absence.state === 'approved'),
    (absence) => absence.employeeId,
  );
  return employees
    .filter((person) => isActive(person) && foremanOf(person, weekOf.get(person.id)) === foremanId)
    .toSorted((a, b) => Number(b.isForeman ?? false) - Number(a.isForeman ?? false) || byName(a, b))
    .map((person) => {
      const cell = cellOf(weekOf.get(person.id), dayKeyOf(day));
      const absence = absenceOn(absencesOf.get(person.id) ?? [], day);
      return { person, cell, absence, presence: presenceOf(cell, absence) };
    });
}

/** Who the login is on the roster. */
export const ownEmployee = (employees: readonly Employee[], userId: string): Employee | undefined =>
  employees.find((person) => person.userId === userId && isActive(person));

/** Two days back to look up what was, and the next working days; the day that is looked at is always among them. */
export function stripDays(today: string, chosen: string, workingDays: readonly string[]): string[] {
  const works = (day: string): boolean => workingDays.includes(dayKeyOf(day));
  const before: string[] = [];
  for (let day = addDays(today, -1); before.length < 2 && day > addDays(today, -8); day = addDays(day, -1))
    if (works(day)) before.unshift(day);
  const after: string[] = [];
  for (let day = addDays(today, 1); after.length < 4 && day < addDays(today, 12); day = addDays(day, 1))
    if (works(day) || day === addDays(today, 1)) after.push(day);
  return [...new Set([...before, today, ...after, chosen])].toSorted((a, b) => compareText(a, b));
}
