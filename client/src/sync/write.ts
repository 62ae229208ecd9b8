import { toInstant } from 'shared/lib/instants.ts';
import type { CollectionName, Documents } from 'shared/schema/collections.ts';
import type { JournalEntry, UndoStep } from '../db/local-tables.ts';
import { withStorage } from '../db/storage-errors.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { applyEdits, type PlainEdit } from './apply-edits.ts';
import type { Author } from './decide.ts';
import { addToJournal } from './journal.ts';

/** Domain fields to set; `undefined` takes a field away. A field that holds an object is replaced as a whole. */
export type Fields<C extends CollectionName> = {
  readonly [F in keyof Documents[C]]?: Documents[C][F] | undefined;
};

/**
 * A change of one document. `change` is given what the device holds now, perhaps more than once, and answers with the
 * fields to set; `undefined` deletes the document, or makes none where there is none.
 */
export type Edit<C extends CollectionName = CollectionName> = {
  [K in C]: {
    readonly collection: K;
    readonly id: string;
    readonly change: (current: Documents[K] | undefined) => Fields<K> | undefined;
  };
}[C];

/** Saves edits as one step of the undo journal. */
export async function saveAll(
  { db, author }: { readonly db: WorkspaceDb; readonly author: Author },
  label: string,
  edits: readonly Edit[],
  onProgress?: (done: number) => void,
): Promise<void> {
  const { changes, entries } = await applyEdits(db, author, edits as readonly PlainEdit[], onProgress);
  if (changes.length === 0) return;
  const step: UndoStep = { label, at: toInstant(author.now()), undone: false, changes };
  // The edit is stored and stays so: without room for its step it cannot be undone, and that is all.
  await withStorage(() => noteStep(db, step, entries)).catch(() => undefined);
  db.tellLocal();
}

async function noteStep(db: WorkspaceDb, step: UndoStep, entries: readonly JournalEntry[]): Promise<void> {
  const { undo, journal, facts } = db.local;
  await db.local.transaction('rw', undo, journal, facts, async () => {
    // A new step ends what could be done again.
    await undo.filter((one) => one.undone).delete();
    await undo.add(step);
    const keys = await undo.orderBy('id').primaryKeys();
    if (keys.length > UNDO_STEPS) await undo.bulkDelete(keys.slice(0, keys.length - UNDO_STEPS));
    await addToJournal(db, entries);
  });
}

/** More than a person remembers, and little enough to look through. */
const UNDO_STEPS = 100;
