import { combineLatest, map, type Observable } from 'rxjs';
import type { Employee } from 'shared/schema/employees.ts';
import type { Project } from 'shared/schema/projects.ts';
import type { Region } from 'shared/schema/regions.ts';
import type { Resource } from 'shared/schema/resources.ts';
import type { Settings } from 'shared/schema/settings.ts';
import { liveDoc, liveDocs } from '../../db/live.ts';
import type { WorkspaceDb } from '../../db/workspace-db.ts';
import type { Edit, Fields } from '../../sync/write.ts';

export interface ProjectWorld {
  readonly projects: readonly Project[];
  readonly regions: readonly Region[];
  readonly contacts: readonly Resource[];
  readonly employees: readonly Employee[];
  readonly settings: Settings | undefined;
}

export const liveProjects = (db: WorkspaceDb): Observable<ProjectWorld> =>
  combineLatest({
    projects: liveDocs(db, 'projects'),
    regions: liveDocs(db, 'regions').pipe(
      map((regions) => regions.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))),
    ),
    contacts: liveDocs(db, 'resources', { kind: 'contact' }),
    employees: liveDocs(db, 'employees'),
    settings: liveDoc(db, 'settings', 'workspace:main'),
  });

/** Whether a job was only taken out for looking. */
export const isOldProject = (db: WorkspaceDb, project: Project): boolean =>
  db.shelf.isOld('projects', project);

export const projectEdit = (id: string, fields: Fields<'projects'>): Edit<'projects'> => ({
  collection: 'projects',
  id,
  change: () => fields,
});
