import { edgeOf, inWindow, nearDays } from 'shared/domain/window.ts';
import { addDays } from 'shared/lib/days.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { CollectionName } from 'shared/schema/collections.ts';

/** What the documents of the modelled company look like: two collections, few documents, every kind of unit. */
export const COLLECTIONS = ['absences', 'schedule_weeks'] as const satisfies readonly CollectionName[];
export type Modelled = (typeof COLLECTIONS)[number];

export const FIRST_DAY = '2026-11-24';
const EMPLOYEE = '00000000-0000-7000-8000-0000000000ee';

/** Leaves the window soon; near; near soon; far ahead. */
export const DAYS = ['2026-08-27', '2026-11-25', '2026-12-08', '2027-03-01'] as const;
const MONDAYS = ['2026-11-23', '2026-08-31', '2026-12-07', '2027-03-01'] as const;

/** A value that nobody may write. */
export const FORBIDDEN = 'forbidden';
/** Followed by a user: only that user may change a document whose `kind` says so. */
export const OWN = 'own:';

/** Units whose values are new every time; the day of an absence is one of four. */
const FREE: Readonly<Record<Modelled, readonly string[]>> = {
  absences: ['note', 'kind', 'part'],
  schedule_weeks: ['note', 'days.mon', 'days.tue', 'days.wed'],
};

export const dayAt = (at: number): string => DAYS[at % DAYS.length] ?? FIRST_DAY;
export const freeUnit = (collection: Modelled, at: number): string => {
  const units = FREE[collection];
  return units[at % units.length] ?? 'note';
};
export const isFree = (collection: Modelled, unit: string): boolean =>
  FREE[collection].includes(unit) || unit === 'remark';

export const idOf = (collection: Modelled, n: number): string =>
  collection === 'absences' ? `absence-${n}` : `week-${n}_${MONDAYS[n % MONDAYS.length]}`;

/** A new document's fields, without the unit that a person wanted to set. */
export const blank = (collection: Modelled, id: string, dayNo: number): Record<string, unknown> =>
  collection === 'absences'
    ? { employeeId: EMPLOYEE, from: '2026-01-01', to: dayAt(dayNo) }
    : { employeeId: EMPLOYEE, weekStart: id.slice(-10) };

/** Absences are few and come whole, in truth; here they have phases too, and a place that a person can change. */
export function isNear(collection: Modelled, document: WireDocument, today: string): boolean {
  const near = nearDays(today);
  const day = String(document[collection === 'absences' ? 'to' : 'weekStart']);
  return day >= near.from && day <= near.to;
}

/** The window of a server whose release may look further back than the one before it. */
export function edgeAt(day: string, moreWeeks: number): string {
  const name = `${day} ${moreWeeks}`;
  const edge = edges.get(name) ?? addDays(edgeOf(day), -7 * moreWeeks);
  edges.set(name, edge);
  return edge;
}
const edges = new Map<string, string>();

export const isInside = (collection: Modelled, document: WireDocument, edge: string): boolean =>
  inWindow(collection, document, edge);

/** The second version of an absence calls its note a remark. `schedule_weeks` stays as it is. */
export function migrateFields(
  collection: Modelled,
  fields: Record<string, unknown>,
): Record<string, unknown> {
  if (collection !== 'absences' || !('note' in fields)) return fields;
  const { note, ...rest } = fields;
  return { ...rest, remark: note };
}

/** One value can be looked for under either name. */
export const namesOf = (unit: string): readonly string[] =>
  unit === 'note' || unit === 'remark' ? ['note', 'remark'] : [unit];
