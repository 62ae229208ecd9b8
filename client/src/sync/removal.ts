import type { WorkspaceDb } from '../db/workspace-db.ts';
import type { Situation } from './situations.ts';

/** The name of the fact. */
const REMOVED = 'removed';

/** L24: whether this device was told that its person was removed; also before the app was opened. */
export const wasRemoved = async (db: WorkspaceDb): Promise<boolean> =>
  (await db.local.facts.get(REMOVED)) !== undefined;

export const noteRemoved = (db: WorkspaceDb): Promise<unknown> =>
  db.local.facts.put({ name: REMOVED, value: true });

/** Somebody let the person in again. */
export const forgetRemoved = (db: WorkspaceDb): Promise<unknown> => db.local.facts.delete(REMOVED);

/** What a removed member's device may run into while it hands over: it says nothing about who may look. */
const PASSING: ReadonlySet<Situation['kind']> = new Set(['offline', 'busy', 'storage_full']);

/** L24: what came up leaves a removed device removed. */
export const staysRemoved = (known: Situation | undefined, found: Situation): boolean =>
  known?.kind === 'removed' && PASSING.has(found.kind);
