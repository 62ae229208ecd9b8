import { combineLatest, map, type Observable, of, switchMap } from 'rxjs';
import type { Pour } from 'shared/schema/pours.ts';
import type { Project } from 'shared/schema/projects.ts';
import { liveDoc, liveDocs } from '../../db/live.ts';
import { addDays } from 'shared/lib/days.ts';
import type { WorkspaceDb } from '../../db/workspace-db.ts';
import type { Span } from '../../sync/archive.ts';
import type { PourLogData } from './board.ts';

const byId = <T extends { readonly id: string }>(documents: readonly T[]): ReadonlyMap<string, T> =>
  new Map(documents.map((document) => [document.id, document]));

const projectOf = (db: WorkspaceDb, pour: Pour | undefined): Observable<Project | undefined> =>
  pour?.projectId === undefined ? of(undefined) : liveDoc(db, 'projects', pour.projectId);

export type WatchedPourLog = PourLogData | { readonly pour: undefined };

/** Everything that the log of one pour is made of, from this device alone; `pour` is absent where it is not held. */
export function watchPourLog(db: WorkspaceDb, pourId: string): Observable<WatchedPourLog> {
  const pour$ = liveDoc(db, 'pours', pourId);
  return combineLatest({
    pour: pour$,
    project: pour$.pipe(switchMap((pour) => projectOf(db, pour))),
    log: liveDoc(db, 'pour_logs', pourId),
    loads: liveDocs(db, 'loads', { pourId }),
    events: liveDocs(db, 'pour_events', { pourId }),
    workspace: liveDoc(db, 'settings', 'workspace:main'),
    resources: liveDocs(db, 'resources').pipe(map(byId)),
    employees: liveDocs(db, 'employees').pipe(map(byId)),
  }).pipe(
    map((data): WatchedPourLog =>
      data.pour === undefined ? { pour: undefined } : { ...data, pour: data.pour },
    ),
  );
}

/** Whether a pour was only taken out for looking. */
export const isOldPour = (db: WorkspaceDb, pour: Pour): boolean => db.shelf.isOld('pours', pour);

/**
 * Of a day before the window, a pour's log, loads and events, by the day that they carry. A pour that is still open is
 * held however old it is; what hangs on it is not.
 */
export function oldLogSpans(day: string | undefined, edge: string | undefined): readonly Span[] {
  if (day === undefined || edge === undefined || day >= edge) return [];
  const days = { from: day, before: addDays(day, 1) };
  return (['pour_logs', 'loads', 'pour_events'] as const).map((collection) => ({ collection, ...days }));
}
