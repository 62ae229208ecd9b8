import { DAY_KEYS, type DayKey } from '../../schema/fields.ts';
import { addDays } from '../../lib/days.ts';
import { assign, cellOf, joinHalves, projectsIn, type Cell, type Work } from './cells.ts';
import { onlyReal, type WeekChange, type WeekOf } from './week-changes.ts';
import type { Sheet } from './range-changes.ts';

/** What of last week is carried over: work is, a status of the day (sick, PTO, …) was about that day. */
const carried = (cell: Cell): Cell => {
  const kept = cell.filter((one) => one.projectId !== undefined || one.status === 'shop');
  return kept.map(({ note: _note, ...bare }) => bare);
};

/**
 * Last week again, for one person, a crew or all: jobs, halves, start times and the foreman of the week. Days that
 * already say something keep it unless `over`; a person with nothing last week stays as they are.
 */
export function copyLastWeek(
  people: readonly string[],
  monday: string,
  weekOf: WeekOf,
  over: boolean,
): WeekChange[] {
  const last = addDays(monday, -7);
  const changes = people.flatMap((employeeId): WeekChange[] => {
    const from = weekOf(employeeId, last);
    if (!from) return [];
    const into = weekOf(employeeId, monday);
    const days = DAY_KEYS.flatMap((day): [DayKey, Cell][] => {
      const cell = carried(cellOf(from, day));
      if (cell.length === 0) return [];
      return over || cellOf(into, day).length === 0 ? [[day, cell]] : [];
    });
    const foremanId = into?.foremanId ?? from.foremanId;
    if (days.length === 0 && foremanId === undefined) return [];
    return [
      {
        employeeId,
        weekStart: monday,
        ...(days.length === 0 ? {} : { days: Object.fromEntries(days) }),
        ...(foremanId === undefined ? {} : { foremanId }),
      },
    ];
  });
  return onlyReal(changes, weekOf);
}

/** A crew under another foreman, in the weeks named. */
export function moveToForeman(
  people: readonly string[],
  mondays: readonly string[],
  foremanId: string,
  weekOf: WeekOf,
): WeekChange[] {
  return onlyReal(
    people.flatMap((employeeId) => mondays.map((weekStart) => ({ employeeId, weekStart, foremanId }))),
    weekOf,
  );
}

/**
 * A crew to another job for the days named: everything that is a job becomes the new one, free working days too;
 * statuses (PTO, sick, …) stay, for the person is still away.
 */
export function moveToJob(
  people: readonly string[],
  monday: string,
  days: readonly DayKey[],
  work: Work,
  sheet: Sheet,
): WeekChange[] {
  const changes = people.map((employeeId): WeekChange => {
    const week = sheet.weekOf(employeeId, monday);
    const moved = days.flatMap((day): [DayKey, Cell][] => {
      const cell = cellOf(week, day);
      if (cell.length === 0) return sheet.workingDays.includes(day) ? [[day, [assign(work)]]] : [];
      if (projectsIn(cell).length === 0) return [];
      return [
        [day, joinHalves(cell.map((one) => (one.projectId === undefined ? one : assign(work, one.part))))],
      ];
    });
    return { employeeId, weekStart: monday, days: Object.fromEntries(moved) };
  });
  return onlyReal(changes, sheet.weekOf);
}
