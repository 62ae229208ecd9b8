import type { Observable } from 'rxjs';
import { observeLocal } from '../db/live.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';

/** The name of the fact. */
const QUARANTINED = 'quarantined';

const readQuarantined = async (db: WorkspaceDb): Promise<number> => {
  const count = (await db.local.facts.get(QUARANTINED))?.value;
  return typeof count === 'number' ? count : 0;
};

/** How much of what removed members held waits for this administrator, as last heard; 0 for everybody else. */
export const liveQuarantined = (db: WorkspaceDb): Observable<number> =>
  observeLocal(db, () => readQuarantined(db));

/** Of an answer that names none this person decides about nothing: an administrator may be one no longer. */
export async function noteQuarantined(db: WorkspaceDb, count = 0): Promise<void> {
  if ((await readQuarantined(db)) === count) return;
  await db.local.facts.put({ name: QUARANTINED, value: count });
  db.tellLocal();
}
