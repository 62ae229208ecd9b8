import type { AnyDocument, CollectionName, Documents } from 'shared/schema/collections.ts';
import type { Company } from './company.ts';
import { markOf } from './random.ts';
import type { DemoChunk } from './make-demo.ts';
import { DAY_MS, HOUR_MS } from './time.ts';

/** A document whose last change was made by a person in the log: how it was before, and how it is. */
export interface LastEdit {
  readonly collection: CollectionName;
  readonly before: AnyDocument;
  readonly after: AnyDocument;
}

/** Enough to fill a screen of the audit log. */
const MOST_WEEKS = 30;

/**
 * The changes of this week that the audit log shows with who made them: people moved in the middle of the week, and
 * pours begun today. Everything else came into the log when the company was set up.
 */
export function lastEdits(company: Company, chunk: DemoChunk): LastEdit[] {
  if (chunk.collection === 'schedule_weeks')
    return chunk.documents
      .filter((week) => week.weekStart === company.monday && isMixed(week))
      .slice(0, MOST_WEEKS)
      .map((week) => edit('schedule_weeks', copiedFromLastWeek(company, week), week));
  if (chunk.collection === 'pours')
    return chunk.documents
      .filter(({ status }) => status === 'in_progress')
      .map((pour) =>
        edit('pours', older(pour, company.nowMs - DAY_MS, { status: 'confirmed' as const }), pour),
      );
  return [];
}

const edit = (collection: CollectionName, before: AnyDocument, after: AnyDocument): LastEdit => ({
  collection,
  before,
  after,
});

function older<D extends AnyDocument>(document: D, latestMs: number, fields: Partial<D>): D {
  const atMs = Math.min(latestMs, Date.parse(document.updatedAt) - 2 * HOUR_MS);
  return {
    ...document,
    ...fields,
    rev: `demo-${markOf(`${document.id} before`)}`,
    updatedAt: new Date(atMs).toISOString(),
  };
}

type Week = Documents['schedule_weeks'];

const isMixed = ({ days }: Week): boolean =>
  new Set(Object.values(days ?? {}).map((cell) => JSON.stringify(cell))).size > 1;

/** As the row was on Friday, when last week had been copied: the same job on every day. */
function copiedFromLastWeek(company: Company, week: Week): Week {
  const usual = Object.values(week.days ?? {}).find((cell) => cell?.length === 1 && cell[0]?.projectId);
  const days: NonNullable<Week['days']> = { ...week.days };
  for (const key of ['mon', 'tue', 'wed', 'thu', 'fri'] as const) if (days[key] && usual) days[key] = usual;
  return older(week, company.nowMs - DAY_MS, { days });
}
