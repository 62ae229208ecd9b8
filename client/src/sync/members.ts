import type { Observable } from 'rxjs';
import type { Member } from 'shared/protocol/auth.ts';
import { observeLocal } from '../db/live.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import type { Api } from './api.ts';

const MEMBERS = 'members';

/** The team as last read, those who were removed too: records name them. Empty before the first answer. */
export const liveMembers = (db: WorkspaceDb): Observable<readonly Member[]> =>
  observeLocal(db, async () => {
    const kept = (await db.local.facts.get(MEMBERS))?.value;
    return Array.isArray(kept) ? (kept as Member[]) : [];
  });

/** Reads the team anew; what it says is kept for when there is no line. */
export async function pullMembers(db: WorkspaceDb, api: Pick<Api, 'get'>): Promise<void> {
  const { members } = await api.get<{ readonly members: readonly Member[] }>('/members');
  await db.local.facts.put({ name: MEMBERS, value: members });
  db.tellLocal();
}
