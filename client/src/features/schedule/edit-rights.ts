import { isAtLeast, type Role } from 'shared/domain/permissions.ts';
import { foremanOf } from 'shared/domain/schedule/crews.ts';
import type { WeekChange } from 'shared/domain/schedule/week-changes.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';

/** What the signed-in person may change here: hints for the screen, the server decides. */
export type Rights =
  | { readonly kind: 'all' }
  | { readonly kind: 'regions'; readonly regionIds: ReadonlySet<string> }
  | { readonly kind: 'own crew'; readonly foremanIds: ReadonlySet<string> }
  | { readonly kind: 'none'; readonly why: 'viewer' | 'foremen off' | 'suspended' | 'not on the roster' };

export function rightsOf(who: {
  readonly role: Role;
  readonly userId: string;
  readonly regionIds?: readonly string[];
  readonly isSuspended: boolean;
  readonly foremenEditOwnCrew: boolean;
  readonly employees: readonly Employee[];
}): Rights {
  if (who.isSuspended) return { kind: 'none', why: 'suspended' };
  if (isAtLeast(who.role, 'admin')) return { kind: 'all' };
  if (who.role === 'scheduler')
    return who.regionIds && who.regionIds.length > 0
      ? { kind: 'regions', regionIds: new Set(who.regionIds) }
      : { kind: 'all' };
  if (who.role !== 'foreman') return { kind: 'none', why: 'viewer' };
  if (!who.foremenEditOwnCrew) return { kind: 'none', why: 'foremen off' };
  const own = who.employees.filter((person) => person.userId === who.userId).map((person) => person.id);
  return own.length === 0
    ? { kind: 'none', why: 'not on the roster' }
    : { kind: 'own crew', foremanIds: new Set(own) };
}

/** A foreman fills the days of the own crew; who stands under whom is the scheduler's. */
export function mayChange(
  rights: Rights,
  change: WeekChange,
  person: Employee | undefined,
  week: ScheduleWeek | undefined,
): boolean {
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
