import type { CollectionName } from '../schema/collections.ts';
import type { AsOf, WireDocument } from './document.ts';

/** Collections of which a part lies before the window; the others are on every device as a whole. */
export const ARCHIVED = [
  'projects',
  'employees',
  'absences',
  'schedule_weeks',
  'demands',
  'pours',
  'pour_logs',
  'loads',
  'pour_events',
] as const satisfies readonly CollectionName[];
export type ArchivedName = (typeof ARCHIVED)[number];

/**
 * `GET /sync/:collection/archive`: what lies before the window, latest day first. Days are those of the collection's
 * window: the week's Monday, the pour's day, the day on which somebody left.
 */
export interface ArchiveQuery {
  /** The first day asked for. */
  readonly from?: string;
  /** The day after the last; never later than the window's first day, whatever is asked. */
  readonly before?: string;
  /** The `next` of the page before. */
  readonly after?: string;
  /** 1 to 1000. */
  readonly limit?: string;
  /** One document instead of days: somebody comes by its address. */
  readonly id?: string;
}

export interface ArchiveAnswer {
  readonly documents: readonly WireDocument[];
  readonly asOf: AsOf;
  /** The first day of the window: what is asked for lies before it. */
  readonly edge: string;
  /** Absent at the end. */
  readonly next?: string;
}

export const MAX_ARCHIVE_LIMIT = 1000;
export const DEFAULT_ARCHIVE_LIMIT = 500;

const day = { type: 'string', pattern: String.raw`^\d{4}-\d{2}-\d{2}$` } as const;

export const archiveQuerySchema = {
  type: 'object',
  properties: {
    from: day,
    before: day,
    after: { type: 'string', maxLength: 220 },
    limit: { type: 'string', pattern: '^[0-9]{1,4}$' },
    id: { type: 'string', minLength: 1, maxLength: 200 },
  },
  additionalProperties: false,
} as const;

/** `GET /facts/weeks`: who worked where, week by week, as numbers; the latest weeks before `before` first. */
export interface WeekFactsQuery {
  /** A Monday; absent: the one after the last week that anything is known of. */
  readonly before?: string;
  /** How many weeks, 1 to 26. */
  readonly weeks?: string;
}

/** The heads of one trade on one job in one week, summed over its days: five people all week are 25 (or 35). */
export interface WeekFact {
  readonly weekStart: string;
  readonly projectId: string;
  /** Absent where the person has none, or is not known any more. */
  readonly trade?: string;
  readonly headDays: number;
}

export interface WeekFactsAnswer {
  readonly facts: readonly WeekFact[];
  readonly asOf: AsOf;
  /** To be asked for as `before` of the page that follows; absent where nothing is older. */
  readonly next?: string;
}

export const MAX_FACT_WEEKS = 26;
export const DEFAULT_FACT_WEEKS = 13;

export const weekFactsQuerySchema = {
  type: 'object',
  properties: { before: day, weeks: { type: 'string', pattern: '^[0-9]{1,2}$' } },
  additionalProperties: false,
} as const;
