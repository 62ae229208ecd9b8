import type { Observable } from 'rxjs';
import { observeLocal } from '../db/live.ts';
import { withStorage } from '../db/storage-errors.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';

/** What was noted of an account outside of the databases that a browser clears. */
export interface HeldNote {
  /** How much only this device held. */
  readonly unsent: number;
  /** Instant of the count. */
  readonly at: string;
}

/** The browser cleared what this device held: told until somebody has read it. */
export interface LostWork {
  /** Instant at which it was found. */
  readonly at: string;
  /** How much was unsent when it was last counted: that is gone. 0 where nothing was. */
  readonly unsent: number;
  /** Instant of that count, where something was unsent. */
  readonly since?: string;
}

const MARK = 'kept';
const LOST = 'lostWork';

/**
 * Compares what is stored with the notes outside of it. `wasHere`: this account's databases were made on this device
 * before. To be called before anything is pulled.
 */
export async function noteIfLost(
  db: WorkspaceDb,
  known: { readonly wasHere: boolean; readonly held: HeldNote | undefined; readonly at: string },
): Promise<void> {
  const { facts, pulls } = db.local;
  if ((await facts.get(MARK)) !== undefined) return;
  // Databases of a release before this one carry no mark, but something of what was pulled.
  if (known.wasHere && (await pulls.count()) === 0) {
    const lost: LostWork = {
      at: known.at,
      unsent: known.held?.unsent ?? 0,
      ...(known.held && { since: known.held.at }),
    };
    await withStorage(() => facts.put({ name: LOST, value: lost }));
  }
  await withStorage(() => facts.put({ name: MARK, value: true }));
}

export const lostWork = (db: WorkspaceDb): Observable<LostWork | undefined> =>
  observeLocal(db, async () => (await db.local.facts.get(LOST))?.value as LostWork | undefined);

/** Somebody has read it. */
export async function forgetLost(db: WorkspaceDb): Promise<void> {
  await db.local.facts.delete(LOST);
  db.tellLocal();
}
