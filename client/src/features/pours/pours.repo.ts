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
import { addDays, mondayOf } from 'shared/lib/days.ts';
import { PEOPLE_AND_JOBS, quarterOf, quarterSpans, type Span } from '../../sync/archive.ts';
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

/** The first day of what is listed after so many looks further back: where a quarter of the calendar begins. */
export const listedSince = (edge: string, quarters: number): string =>
  quarterOf(addDays(edge, -QUARTER_DAYS * quarters));

/** Closed pours of the days from `from` to `before` that lie before the window, with whom and what they name. */
export function oldPourSpans(from: string, before: string, edge: string): readonly Span[] {
  const pours = quarterSpans('pours', from, before < edge ? before : edge);
  return pours.length === 0 ? [] : [...pours, ...PEOPLE_AND_JOBS];
}

/** The same with who was in whose crew, for the days that a timeline shows. */
export function oldDaySpans(from: string, before: string, edge: string): readonly Span[] {
  const spans = oldPourSpans(from, before, edge);
  const monday = mondayOf(from);
  if (spans.length === 0 || monday >= edge) return spans;
  return [...spans, { collection: 'schedule_weeks', from: monday, before: addDays(monday, 7) }];
}

/** Whether a pour was only taken out for looking. */
export const isOldPour = (db: WorkspaceDb, pour: Pour): boolean => db.shelf.isOld('pours', pour);
