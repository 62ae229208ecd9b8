import { addDays } from 'shared/lib/days.ts';
import type { ArchiveAnswer, ArchivedName, WeekFactsAnswer } from 'shared/protocol/archive.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { CachedArchive } from '../db/local-tables.ts';
import type { ShelfMark } from '../db/shelf.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { ApiProblem, type Api } from './api.ts';
import { heardAsOf } from './heard.ts';

/** What lies before the window: asked for when somebody looks, and kept a while for when there is no line. */
export interface ArchiveDeps {
  readonly db: WorkspaceDb;
  readonly api: Pick<Api, 'get'>;
  readonly nowInstant: () => string;
  /** How much the cache may hold; what was not looked at for longest goes first. */
  readonly bounds?: CacheBounds;
}

interface CacheBounds {
  readonly bytes: number;
  readonly entries: number;
}

/** The days from `from` to the one before `before`; or one record, by its name. */
export type Span = { readonly collection: ArchivedName } & (
  | { readonly from: string; readonly before: string }
  | { readonly id: string }
);

/** `fresh`: the server answered just now. `kept`: as it was at `at`. `away`: not here, and no line. */
export type Taken =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'kept'; readonly at: string }
  | { readonly kind: 'away' };

/** A year of weeks of a large company, or five of a small one. */
const BOUNDS: CacheBounds = { bytes: 24 * 1024 * 1024, entries: 400 };
const PAGE = 1_000;

/** What the server said a moment ago is not asked for again with every step through the weeks. */
const STILL_FRESH_MS = 60_000;

/**
 * Spans end where the calendar does and not at the window's edge, which moves: what was kept last week is found by
 * the same name this week. The server gives nothing of what is inside the window.
 */
const EVER = { from: '0001-01-01', before: '9999-12-31' };

/** People and jobs that left long ago: whatever is old may name them. */
export const PEOPLE_AND_JOBS: readonly Span[] = [
  { collection: 'employees', ...EVER },
  { collection: 'projects', ...EVER },
];

/** The quarters of the calendar in which the days from `from` to the one before `before` lie, the latest first. */
export function quarterSpans(collection: ArchivedName, from: string, before: string): readonly Span[] {
  const spans: Span[] = [];
  if (from >= before) return spans;
  for (let start = quarterOf(from); start < before;) {
    const end = quarterOf(addDays(start, 100));
    spans.unshift({ collection, from: start, before: end });
    start = end;
  }
  return spans;
}

/** The first day of the quarter of a day. */
export function quarterOf(day: string): string {
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
}

const keyOf = (span: Span): string =>
  'id' in span ? `${span.collection}/id/${span.id}` : `${span.collection}/${span.from}/${span.before}`;

async function fetchSpan(api: Pick<Api, 'get'>, span: Span): Promise<ArchiveAnswer> {
  const { collection } = span;
  if ('id' in span)
    return api.get<ArchiveAnswer>(`/sync/${collection}/archive?id=${encodeURIComponent(span.id)}`);
  const { from, before } = span;
  const documents: WireDocument[] = [];
  for (let after: string | undefined; ;) {
    const query = new URLSearchParams({
      from,
      before,
      limit: String(PAGE),
      ...(after !== undefined && { after }),
    });
    const page = await api.get<ArchiveAnswer>(`/sync/${collection}/archive?${query.toString()}`);
    documents.push(...page.documents);
    after = page.next;
    if (after === undefined) return { ...page, documents };
  }
}

type KeptSpan = ShelfMark & Pick<ArchiveAnswer, 'documents'>;

/** Puts a span on the shelf: from the server, and where that does not answer, from what was kept of it. */
export async function takeOut(deps: ArchiveDeps, span: Span): Promise<Taken> {
  const { db, nowInstant } = deps;
  const { collection } = span;
  const key = keyOf(span);
  const known = db.shelf.freshAt(key, (await heardAsOf(db))?.epoch);
  if (known !== undefined && Date.parse(nowInstant()) - Date.parse(known) < STILL_FRESH_MS)
    return { kind: 'fresh' };
  const answer = await fetchSpan(deps.api, span).catch(noLine);
  if (answer) {
    const { documents, edge } = answer;
    const { epoch } = answer.asOf;
    db.shelf.put(key, { collection, documents, edge, epoch, freshAt: nowInstant() });
    await keep(deps, key, epoch, { documents, edge, epoch });
    return { kind: 'fresh' };
  }
  const kept = (await find(deps, key)) ?? ('id' in span ? await findAmong(deps, span) : undefined);
  if (!kept) return { kind: 'away' };
  const { documents, ...mark } = kept.content as KeptSpan;
  // That the office knew nothing of one record then says nothing of now.
  if ('id' in span && documents.length === 0) return { kind: 'away' };
  db.shelf.put(key, { collection, documents, ...mark });
  return { kind: 'kept', at: kept.at };
}

/** Several spans as one: as old as the oldest of them, and away where one of them is. */
export async function takeOutAll(deps: ArchiveDeps, spans: readonly Span[]): Promise<Taken> {
  const taken = await Promise.all(spans.map((span) => takeOut(deps, span)));
  if (taken.some(({ kind }) => kind === 'away')) return { kind: 'away' };
  const ages = taken.flatMap((one) => (one.kind === 'kept' ? [one.at] : [])).sort();
  return ages[0] === undefined ? { kind: 'fresh' } : { kind: 'kept', at: ages[0] };
}

/** What stands in the way of asking is no reason to show nothing; a mistake of ours is told. */
function noLine(error: unknown): undefined {
  if (error instanceof ApiProblem && error.status >= 400 && error.code === 'invalid_request') throw error;
  return undefined;
}

/** A page of the weekly facts, with the instant as of which it stands where it could not be asked for now. */
export interface WeekFactsPage extends Pick<WeekFactsAnswer, 'facts' | 'next'> {
  readonly keptAt?: string;
}

/**
 * Heads by week, job and trade before a Monday, the latest first; `undefined` where they are not here and no line is.
 * The first page is kept under one name: without a line on a Monday it is last week's.
 */
export async function readWeekFacts(
  deps: ArchiveDeps,
  { before, isFirst }: { readonly before: string; readonly isFirst: boolean },
): Promise<WeekFactsPage | undefined> {
  const key = `facts/${isFirst ? 'latest' : before}`;
  const answer = await deps.api.get<WeekFactsAnswer>(`/facts/weeks?before=${before}`).catch(noLine);
  if (answer) {
    const { facts, next, asOf } = answer;
    const page: WeekFactsPage = { facts, ...(next !== undefined && { next }) };
    await keep(deps, key, asOf.epoch, page);
    return page;
  }
  const kept = await find(deps, key);
  return kept && { ...(kept.content as WeekFactsPage), keptAt: kept.at };
}

async function find({ db, nowInstant }: ArchiveDeps, key: string): Promise<CachedArchive | undefined> {
  const kept = await db.local.archive.get(key);
  if (kept) await db.local.archive.update(key, { usedAt: nowInstant() }).catch(() => undefined);
  return kept;
}

/** Where one record was read among others of its time. */
async function findAmong(
  { db }: ArchiveDeps,
  { collection, id }: { readonly collection: ArchivedName; readonly id: string },
): Promise<Pick<CachedArchive, 'at' | 'content'> | undefined> {
  const spans = await db.local.archive.where('key').startsWith(`${collection}/`).toArray();
  const found = spans
    .flatMap(({ at, content }) => {
      const { documents, ...mark } = content as KeptSpan;
      const document = documents.find((one) => one.id === id);
      return document ? [{ at, content: { documents: [document], ...mark } }] : [];
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  return found[0];
}

/**
 * A cache that cannot be written costs the offline look and nothing else. What a server said in another epoch than this
 * device has heard of is not kept: it would outlive the clearing that comes with a restored backup.
 */
async function keep(
  { db, nowInstant, bounds = BOUNDS }: ArchiveDeps,
  key: string,
  epoch: string,
  content: unknown,
): Promise<void> {
  const { archive, facts } = db.local;
  const at = nowInstant();
  const bytes = JSON.stringify(content).length;
  if (bytes > bounds.bytes) return;
  await db.local
    .transaction('rw', archive, facts, async () => {
      const heard = await heardAsOf(db);
      if (heard !== undefined && heard.epoch !== epoch) return;
      await archive.put({ key, at, usedAt: at, bytes, content });
      const all = await archive.orderBy('usedAt').toArray();
      let [sum, count] = [all.reduce((total, one) => total + one.bytes, 0), all.length];
      for (const one of all) {
        if (sum <= bounds.bytes && count <= bounds.entries) break;
        if (one.key === key) continue;
        await archive.delete(one.key);
        sum -= one.bytes;
        count -= 1;
      }
    })
    .catch(() => undefined);
}

/** The first day of the window of a collection, as the last pull said; absent before the first. */
export const edgeOfWindow = async (db: WorkspaceDb): Promise<string | undefined> =>
  (await db.local.pulls.get('schedule_weeks'))?.edge;
