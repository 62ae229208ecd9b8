import { combineLatest, map, type Observable } from 'rxjs';
import type { Absence } from 'shared/schema/absences.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Region } from 'shared/schema/regions.ts';
import type { Settings } from 'shared/schema/settings.ts';
import { liveDoc, liveDocs } from '../../db/live.ts';
import type { WorkspaceDb } from '../../db/workspace-db.ts';
import type { Edit, Fields } from '../../sync/write.ts';

export interface RosterWorld {
  readonly employees: readonly Employee[];
  readonly byId: ReadonlyMap<string, Employee>;
  readonly regions: readonly Region[];
  readonly settings: Settings | undefined;
  /** Absences by employee, latest first. */
  readonly absences: ReadonlyMap<string, readonly Absence[]>;
}

export function liveRoster(db: WorkspaceDb): Observable<RosterWorld> {
  return combineLatest({
    employees: liveDocs(db, 'employees'),
    regions: liveDocs(db, 'regions'),
    settings: liveDoc(db, 'settings', 'workspace:main'),
    absences: liveDocs(db, 'absences'),
  }).pipe(
    map(({ employees, regions, settings, absences }) => ({
      employees,
      byId: new Map(employees.map((employee) => [employee.id, employee])),
      regions: regions.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0)),
      settings,
      absences: Map.groupBy(
        absences.toSorted((a, b) => b.from.localeCompare(a.from)),
        (absence) => absence.employeeId,
      ),
    })),
  );
}

/** Whether somebody, or a time away, was only taken out for looking. */
export const isOld = (
  db: WorkspaceDb,
  collection: 'employees' | 'absences',
  document: Employee | Absence,
): boolean => db.shelf.isOld(collection, document);

export const employeeEdit = (id: string, fields: Fields<'employees'>): Edit<'employees'> => ({
  collection: 'employees',
  id,
  change: () => fields,
});

/** One certificate set or taken off; the others stay as they are at the moment of writing. */
export const certificateEdit = (
  id: string,
  kind: string,
  value: NonNullable<Employee['certificates']>[string] | undefined,
): Edit<'employees'> => ({
  collection: 'employees',
  id,
  change: (current) => {
    const { [kind]: _before, ...others } = current?.certificates ?? {};
    return { certificates: value === undefined ? others : { ...others, [kind]: value } };
  },
});

export const absenceEdit = (id: string, fields: Fields<'absences'> | undefined): Edit<'absences'> => ({
  collection: 'absences',
  id,
  change: () => fields,
});
