import { combineLatest, map, type Observable } from 'rxjs';
import { shortName } from 'shared/domain/schedule/person-names.ts';
import { liveDocs } from './live.ts';
import type { WorkspaceDb } from './workspace-db.ts';

const joined = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' ');

/** What people call each person, job, pour, mix, supplier and region of this device, by id; logins by their person. */
export function liveRecordNames(db: WorkspaceDb): Observable<ReadonlyMap<string, string>> {
  return combineLatest({
    employees: liveDocs(db, 'employees'),
    projects: liveDocs(db, 'projects'),
    resources: liveDocs(db, 'resources'),
    regions: liveDocs(db, 'regions'),
    pours: liveDocs(db, 'pours'),
  }).pipe(
    map(({ employees, projects, resources, regions, pours }) => {
      const names = new Map<string, string>();
      const note = (id: string | undefined, name: string | undefined): void => {
        if (id !== undefined && name) names.set(id, name);
      };
      for (const person of employees) {
        note(person.id, shortName(person));
        note(person.userId, shortName(person));
      }
      for (const job of projects) note(job.id, joined(job.number, job.nickname ?? job.name));
      for (const pour of pours) note(pour.id, joined(pour.number, pour.name));
      for (const { id, name } of [...resources, ...regions]) note(id, name);
      return names;
    }),
  );
}
