import { combineLatest, firstValueFrom, map, type Observable } from 'rxjs';
import { addDays, mondayOf } from 'shared/lib/days.ts';
import type { Absence } from 'shared/schema/absences.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Load } from 'shared/schema/loads.ts';
import type { Pour } from 'shared/schema/pours.ts';
import type { Project } from 'shared/schema/projects.ts';
import type { Resource } from 'shared/schema/resources.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import type { Settings } from 'shared/schema/settings.ts';
import { liveDoc, liveDocs } from '../../db/live.ts';
import type { WorkspaceDb } from '../../db/workspace-db.ts';
import type { Workspace } from '../../sync/workspace.tsx';

/** What one day is made of, as it is on this device. */
export interface TodayData {
  readonly workspace: Settings | undefined;
  readonly employees: readonly Employee[];
  readonly projects: readonly Project[];
  readonly resources: readonly Resource[];
  readonly weeks: readonly ScheduleWeek[];
  readonly absences: readonly Absence[];
  readonly pours: readonly Pour[];
  readonly loads: readonly Load[];
}

export const watchToday = (db: WorkspaceDb, day: string): Observable<TodayData> =>
  combineLatest({
    workspace: liveDoc(db, 'settings', 'workspace:main'),
    employees: liveDocs(db, 'employees'),
    projects: liveDocs(db, 'projects'),
    resources: liveDocs(db, 'resources'),
    weeks: liveDocs(db, 'schedule_weeks', { weekStart: mondayOf(day) }),
    absences: liveDocs(db, 'absences', { to: { $gte: day } }),
    pours: liveDocs(db, 'pours', { day: withEve(day) }),
    loads: liveDocs(db, 'loads', { pourDay: withEve(day) }),
  });

/** A night pour keeps the day on which it began. */
const withEve = (day: string): { readonly $gte: string; readonly $lte: string } => ({
  $gte: addDays(day, -1),
  $lte: day,
});

/** The zone that the office lives by; absent: the device's own. */
export const watchZone = (db: WorkspaceDb): Observable<{ readonly zone: string | undefined }> =>
  liveDoc(db, 'settings', 'workspace:main').pipe(map((settings) => ({ zone: settings?.timeZone })));

/** Reads the day of now; for a moment it stays at hand for the page that asks next. */
export async function readTodayAhead({ db, clock }: Pick<Workspace, 'db' | 'clock'>): Promise<void> {
  const { zone } = await firstValueFrom(watchZone(db));
  await firstValueFrom(watchToday(db, clock.today(zone)));
}
