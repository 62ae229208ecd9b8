import { getUnit, sameValue, setUnit, shapeOf } from '../merge/units.ts';
import type { AuditEntry } from '../protocol/audit.ts';
import type { WireDocument } from '../protocol/document.ts';
import { collections, type CollectionName } from '../schema/collections.ts';
import { asDocument, changesOf } from './changes.ts';
import { endingUnit, fieldOf, mayBeUnset } from './take-back.ts';

/** One unit that is to be set: what it says now, and what it will say. */
export interface Put {
  readonly unit: string;
  readonly now: unknown;
  readonly put: unknown;
  /** The change that would be replaced: the last one of this unit. */
  readonly since?: AuditEntry;
}

type Fields = Record<string, unknown>;

/** Entries of one record, newest first. */
export type Story = readonly AuditEntry[];

function putOf(
  collection: CollectionName,
  current: WireDocument,
  { unit, put }: { readonly unit: string; readonly put: unknown },
  story: Story,
): Put | undefined {
  const now = getUnit(shapeOf(collection), current, unit);
  if (sameValue(now, put) || (put === undefined && !mayBeUnset(collection, unit))) return undefined;
  const since = story.find((entry) => changesOf(entry).some((change) => change.unit === unit));
  return { unit, now, put, ...(since && { since }) };
}

/** H1: what has to be set so that a record says again what it said before its latest `count` changes. */
export function putsBefore(
  collection: CollectionName,
  current: WireDocument,
  story: Story,
  count: number,
): readonly Put[] {
  const before = new Map<string, unknown>();
  // The oldest of them says what was there: later ones are overwritten by it.
  for (const entry of story.slice(0, count))
    if (entry.before) for (const change of changesOf(entry)) before.set(change.unit, change.before);
  return [...before].flatMap(([unit, put]) => putOf(collection, current, { unit, put }, story) ?? []);
}

/** H2: what has to be set so that one unit says again what it said before one change. */
export const putsOfUnit = (
  collection: CollectionName,
  current: WireDocument,
  story: Story,
  { unit, before }: { readonly unit: string; readonly before: unknown },
): readonly Put[] => {
  const put = putOf(collection, current, { unit, put: before }, story);
  return put ? [put] : [];
};

/** A record that is archived, closed, cancelled or void: by which change, and what brings it back. */
export interface Ending {
  readonly entry?: AuditEntry;
  readonly unit: string;
  readonly puts: readonly Put[];
}

/** H3: bringing a record back undoes the one change that ended it, and nothing that came later. */
export function endingOf(
  collection: CollectionName,
  current: WireDocument,
  story: Story,
): Ending | undefined {
  const unit = endingUnit(collection, current);
  if (unit === undefined) return undefined;
  const entry = story.find((one) => changesOf(one).some((change) => change.unit === unit));
  if (entry?.before === undefined) {
    // Who ended it is not known here; that it is ended can be taken back where another word for it is known.
    const put = unit === 'void' ? undefined : unit === 'active' ? true : undefined;
    const puts =
      unit === 'void' || unit === 'active'
        ? [{ unit, now: getUnit(shapeOf(collection), current, unit), put }]
        : [];
    return puts.length === 0 ? undefined : { unit, puts, ...(entry && { entry }) };
  }
  const puts = changesOf(entry).flatMap(
    (change) => putOf(collection, current, { unit: change.unit, put: change.before }, story) ?? [],
  );
  // Ended twice over, as after being closed while closed: nothing in that change brings it back.
  return puts.some((put) => put.unit === unit) ? { entry, unit, puts } : undefined;
}

const NOT_CONTENT: ReadonlySet<string> = new Set(['id', 'rev', 'updatedAt', 'updatedBy', '_deleted']);

const isWhole = (collection: CollectionName, document: WireDocument): boolean =>
  collections[collection].schema.required.every((field) => document[field] !== undefined);

/**
 * H4: the content of a record as its latest entries but `skip` leave it, for one that is not here any more; undefined
 * where its beginning is not known.
 */
export function contentAfter(collection: CollectionName, story: Story, skip = 0): Fields | undefined {
  const content: Fields = {};
  const known = new Set<string>(NOT_CONTENT);
  const take = (fields: AuditEntry['after']): void => {
    for (const [field, value] of Object.entries(fields ?? {})) {
      if (known.has(field)) continue;
      known.add(field);
      if (value !== null) content[field] = value;
    }
  };
  for (const entry of story.slice(skip)) {
    take(entry.after);
    // A device notes all that it held of what was deleted.
    if (entry.operation === 'delete' && isWhole(collection, asDocument(entry.before))) {
      take(entry.before);
      return content;
    }
    if (entry.operation === 'create') return content;
  }
  return undefined;
}

/** Sets those units that still say what they said when it was decided; the others are somebody's newer word. */
export function fieldsWith(
  collection: CollectionName,
  current: WireDocument,
  puts: readonly Omit<Put, 'since'>[],
  onKept: (unit: string) => void = () => undefined,
): Fields {
  const shape = shapeOf(collection);
  let next = current;
  const touched = new Set<string>();
  for (const { unit, now, put } of puts) {
    if (!sameValue(getUnit(shape, current, unit), now)) onKept(unit);
    else {
      next = setUnit(shape, next, unit, put);
      touched.add(fieldOf(unit));
    }
  }
  return Object.fromEntries([...touched].map((field) => [field, next[field]]));
}
