import type { WireDocument } from 'shared/protocol/document.ts';
import { fromInstant, toInstant } from 'shared/lib/instants.ts';
import { newRev, type RandomBytes } from 'shared/lib/ids.ts';
import { markedRev, type RevMark } from 'shared/history/rev-mark.ts';
import { changedUnits, DELETION, getUnit, shapeOf } from 'shared/merge/units.ts';
import { collections, type CollectionName } from 'shared/schema/collections.ts';
import type { UndoStep } from '../db/local-tables.ts';
import type { DeviceRecord } from '../db/record.ts';
import { isOnlyHere, stepOf } from './document.ts';

/** Who writes, and by which clock. */
export interface Author {
  readonly userId: string;
  readonly now: () => number;
  readonly random: RandomBytes;
  /** What kind of write it is where that is worth telling: the end of each rev says it, and so does the log. */
  readonly mark?: RevMark;
}

export type DocumentChange = UndoStep['changes'][number];

/** What an edit came to: the new record, and the units it changed; `undefined` where it changed nothing. */
export interface Decision {
  readonly next: DeviceRecord;
  readonly change: DocumentChange;
}

export const shownDocument = (record: DeviceRecord): WireDocument | undefined =>
  'document' in record && record.document._deleted !== true ? record.document : undefined;

/** The later of the clock and the document's own time: a change is never stamped before the one that it follows. */
function stampFor(record: DeviceRecord, now: number): string {
  const last = record.kind === 'left' ? record.deletion : 'document' in record ? record.document : undefined;
  const before = last === undefined ? Number.NaN : fromInstant(last.updatedAt);
  return toInstant(Number.isNaN(before) ? now : Math.max(now, before + 1));
}

const NOT_DOMAIN: ReadonlySet<string> = new Set(['id', 'rev', 'updatedAt', 'updatedBy', DELETION]);

export function withFields(current: WireDocument | undefined, fields: object): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...current };
  for (const [field, value] of Object.entries(fields)) {
    if (NOT_DOMAIN.has(field)) continue;
    if (value === undefined) delete merged[field];
    else merged[field] = value;
  }
  return merged;
}

/** Decides one edit on what the device holds, without writing anything. */
export function decide(
  collection: CollectionName,
  record: DeviceRecord,
  change: (current: WireDocument | undefined, onlyHere: boolean) => object | undefined,
  author: Author,
): Decision | undefined {
  const shape = shapeOf(collection);
  const current = shownDocument(record);
  const fields = change(current, isOnlyHere(record));
  if (fields === undefined && current === undefined) return undefined;
  if (fields === undefined && isOnlyHere(record)) {
    const { record: next } = stepOf(record, { type: 'withdraw' });
    return { next, change: changeOf(collection, record.id, current, undefined) };
  }
  if (fields === undefined && !collections[collection].deletable)
    throw new Error(`A record of ${collection} is never deleted: archive, cancel or void it`);
  const at = stampFor(record, author.now());
  const document: WireDocument = {
    ...withFields(current, fields ?? {}),
    id: record.id,
    rev: markedRev(newRev(author.now(), author.random), author.mark),
    updatedAt: at,
    updatedBy: author.userId,
    ...(fields === undefined && { [DELETION]: true }),
  };
  const units = changedUnits(shape, current ?? null, document);
  const revives = current === undefined || fields === undefined;
  if (units.length === 0 && !revives) return undefined;
  const stamps = Object.fromEntries([...units, ...(revives ? [DELETION] : [])].map((unit) => [unit, at]));
  const { record: next } = stepOf(record, { type: 'edit', document, stamps });
  return {
    next,
    change: changeOf(collection, record.id, current, fields === undefined ? undefined : document),
  };
}

function changeOf(
  collection: CollectionName,
  documentId: string,
  before: WireDocument | undefined,
  after: WireDocument | undefined,
): DocumentChange {
  const shape = shapeOf(collection);
  const units = changedUnits(shape, before ?? null, after ?? null).map((unit) => {
    const was = before === undefined ? undefined : getUnit(shape, before, unit);
    const is = after === undefined ? undefined : getUnit(shape, after, unit);
    return { unit, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) };
  });
  return { collection, documentId, created: before === undefined, deleted: after === undefined, units };
}
