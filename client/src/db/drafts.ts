import type { Table } from 'dexie';
import { toInstant } from 'shared/lib/instants.ts';
import type { DraftStore } from '../lib/form-draft.ts';
import { DeviceDb } from './device-db.ts';
import type { Draft } from './local-tables.ts';
import type { WorkspaceDb } from './workspace-db.ts';

const storeOver = (drafts: Table<Draft, string>, now: () => number): DraftStore => ({
  read: async (form) => (await drafts.get(form))?.values,
  write: async (form, values) => {
    await drafts.put({ form, values, at: toInstant(now()) });
  },
  remove: (form) => drafts.delete(form),
});

const stores = new WeakMap<WorkspaceDb, DraftStore>();

/** Where the forms of one account keep what was typed and not saved; the same store each time it is asked for. */
export function draftsOf(db: WorkspaceDb, now: () => number = Date.now): DraftStore {
  const known = stores.get(db);
  if (known) return known;
  const store = storeOver(db.local.drafts, now);
  stores.set(db, store);
  return store;
}

let ofDoor: DraftStore | undefined;

/**
 * The same at the door, where nobody is signed in yet: in what belongs to the installation. Not beside the
 * preferences: a browser writes those to the disk seconds later, and a crash takes the last of them.
 */
export const draftsOfDoor = (): DraftStore => (ofDoor ??= storeOver(new DeviceDb().drafts, Date.now));
