import { whyNotWrite, type Change, type Facts } from 'shared/domain/may-write.ts';
import { isAtLeast } from 'shared/domain/permissions.ts';
import { readDoc, readDocs } from '../db/live.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import type { WorkspaceUser } from './workspace.tsx';

/** Why somebody may not make a change, in words; undefined where he may. As the server judges it, as far as is known here. */
export type WriteRights = (change: Change) => string | undefined;

const NOBODY: ReadonlyMap<string, never> = new Map<string, never>();

const byId = <D extends { readonly id: string }>(documents: readonly D[]): ReadonlyMap<string, D> =>
  new Map(documents.map((document) => [document.id, document]));

/** Reads what the judgement needs: who may write everything needs nothing. */
export async function readWriteRights(db: WorkspaceDb, user: WorkspaceUser): Promise<WriteRights> {
  const isFree = isAtLeast(user.role, 'scheduler') && (user.regionIds ?? []).length === 0;
  const [employees, projects, pours, weeks, settings] = isFree
    ? [NOBODY, NOBODY, NOBODY, NOBODY, undefined]
    : await Promise.all([
        readDocs(db, 'employees').then(byId),
        readDocs(db, 'projects').then(byId),
        readDocs(db, 'pours').then(byId),
        readDocs(db, 'schedule_weeks').then(byId),
        readDoc(db, 'settings', 'workspace:main'),
      ]);
  const facts: Facts = {
    employee: (id) => employees.get(id),
    project: (id) => projects.get(id),
    pour: (id) => pours.get(id),
    week: (id) => weeks.get(id),
    foremenEditOwnCrew: settings?.foremenEditOwnCrew === true,
  };
  const writer = {
    userId: user.id,
    role: user.role,
    ...(user.regionIds && user.regionIds.length > 0 && { regionIds: user.regionIds }),
  };
  return (change) => whyNotWrite(writer, facts, change);
}
