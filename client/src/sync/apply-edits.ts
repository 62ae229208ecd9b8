import { inWindow } from 'shared/domain/window.ts';
import { sameValue } from 'shared/merge/units.ts';
import { toInstant } from 'shared/lib/instants.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { JournalEntry } from '../db/local-tables.ts';
import type { DeviceRecord } from '../db/record.ts';
import type { Held, Replacement } from '../db/record-store.ts';
import { OldRecord } from '../db/shelf.ts';
import { withStorage } from '../db/storage-errors.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import {
  decide,
  shownDocument,
  withFields,
  type Author,
  type Decision,
  type DocumentChange,
} from './decide.ts';
import { writtenHere } from './journal.ts';
import { holding } from './locks.ts';

export interface PlainEdit {
  readonly collection: CollectionName;
  readonly id: string;
  /** `onlyHere`: nobody but this device has ever heard of it. */
  readonly change: (current: WireDocument | undefined, onlyHere: boolean) => object | undefined;
}

/** Two edits of one document become one write. */
function chained(edits: readonly PlainEdit[]): Map<CollectionName, Map<string, PlainEdit['change'][]>> {
  const byCollection = new Map<CollectionName, Map<string, PlainEdit['change'][]>>();
  for (const { collection, id, change } of edits) {
    const byId = byCollection.get(collection) ?? new Map<string, PlainEdit['change'][]>();
    byCollection.set(collection, byId);
    byId.set(id, [...(byId.get(id) ?? []), change]);
  }
  return byCollection;
}

const oneAfterAnother =
  (changes: readonly PlainEdit['change'][]): PlainEdit['change'] =>
  (current, onlyHere) => {
    let at: WireDocument | undefined = current;
    let fields: Record<string, unknown> | undefined;
    for (const change of changes) {
      const result = change(at, onlyHere);
      fields = result === undefined ? undefined : { ...fields, ...result };
      at = fields === undefined ? undefined : (withFields(current, fields) as WireDocument);
    }
    return fields;
  };

type Chained = ReturnType<typeof chained>;

/** Documents of one collection that are written at once; between two such pieces a long save tells how far it is. */
const AT_ONCE = 500;

/** What edits came to: the units for undo, and the same for this device's journal. */
export interface Applied {
  readonly changes: readonly DocumentChange[];
  readonly entries: readonly JournalEntry[];
}

/**
 * Applies edits, each document in one compare-and-set write; what was changed meanwhile is read and decided again.
 * Edits that take more than one piece are noted first: what fails in the middle is taken back, or finished at the
 * next opening, so that never a part of a save stays.
 */
export async function applyEdits(
  db: WorkspaceDb,
  author: Author,
  edits: readonly PlainEdit[],
  onProgress: (done: number) => void = () => undefined,
): Promise<Applied> {
  const byCollection = chained(edits);
  const written: Written[] = [];
  const [first] = byCollection.values();
  if (byCollection.size <= 1 && (first?.size ?? 0) <= AT_ONCE) {
    await applyAll(db, author, byCollection, written, onProgress);
    return appliedOf(written, author);
  }
  return holding(async (lock) => {
    const note = await noteAhead(db, author, byCollection, lock);
    try {
      await applyAll(db, author, byCollection, written, onProgress);
    } catch (error) {
      if (await takeBack(db, written)) await forgetNote(db, note);
      throw error;
    }
    await forgetNote(db, note);
    return appliedOf(written, author);
  });
}

function appliedOf(written: readonly Written[], author: Author): Applied {
  const by = { actor: author.userId, at: toInstant(author.now()) };
  return {
    changes: written.map(({ change }) => change),
    entries: written.map(({ collection, before, next }) => writtenHere(collection, before, next, by)),
  };
}

/** A document that was written, and what it was before. */
interface Written {
  readonly collection: CollectionName;
  readonly before: DeviceRecord;
  readonly next: DeviceRecord;
  readonly change: DocumentChange;
}

async function applyAll(
  db: WorkspaceDb,
  author: Author,
  byCollection: Chained,
  written: Written[],
  onProgress: (done: number) => void,
): Promise<void> {
  let done = 0;
  for (const [collection, byId] of byCollection) {
    const all = [...byId.keys()];
    for (let at = 0; at < all.length; at += AT_ONCE) {
      const piece = all.slice(at, at + AT_ONCE);
      await applyPiece(db, author, { collection, ids: piece, byId }, written);
      done += piece.length;
      onProgress(done);
    }
  }
}

interface Piece {
  readonly collection: CollectionName;
  readonly ids: readonly string[];
  readonly byId: ReadonlyMap<string, PlainEdit['change'][]>;
}

async function applyPiece(
  db: WorkspaceDb,
  author: Author,
  { collection, ids: all, byId }: Piece,
  written: Written[],
): Promise<void> {
  const store = db.store(collection);
  let ids = all;
  while (ids.length > 0) {
    const decided = new Map<string, Written>();
    const replacements: Replacement[] = [];
    for (const held of await store.read(ids)) {
      const decision = decideHeld(collection, held, byId.get(held.record.id) ?? [], author);
      if (decision === undefined) continue;
      refuseOld(db, collection, held.record, decision.next);
      decided.set(held.record.id, { collection, before: held.record, ...decision });
      replacements.push({ held, next: decision.next });
    }
    ids = await store.replace(replacements);
    for (const id of ids) decided.delete(id);
    written.push(...decided.values());
  }
}

/** A record that was only taken out for looking, or a new one in a time that is only looked at. */
function refuseOld(db: WorkspaceDb, collection: CollectionName, was: DeviceRecord, next: DeviceRecord): void {
  if (was.kind !== 'absent' && was.kind !== 'left') return;
  const { edge } = db.shelf;
  const document = shownDocument(next);
  const isOld = edge !== undefined && document !== undefined && !inWindow(collection, document, edge);
  if (isOld || db.shelf.get(collection, next.id))
    throw new OldRecord('What lies before the window is not changed');
}

const revOf = (record: DeviceRecord): string | null => shownDocument(record)?.rev ?? null;

async function noteAhead(
  db: WorkspaceDb,
  author: Author,
  byCollection: Chained,
  lock: string | undefined,
): Promise<number> {
  const decided: { readonly change: DocumentChange; readonly rev: string | null }[] = [];
  for (const [collection, byId] of byCollection)
    for (const held of await db.store(collection).read([...byId.keys()])) {
      const decision = decideHeld(collection, held, byId.get(held.record.id) ?? [], author);
      if (decision === undefined) continue;
      refuseOld(db, collection, held.record, decision.next);
      decided.push({ change: decision.change, rev: revOf(held.record) });
    }
  const note = {
    changes: decided.map(({ change }) => change),
    revs: decided.map(({ rev }) => rev),
    ...(lock !== undefined && { lock }),
  };
  return withStorage(() => db.local.unfinished.add(note));
}

/** A note that could not be removed says nothing any more: what it names has another rev by now. */
const forgetNote = (db: WorkspaceDb, note: number): Promise<void> =>
  withStorage(() => db.local.unfinished.delete(note)).catch(() => undefined);

/** Puts back what was written, as long as it is still that and not on its way; whether all of it was put back. */
async function takeBack(db: WorkspaceDb, written: readonly Written[]): Promise<boolean> {
  try {
    const left: string[] = [];
    for (const [collection, ofIt] of Map.groupBy(written, (one) => one.collection)) {
      const store = db.store(collection);
      const byId = new Map(ofIt.map((one) => [one.next.id, one]));
      const replacements: Replacement[] = [];
      for (const held of await store.read([...byId.keys()])) {
        const one = byId.get(held.record.id);
        if (one && isStill(held.record, one.next)) replacements.push({ held, next: one.before });
        else left.push(held.record.id);
      }
      left.push(...(await store.replace(replacements)));
    }
    return left.length === 0;
  } catch {
    return false;
  }
}

const isStill = (now: DeviceRecord, written: DeviceRecord): boolean =>
  now.kind === written.kind && revOf(now) === revOf(written) && sameValue(seenOf(now), seenOf(written));

const seenOf = (record: DeviceRecord): unknown => ('seen' in record ? record.seen : undefined);

const decideHeld = (
  collection: CollectionName,
  { record }: Held,
  changes: readonly PlainEdit['change'][],
  author: Author,
): Decision | undefined => decide(collection, record, oneAfterAnother(changes), author);
