import { combineLatest, map, type Observable } from 'rxjs';
import type { Region } from 'shared/schema/regions.ts';
import type { Settings } from 'shared/schema/settings.ts';
import { liveDoc, liveDocs } from '../../db/live.ts';
import type { WorkspaceDb } from '../../db/workspace-db.ts';
import { exportUnsent } from '../../sync/export-unsent.ts';
import type { Edit, Fields } from '../../sync/write.ts';
import type { Workspace } from '../../sync/workspace.tsx';

const MAIN = 'workspace:main';

export const liveSettings = (db: WorkspaceDb): Observable<{ readonly settings: Settings | undefined }> =>
  liveDoc(db, 'settings', MAIN).pipe(map((settings) => ({ settings })));

/** The first edit makes the document. */
export const settingsEdit = (fields: Fields<'settings'>): Edit<'settings'> => ({
  collection: 'settings',
  id: MAIN,
  change: () => ({ kind: 'workspace', ...fields }),
});

export const brandEdit = (companyName: string | undefined): Edit<'settings'> => ({
  collection: 'settings',
  id: MAIN,
  change: (current) => {
    const { companyName: _before, ...brand } = current?.brand ?? {};
    return { kind: 'workspace', brand: companyName === undefined ? brand : { ...brand, companyName } };
  },
});

export interface RegionUse {
  readonly regions: readonly Region[];
  readonly jobs: ReadonlyMap<string, number>;
  readonly people: ReadonlyMap<string, number>;
}

const countBy = (ids: readonly (string | undefined)[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const id of ids) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
};

export const liveRegions = (db: WorkspaceDb): Observable<RegionUse> =>
  combineLatest({
    regions: liveDocs(db, 'regions'),
    projects: liveDocs(db, 'projects'),
    employees: liveDocs(db, 'employees'),
  }).pipe(
    map(({ regions, projects, employees }) => ({
      regions: regions.toSorted(
        (a, b) => (a.order ?? 0) - (b.order ?? 0) || (a.name ?? '').localeCompare(b.name ?? ''),
      ),
      jobs: countBy(projects.filter(({ status }) => status !== 'closed').map(({ regionId }) => regionId)),
      people: countBy(employees.filter(({ active }) => active !== false).map(({ regionId }) => regionId)),
    })),
  );

export const regionEdit = (id: string, fields: Fields<'regions'>): Edit<'regions'> => ({
  collection: 'regions',
  id,
  change: () => fields,
});

export const unsentFile = (current: Workspace) => exportUnsent(current);
