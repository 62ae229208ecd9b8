import { addDays } from 'shared/lib/days.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import { readDoc, readDocs, readDocsInParts } from '../../db/live.ts';
import type { WorkspaceDb } from '../../db/workspace-db.ts';

/** The sheets look back this many weeks for the bench. */
const WEEKS_BEFORE = 4;

const firstOf = (mondays: readonly string[]): string => addDays(mondays[0] ?? '', -7 * WEEKS_BEFORE);

/** So many are read and handed over while the screen is held up for no more than a moment. */
const PART = 400;

/** The weeks of everybody, a part at a time. */
export async function* weeksInParts(
  db: WorkspaceDb,
  mondays: readonly string[],
): AsyncIterable<{ readonly weeks: readonly ScheduleWeek[] }> {
  const range = { weekStart: { $gte: firstOf(mondays), $lte: mondays.at(-1) ?? '' } };
  for await (const weeks of readDocsInParts(db, 'schedule_weeks', range, PART)) yield { weeks };
}

/** Everything else that the sheets of these weeks are made of. */
export async function readWeeks(db: WorkspaceDb, mondays: readonly string[], regionId?: string) {
  const first = firstOf(mondays);
  const last = mondays.at(-1) ?? first;
  const range = { weekStart: { $gte: first, $lte: last } };
  const [employees, projects, demands, absences, settings, region] = await Promise.all([
    readDocs(db, 'employees'),
    readDocs(db, 'projects'),
    readDocs(db, 'demands', range),
    readDocs(db, 'absences', { to: { $gte: first } }),
    readDoc(db, 'settings', 'workspace:main'),
    regionId === undefined ? undefined : readDoc(db, 'regions', regionId),
  ]);
  return { employees, projects, demands, absences, settings, region };
}

/** A pour with its log, loads and events, and what its ids are called. */
export async function readPourLog(db: WorkspaceDb, pourId: string) {
  const [pour, log, loads, events, employees, resources, projects, settings] = await Promise.all([
    readDoc(db, 'pours', pourId),
    readDoc(db, 'pour_logs', pourId),
    readDocs(db, 'loads', { pourId }),
    readDocs(db, 'pour_events', { pourId }),
    readDocs(db, 'employees'),
    readDocs(db, 'resources'),
    readDocs(db, 'projects'),
    readDoc(db, 'settings', 'workspace:main'),
  ]);
  return { pour, log, loads, events, employees, resources, projects, settings };
}
