import { isAtLeast, type Role } from 'shared/domain/permissions.ts';
import { foremanOf } from 'shared/domain/schedule/crews.ts';
import type { WeekChange } from 'shared/domain/schedule/week-changes.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';

/** The first Monday of the window: the weeks before it are only looked at. */
interface Since {
  readonly edge?: string;
}

/** What the signed-in person may change here: hints for the screen, the server decides. */
export type Rights =
  | ({ readonly kind: 'all' } & Since)
  | ({ readonly kind: 'regions'; readonly regionIds: ReadonlySet<string> } & Since)
  | ({ readonly kind: 'own crew'; readonly foremanIds: ReadonlySet<string> } & Since)
  | { readonly kind: 'none'; readonly why: 'viewer' | 'foremen off' | 'suspended' | 'not on the roster' };

export function rightsOf(who: {
  readonly role: Role;
  readonly userId: string;
  readonly regionIds?: readonly string[];
  readonly isSuspended: boolean;
  readonly foremenEditOwnCrew: boolean;
  readonly employees: readonly Employee[];
  readonly edge?: string;
}): Rights {
  const since = who.edge === undefined ? {} : { edge: who.edge };
  if (who.isSuspended) return { kind: 'none', why: 'suspended' };
  if (isAtLeast(who.role, 'admin')) return { kind: 'all', ...since };
  if (who.role === 'scheduler')
    return who.regionIds && who.regionIds.length > 0
      ? { kind: 'regions', regionIds: new Set(who.regionIds), ...since }
      : { kind: 'all', ...since };
  if (who.role !== 'foreman') return { kind: 'none', why: 'viewer' };
  if (!who.foremenEditOwnCrew) return { kind: 'none', why: 'foremen off' };
  const own = who.employees.filter((person) => person.userId === who.userId).map((person) => person.id);
  return own.length === 0
    ? { kind: 'none', why: 'not on the roster' }
    : { kind: 'own crew', foremanIds: new Set(own), ...since };
}

export const isOldWeek = (rights: Rights, monday: string): boolean =>
  rights.kind !== 'none' && rights.edge !== undefined && monday < rights.edge;

/** Whether anything of a week is this person's to change at all. */
export const mayEditWeek = (rights: Rights, monday: string): boolean =>
  rights.kind !== 'none' && !isOldWeek(rights, monday);

/** A foreman fills the days of the own crew; who stands under whom is the scheduler's. */
export function mayChange(
  rights: Rights,
  change: WeekChange,
  person: Employee | undefined,
  week: ScheduleWeek | undefined,
): boolean {
  if (isOldWeek(rights, change.weekStart)) return false;
  switch (rights.kind) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'regions':
      return person?.regionId !== undefined && rights.regionIds.has(person.regionId);
    case 'own crew':
      if (change.foremanId !== undefined || !person) return false;
      return rights.foremanIds.has(person.id) || rights.foremanIds.has(foremanOf(person, week) ?? '');
  }
}

/** Who stands under whom, and targets, are the scheduler's. */
export const mayPlan = (rights: Rights): boolean => rights.kind === 'all' || rights.kind === 'regions';

export const mayPlanWeek = (rights: Rights, monday: string): boolean =>
  mayPlan(rights) && !isOldWeek(rights, monday);
