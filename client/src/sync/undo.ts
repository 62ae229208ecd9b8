import type { Observable } from 'rxjs';
import type { WireDocument } from 'shared/protocol/document.ts';
import { getUnit, sameValue, setUnit, shapeOf, unitsOf } from 'shared/merge/units.ts';
import { fieldOf, mayBeUnset, takeBackOf } from 'shared/history/take-back.ts';
import { toInstant } from 'shared/lib/instants.ts';
import { observeLocal } from '../db/live.ts';
import type { UndoStep } from '../db/local-tables.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { withStorage } from '../db/storage-errors.ts';
import { noteInJournal } from './journal.ts';
import { isFree } from './locks.ts';
import { applyEdits } from './apply-edits.ts';
import { shownDocument, type Author } from './decide.ts';

/** What undo and redo would do next, by the label of the step; absent where there is nothing. */
export interface UndoState {
  readonly undo?: string;
  readonly redo?: string;
}

/** What was done; `kept` counts units that somebody changed meanwhile and that were therefore left alone. */
export interface Undone {
  readonly label: string;
  readonly kept: number;
}

interface Undoing {
  readonly db: WorkspaceDb;
  readonly author: Author;
}

type DocumentChange = UndoStep['changes'][number];
type Direction = 'undo' | 'redo';

/** Sets units to what they said on the other side of the step, as far as they still say what the step made of them. */
function turnUnits(
  change: DocumentChange,
  direction: Direction,
  current: WireDocument,
  keep: () => void,
): Record<string, unknown> {
  const shape = shapeOf(change.collection);
  let next = current;
  for (const { unit, before, after } of change.units) {
    const [from, to] = direction === 'undo' ? [after, before] : [before, after];
    if (!sameValue(getUnit(shape, current, unit), from)) keep();
    else if (to !== undefined || mayBeUnset(change.collection, unit)) next = setUnit(shape, next, unit, to);
  }
  return Object.fromEntries(
    [...new Set(change.units.map(({ unit }) => fieldOf(unit)))].map((field) => [field, next[field]]),
  );
}

/** Whether a document still says exactly what the step made of it: then nobody's work goes with it. */
function isAsLeft(change: DocumentChange, direction: Direction, current: WireDocument): boolean {
  const shape = shapeOf(change.collection);
  const left = new Map(
    change.units.map(({ unit, before, after }) => [unit, direction === 'undo' ? after : before]),
  );
  return [...new Set([...left.keys(), ...unitsOf(shape, current).keys()])].every((unit) =>
    sameValue(getUnit(shape, current, unit), left.get(unit) ?? shape.defaults[unit]),
  );
}

/** All units of one side of the step, for a document that is made again. */
function wholeOf(change: DocumentChange, side: 'before' | 'after'): Record<string, unknown> {
  const shape = shapeOf(change.collection);
  const empty: WireDocument = { id: change.documentId, rev: '', updatedAt: '', updatedBy: '' };
  let whole = empty;
  for (const unit of change.units) whole = setUnit(shape, whole, unit.unit, unit[side]);
  const { id: _id, rev: _rev, updatedAt: _at, updatedBy: _by, ...fields } = whole;
  return fields;
}

function turn(
  change: DocumentChange,
  direction: Direction,
  current: WireDocument | undefined,
  { author, onlyHere, keep }: { author: Author; onlyHere: boolean; keep: () => void },
): object | undefined {
  const [vanishes, returns] =
    direction === 'undo' ? [change.created, change.deleted] : [change.deleted, change.created];
  if (current === undefined) {
    if (returns) return wholeOf(change, direction === 'undo' ? 'before' : 'after');
    // Somebody else's deletion, or it has left the window: a few units do not make the whole of it again.
    if (!vanishes) keep();
    return undefined;
  }
  if (!vanishes) return turnUnits(change, direction, current, keep);
  if (onlyHere) return undefined;
  if (!isAsLeft(change, direction, current)) {
    keep();
    return {};
  }
  const act = { by: author.userId, at: toInstant(author.now()) };
  const taken = takeBackOf(change.collection, current, act);
  return taken === 'units' ? turnUnits(change, direction, current, keep) : taken;
}

async function turnChanges(
  { db, author }: Undoing,
  direction: Direction,
  changes: readonly DocumentChange[],
  keep: (change: DocumentChange) => void,
): Promise<void> {
  const edits = changes.map((change) => ({
    collection: change.collection,
    id: change.documentId,
    change: (current: WireDocument | undefined, onlyHere: boolean) =>
      turn(change, direction, current, { author, onlyHere, keep: () => keep(change) }),
  }));
  const { entries } = await applyEdits(db, author, edits);
  await withStorage(() => noteInJournal(db, entries)).catch(() => undefined);
}

/**
 * Finishes what a crash or a full disk cut off in the middle of a save: the documents that the save had not reached
 * and nobody of this device has touched since. To be called before anything else is done with the database.
 */
export async function finishUnfinished(undoing: Undoing): Promise<void> {
  const { db, author } = undoing;
  for (const { id, changes, revs, lock } of await db.local.unfinished.orderBy('id').toArray()) {
    // Another tab is at it.
    if (!(await isFree(lock))) continue;
    const missing: DocumentChange[] = [];
    for (const [at, change] of changes.entries()) {
      if (!db.collections.includes(change.collection)) continue;
      const [held] = await db.store(change.collection).read([change.documentId]);
      const current = held && shownDocument(held.record);
      // Somebody else's state came meanwhile: what still says what it said then is set all the same.
      if ((current?.rev ?? null) === revs[at] || (current && current.updatedBy !== author.userId))
        missing.push(change);
    }
    await turnChanges(undoing, 'redo', missing, () => undefined);
    if (id !== undefined) await db.local.unfinished.delete(id);
  }
}

async function turnStep(undoing: Undoing, direction: Direction): Promise<Undone | undefined> {
  const { db } = undoing;
  const steps = await db.local.undo.orderBy('id').toArray();
  const step =
    direction === 'undo' ? steps.findLast(({ undone }) => !undone) : steps.find(({ undone }) => undone);
  if (step?.id === undefined) return undefined;
  const kept = new Set<string>();
  const author: Author = { ...undoing.author, mark: 'undo' };
  await turnChanges({ db, author }, direction, step.changes, (change) =>
    kept.add(`${change.collection}/${change.documentId}`),
  );
  await db.local.undo.update(step.id, { undone: direction === 'undo' });
  db.tellLocal();
  return { label: step.label, kept: kept.size };
}

/** Takes back the last step that is not taken back yet; what somebody else changed meanwhile stays theirs. */
export const undo = (undoing: Undoing): Promise<Undone | undefined> => turnStep(undoing, 'undo');

/** Does the step again that was taken back last. */
export const redo = (undoing: Undoing): Promise<Undone | undefined> => turnStep(undoing, 'redo');

export const undoState = (db: WorkspaceDb): Observable<UndoState> =>
  observeLocal(db, async () => {
    const steps = await db.local.undo.orderBy('id').toArray();
    const last = steps.findLast(({ undone }) => !undone);
    const next = steps.find(({ undone }) => undone);
    return { ...(last && { undo: last.label }), ...(next && { redo: next.label }) };
  });
