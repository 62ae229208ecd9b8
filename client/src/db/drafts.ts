import type { DraftStore } from '../lib/form-draft.ts';
import { toInstant } from 'shared/lib/instants.ts';
import type { WorkspaceDb } from './workspace-db.ts';

const stores = new WeakMap<WorkspaceDb, DraftStore>();

/** Where the forms of one account keep what was typed and not saved; the same store each time it is asked for. */
export function draftsOf(db: WorkspaceDb, now: () => number = Date.now): DraftStore {
  const known = stores.get(db);
  if (known) return known;
  const { drafts } = db.local;
  const store: DraftStore = {
    read: async (form) => (await drafts.get(form))?.values,
    write: async (form, values) => {
      await drafts.put({ form, values, at: toInstant(now()) });
    },
    remove: (form) => drafts.delete(form),
  };
  stores.set(db, store);
  return store;
}
