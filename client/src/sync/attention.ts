import type { Observable } from 'rxjs';
import type { CollectionName } from 'shared/schema/collections.ts';
import { changedUnits, getUnit, setUnit, shapeOf } from 'shared/merge/units.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import { observeLocal } from '../db/live.ts';
import type { Attention } from '../db/local-tables.ts';
import type { DeviceRecord } from '../db/record.ts';
import { withStorage } from '../db/storage-errors.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import type { RefusedAttempt } from './document.ts';
import type { Author } from './decide.ts';
import { saveAll, type Edit } from './write.ts';

/** Stored before the master is restored, under document and rev: a repeated refusal is one entry. */
export async function keepAttempt(
  db: WorkspaceDb,
  collection: CollectionName,
  documentId: string,
  { before, ...attempt }: RefusedAttempt,
  at: string,
): Promise<void> {
  const { rev } = attempt.document;
  const base = before ? baseBeside(collection, attempt, before) : attempt.base;
  const { version } = db.store(collection).definition;
  const id = `${collection}/${documentId}/${rev}`;
  await withStorage(() =>
    db.local.attention.put({ id, collection, documentId, rev, version, at, ...attempt, base }),
  );
  db.tellLocal();
}

/** The base, and in it as they were sent before the units that the attempt has set back to it since. */
function baseBeside(
  collection: CollectionName,
  { base, document }: Pick<RefusedAttempt, 'base' | 'document'>,
  before: WireDocument,
): WireDocument | null {
  const shape = shapeOf(collection);
  const wished = new Set(changedUnits(shape, base, document));
  const { id, rev, updatedAt, updatedBy } = before;
  return changedUnits(shape, before, document)
    .filter((unit) => !wished.has(unit))
    .reduce<WireDocument | null>(
      (at, unit) =>
        setUnit(shape, at ?? { id, rev, updatedAt, updatedBy }, unit, getUnit(shape, before, unit)),
      base,
    );
}

/** Refused attempts that wait for a person, the latest first. */
export const attentionList = (db: WorkspaceDb): Observable<readonly Attention[]> =>
  observeLocal(db, async () => {
    const entries = await db.local.attention.toArray();
    return entries.sort((a, b) => (a.at < b.at ? 1 : Number(a.at > b.at) * -1));
  });

/** Units that the attempt wanted to change, with what it wanted; `undefined` takes a unit away. */
export function wishesOf(entry: Attention): ReadonlyMap<string, unknown> {
  const shape = shapeOf(entry.collection);
  return new Map(
    changedUnits(shape, entry.base, entry.document).map((unit) => [
      unit,
      getUnit(shape, entry.document, unit),
    ]),
  );
}

/** The attempt is under attention, but another tab has not come to taking it out of its record yet. */
const isStillIn = (record: DeviceRecord | undefined, { rev }: Attention): boolean =>
  record !== undefined && 'sent' in record && [record.sent.document.rev, record.document.rev].includes(rev);

/**
 * Tries again: lays the attempt's units, or what a person made of them, over what the document says now. The entry
 * goes once the new edit is stored. While the refusal is still being carried out by another tab it does nothing: what
 * it laid over the refused state would go with that.
 */
export async function retryAttention(
  { db, author }: { readonly db: WorkspaceDb; readonly author: Author },
  id: string,
  wishes?: ReadonlyMap<string, unknown>,
): Promise<void> {
  const entry = await db.local.attention.get(id);
  if (entry === undefined) return;
  const [held] = await db.store(entry.collection).read([entry.documentId]);
  if (isStillIn(held?.record, entry)) return;
  const shape = shapeOf(entry.collection);
  const wanted = wishes ?? wishesOf(entry);
  let isThere = true;
  const change = (current: WireDocument | undefined): Record<string, unknown> | undefined => {
    if (entry.document._deleted === true) {
      isThere = current !== undefined;
      return undefined;
    }
    // A document that is not here any more is tried again as a whole.
    let next: WireDocument = current ?? entry.document;
    for (const [unit, value] of wanted) next = setUnit(shape, next, unit, value);
    const { id: _id, rev: _rev, updatedAt: _at, updatedBy: _by, _deleted: _gone, ...fields } = next;
    const cleared = Object.keys(current ?? {}).filter((field) => !(field in next));
    return { ...Object.fromEntries(cleared.map((field) => [field, undefined])), ...fields };
  };
  const edit = { collection: entry.collection, id: entry.documentId, change } as unknown as Edit;
  await saveAll({ db, author }, 'retry', [edit]);
  // A deletion of what has left this device meanwhile was not tried: it stays until somebody discards it.
  if (isThere) await discardAttention(db, id);
}

/** A person decided that the attempt is not wanted any more. */
export async function discardAttention(db: WorkspaceDb, id: string): Promise<void> {
  await db.local.attention.delete(id);
  db.tellLocal();
}
