import { map, type Observable } from 'rxjs';
import type { Resource } from 'shared/schema/resources.ts';
import { liveDocs } from '../../db/live.ts';
import type { WorkspaceDb } from '../../db/workspace-db.ts';
import type { Edit, Fields } from '../../sync/write.ts';
import type { Details } from './resource-fields.ts';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export const liveResources = (db: WorkspaceDb): Observable<readonly Resource[]> =>
  liveDocs(db, 'resources').pipe(
    map((all) => all.toSorted((a, b) => collator.compare(a.name ?? '', b.name ?? ''))),
  );

export const resourceEdit = (id: string, fields: Fields<'resources'>): Edit<'resources'> => ({
  collection: 'resources',
  id,
  change: () => fields,
});

/** One detail set or taken away; the others stay as they are at the moment of writing. */
export const detailEdit = (id: string, key: keyof Details, value: unknown): Edit<'resources'> => ({
  collection: 'resources',
  id,
  change: (current) => {
    const { [key]: _before, ...others } = current?.details ?? {};
    return { details: value === undefined ? others : { ...others, [key]: value } };
  },
});
