import { addDays } from 'shared/lib/days.ts';
import { readDoc, readDocs } from '../../db/live.ts';
import type { WorkspaceDb } from '../../db/workspace-db.ts';

/** Everything that the sheets of these weeks are made of, and four weeks before them for the bench. */
export async function readWeeks(db: WorkspaceDb, mondays: readonly string[]) {
  const first = addDays(mondays[0] ?? '', -28);
  const last = mondays.at(-1) ?? first;
  const range = { weekStart: { $gte: first, $lte: last } };
  const [employees, projects, weeks, demands, absences, settings] = await Promise.all([
    readDocs(db, 'employees'),
    readDocs(db, 'projects'),
    readDocs(db, 'schedule_weeks', range),
    readDocs(db, 'demands', range),
    readDocs(db, 'absences', { to: { $gte: first } }),
    readDoc(db, 'settings', 'workspace:main'),
  ]);
  return { employees, projects, weeks, demands, absences, settings };
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
