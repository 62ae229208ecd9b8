import { combineLatest, map, type Observable } from 'rxjs';
import type { PourChange } from 'shared/domain/pours/changes.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Pour } from 'shared/schema/pours.ts';
import type { Project } from 'shared/schema/projects.ts';
import type { Region } from 'shared/schema/regions.ts';
import type { Resource } from 'shared/schema/resources.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import type { Settings } from 'shared/schema/settings.ts';
import { liveDoc, liveDocs } from '../../db/live.ts';
import type { WorkspaceDb } from '../../db/workspace-db.ts';
import { addDays } from 'shared/lib/days.ts';
import type { Span } from '../../sync/archive.ts';
import type { Edit } from '../../sync/write.ts';

/** All that the boards of Place & Finish look things up in, by id. */
export interface PourWorld {
  readonly pours: readonly Pour[];
  readonly projects: ReadonlyMap<string, Project>;
  readonly employees: ReadonlyMap<string, Employee>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly regions: readonly Region[];
  /** The workspace's settings; absent until somebody changed one. */
  readonly settings: Settings | undefined;
}

const byId = <T extends { readonly id: string }>(documents: readonly T[]): ReadonlyMap<string, T> =>
  new Map(documents.map((document) => [document.id, document]));

export function livePourWorld(db: WorkspaceDb): Observable<PourWorld> {
  return combineLatest({
    pours: liveDocs(db, 'pours'),
    projects: liveDocs(db, 'projects').pipe(map(byId)),
    employees: liveDocs(db, 'employees').pipe(map(byId)),
    resources: liveDocs(db, 'resources').pipe(map(byId)),
    regions: liveDocs(db, 'regions'),
    settings: liveDoc(db, 'settings', 'workspace:main'),
  });
}

/** The pours of some days, both included, for whoever needs no more. */
export const livePoursBetween = (db: WorkspaceDb, from: string, to: string): Observable<readonly Pour[]> =>
  liveDocs(db, 'pours', { day: { $gte: from, $lte: to } });

/** Who works under whom in a week, by person. */
export const liveWeekOf = (db: WorkspaceDb, monday: string): Observable<ReadonlyMap<string, ScheduleWeek>> =>
  liveDocs(db, 'schedule_weeks', { weekStart: monday }).pipe(
    map((weeks) => new Map(weeks.map((week) => [week.employeeId, week]))),
  );

/** The zone that the office lives by; absent: the device's own. */
export const officeZone = (db: WorkspaceDb): Observable<{ readonly zone: string | undefined }> =>
  liveDoc(db, 'settings', 'workspace:main').pipe(map((settings) => ({ zone: settings?.timeZone })));

/** One pour changed by fields; `undefined` clears one. Only what differs is written. */
export const pourEdit = (id: string, change: (pour: Pour | undefined) => PourChange): Edit<'pours'> => ({
  collection: 'pours',
  id,
  change,
});

export const resourceEdit = (id: string, fields: Partial<Resource>): Edit<'resources'> => ({
  collection: 'resources',
  id,
  change: () => fields,
});

/** Thirteen weeks. */
export const QUARTER_DAYS = 91;

/** Closed pours before the window, a quarter a span: each is asked for, and kept, by itself. */
export const oldPourSpans = (edge: string, quarters: number): readonly Span[] =>
  Array.from({ length: quarters }, (_, at): Span => ({
    collection: 'pours',
    from: addDays(edge, -QUARTER_DAYS * (at + 1)),
    before: addDays(edge, -QUARTER_DAYS * at),
  }));

/** Whether a pour was only taken out for looking. */
export const isOldPour = (db: WorkspaceDb, id: string): boolean => db.shelf.get('pours', id) !== undefined;
