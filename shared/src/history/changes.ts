import { changedUnits, getUnit, shapeOf } from '../merge/units.ts';
import type { AuditEntry } from '../protocol/audit.ts';
import type { WireDocument } from '../protocol/document.ts';
import { DAY_KEYS } from '../schema/fields.ts';

export interface UnitChange {
  readonly unit: string;
  /** Undefined is "not set". */
  readonly before: unknown;
  readonly after: unknown;
}

/** In the log null stands for "not set"; a document simply lacks the field. */
export const asDocument = (fields: Readonly<Record<string, unknown>> | undefined): WireDocument =>
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

const textIn = (fields: AuditEntry['after'], field: string): string | undefined => {
  const value = fields?.[field];
  return typeof value === 'string' ? value : undefined;
};

/**
 * When a person did it, by the writer's corrected clock; the log's own time is when it reached the server. A merged
 * write may carry the other side's time: then the log's holds.
 */
export function doneAt(entry: AuditEntry): string {
  const done = textIn(entry.after, 'updatedAt');
  const by = textIn(entry.after, 'updatedBy');
  return done !== undefined && done < entry.at && (by === undefined || by === entry.actor) ? done : entry.at;
}

/** Longer on its way than this, and there was no line when it was done. ms */
const ON_ITS_WAY_MS = 120_000;

export const wasOffline = (entry: AuditEntry): boolean =>
  Date.parse(entry.at) - Date.parse(doneAt(entry)) > ON_ITS_WAY_MS;
