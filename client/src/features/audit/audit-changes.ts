import { changedUnits, getUnit, shapeOf } from 'shared/merge/units.ts';
import { DAY_KEYS } from 'shared/schema/fields.ts';
import type { AuditEntry } from 'shared/protocol/audit.ts';
import type { WireDocument } from 'shared/protocol/document.ts';

export interface UnitChange {
  readonly unit: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** In the log null stands for "not set"; a document simply lacks the field. */
const asDocument = (fields: Readonly<Record<string, unknown>> | undefined): WireDocument =>
  Object.fromEntries(
    Object.entries(fields ?? {}).filter(([, value]) => value !== null),
  ) as unknown as WireDocument;

/** What an entry changed, unit by unit: of a week's days only those that differ. */
export function changesOf(entry: AuditEntry): readonly UnitChange[] {
  const shape = shapeOf(entry.collection);
  const before = asDocument(entry.before);
  const after = asDocument(entry.after);
  return changedUnits(shape, before, after)
    .toSorted((a, b) => weekdayOf(a) - weekdayOf(b))
    .map((unit) => ({ unit, before: getUnit(shape, before, unit), after: getUnit(shape, after, unit) }));
}

/** The days of a week in their order, before everything else. */
function weekdayOf(unit: string): number {
  const at = DAY_KEYS.findIndex((day) => unit === `days.${day}` || unit === `headsByDay.${day}`);
  return at < 0 ? DAY_KEYS.length : at;
}

/** All that an entry tells about its record, for naming it. */
export const knownOf = (entry: AuditEntry): Readonly<Record<string, unknown>> => ({
  ...asDocument(entry.before),
  ...asDocument(entry.after),
});
