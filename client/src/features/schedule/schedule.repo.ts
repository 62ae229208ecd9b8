import { distinctUntilChanged, firstValueFrom, map, type Observable } from 'rxjs';
import type { Employee } from 'shared/schema/employees.ts';
import type { Project } from 'shared/schema/projects.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import { applyChange, type WeekChange } from 'shared/domain/schedule/week-changes.ts';
import { weekId } from 'shared/domain/schedule/cells.ts';
import { targetId } from 'shared/domain/schedule/heads.ts';
import { nearDays } from 'shared/domain/window.ts';
import { addDays, mondayOf } from 'shared/lib/days.ts';
import { liveArrival } from '../../db/arrival.ts';
import { liveDoc, liveDocs } from '../../db/live.ts';
import type { WorkspaceDb } from '../../db/workspace-db.ts';
import { PEOPLE_AND_JOBS, quarterSpans, type Span } from '../../sync/archive.ts';
import type { Workspace } from '../../sync/workspace.tsx';
import type { Edit } from '../../sync/write.ts';
import type { ScheduleSource } from './schedule-store.ts';

export function scheduleSource(db: WorkspaceDb, today: string): ScheduleSource {
  return {
    employees: liveDocs(db, 'employees'),
    projects: liveDocs(db, 'projects'),
    regions: liveDocs(db, 'regions', undefined, [{ order: 'asc' }]),
    absences: liveDocs(db, 'absences'),
    settings: liveDoc(db, 'settings', 'workspace:main'),
    demands: liveDocs(db, 'demands'),
    onlyKnown: liveArrival(db).pipe(
      map(({ arriving }) => arriving.includes('schedule_weeks') || arriving.includes('demands')),
      distinctUntilChanged(),
      map((isUnderWay) => (isUnderWay ? nearDays(today) : undefined)),
    ),
    week: (monday) => liveDocs(db, 'schedule_weeks', { weekStart: monday }),
  };
}

interface CountSources {
  readonly employees: Observable<readonly Employee[]>;
  readonly projects: Observable<readonly Project[]>;
  readonly weeks: Observable<readonly ScheduleWeek[]>;
}

export const countSources = (db: WorkspaceDb, monday: string): CountSources => ({
  employees: liveDocs(db, 'employees'),
  projects: liveDocs(db, 'projects'),
  weeks: liveDocs(db, 'schedule_weeks', { weekStart: monday }),
});

export const officeZone = (db: WorkspaceDb): Observable<string | undefined> =>
  liveDoc(db, 'settings', 'workspace:main').pipe(map((settings) => settings?.timeZone));

export const weekEdit = (change: WeekChange): Edit<'schedule_weeks'> => ({
  collection: 'schedule_weeks',
  id: weekId(change.employeeId, change.weekStart),
  change: (current) => applyChange(current, change),
});

/** 0 takes the target back. */
export const targetEdit = (projectId: string, monday: string, heads: number): Edit<'demands'> => ({
  collection: 'demands',
  id: targetId(projectId, monday),
  change: () => ({ kind: 'plan', projectId, weekStart: monday, trade: 'all', heads }),
});

/**
 * What the weeks before the window are made of: each week with its targets, people and jobs that left long ago, and
 * absences. Those lie by their last day: one that reaches into a week may end long after it.
 */
export function oldWeekSpans(mondays: readonly string[], edge: string): readonly Span[] {
  const old = mondays.filter((monday) => monday < edge).toSorted();
  const [first] = old;
  if (first === undefined) return [];
  return [
    ...PEOPLE_AND_JOBS,
    ...quarterSpans('absences', first, edge),
    ...old.flatMap((monday) =>
      (['schedule_weeks', 'demands'] as const).map((collection): Span => ({
        collection,
        from: monday,
        before: addDays(monday, 7),
      })),
    ),
  ];
}

/** Reads this week; for a moment it stays at hand for the page that asks next. */
export async function readWeekAhead({ db, clock }: Pick<Workspace, 'db' | 'clock'>): Promise<void> {
  const today = clock.today(await firstValueFrom(officeZone(db)));
  const { employees, projects, absences, demands, week } = scheduleSource(db, today);
  const asked = [employees, projects, absences, demands, week(mondayOf(today))];
  await Promise.all(asked.map((one) => firstValueFrom(one as Observable<unknown>)));
}
