import { doneAt } from 'shared/history/changes.ts';
import { MAX_AUDIT_LIMIT, type AuditAnswer, type AuditEntry } from 'shared/protocol/audit.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { JournalEntry, KeptStory } from '../db/local-tables.ts';
import { withStorage } from '../db/storage-errors.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { ApiProblem, type Api } from './api.ts';
import { journalOf, journalSince, recordKey, wholeJournal } from './journal.ts';

interface RecordId {
  readonly collection: CollectionName;
  readonly documentId: string;
}

/** One change in a record's story. */
export interface Told extends AuditEntry {
  /** Done on this device; the server does not know it yet. */
  readonly notSent?: true;
}

/** A record's story, newest first. */
export interface RecordStory {
  readonly entries: readonly Told[];
  /** Whether it goes back to the record's beginning. */
  readonly isWhole: boolean;
  /**
   * The server's log as of now; or what this device knows: the log as it was read at `readAt`, where it was, and
   * what this device wrote and saw come since `since`.
   */
  readonly from:
    | { readonly kind: 'server'; readonly next?: number }
    | { readonly kind: 'device'; readonly since?: string; readonly readAt?: string };
}

const PAGE = 100;
/** Stories that are kept; those that were read the longest ago go first. */
const MOST_STORIES = 200;

/** The server answered and would not: that is no lack of a line. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code !== 'login_required' && error.status < 500;

/** H16: reads one record's story from the server, or, without a line, from what is on this device. */
export async function readStory(
  db: WorkspaceDb,
  api: Pick<Api, 'get'>,
  ref: RecordId,
  now: string,
  before?: number,
): Promise<RecordStory> {
  const query = new URLSearchParams({
    collection: ref.collection,
    documentId: ref.documentId,
    limit: String(PAGE),
    ...(before !== undefined && { before: String(before) }),
  });
  let answer: AuditAnswer;
  try {
    answer = await api.get<AuditAnswer>(`/audit?${query}`);
  } catch (error) {
    if (isRefusal(error)) throw error;
    return storyHere(db, ref);
  }
  const isWhole = answer.next === undefined;
  if (before === undefined) await keepStory(db, ref, { readAt: now, entries: answer.entries, isWhole });
  const unsent = before === undefined ? await notSent(db, ref) : [];
  return {
    entries: [...unsent, ...answer.entries],
    isWhole,
    from: { kind: 'server', ...(answer.next !== undefined && { next: answer.next }) },
  };
}

async function keepStory(
  db: WorkspaceDb,
  { collection, documentId }: RecordId,
  story: Omit<KeptStory, 'record'>,
): Promise<void> {
  const { stories } = db.local;
  await withStorage(async () => {
    await stories.put({ record: recordKey(collection, documentId), ...story });
    const many = await stories.count();
    if (many > MOST_STORIES)
      await stories.bulkDelete(
        await stories
          .orderBy('readAt')
          .limit(many - MOST_STORIES)
          .primaryKeys(),
      );
  }).catch(() => undefined);
}

const revOf = (entry: JournalEntry['entry']): unknown => entry.after?.['rev'];

/** Laid above everything that the log numbers. */
const toldOf = ({ seq = 0, entry }: JournalEntry, isUnsent: boolean): Told => ({
  ...entry,
  seq: Number.MAX_SAFE_INTEGER / 2 + seq,
  ...(isUnsent && { notSent: true as const }),
});

/** When the state was written that the server acknowledged last: later edits of this device are not there yet. */
async function unsentSince(
  db: WorkspaceDb,
  { collection, documentId }: RecordId,
): Promise<string | undefined> {
  const [held] = await db.store(collection).read([documentId]);
  if (held === undefined || !('base' in held.record)) return undefined;
  return held.record.base?.updatedAt ?? '';
}

/** Edits of this device that wait to be sent, newest first. */
async function notSent(db: WorkspaceDb, ref: RecordId): Promise<readonly Told[]> {
  const since = await unsentSince(db, ref);
  if (since === undefined) return [];
  const entries = await journalOf(db, recordKey(ref.collection, ref.documentId));
  return entries
    .filter(({ source, entry }) => source === 'here' && entry.at > since)
    .map((entry) => toldOf(entry, true));
}

/** What this device knows: the log as last read, and above it what it wrote and saw come since. */
async function storyHere(db: WorkspaceDb, ref: RecordId): Promise<RecordStory> {
  const record = recordKey(ref.collection, ref.documentId);
  const kept = await db.local.stories.get(record);
  const revs = new Set(kept?.entries.map(revOf));
  const oldest = kept?.entries.at(-1)?.at;
  const unsent = await unsentSince(db, ref);
  const since = await journalSince(db);
  const journal = (await journalOf(db, record)).flatMap((one) => {
    const { source, heardAt, entry } = one;
    const isUnsent = source === 'here' && unsent !== undefined && entry.at > unsent;
    const isInLog =
      kept !== undefined &&
      (revs.has(revOf(entry)) ||
        (source === 'here' ? heardAt < kept.readAt : oldest !== undefined && entry.at < oldest));
    return isUnsent || !isInLog ? [toldOf(one, isUnsent)] : [];
  });
  const isMadeHere = journal.at(-1)?.operation === 'create';
  return {
    entries: [...journal, ...(kept?.entries ?? [])],
    isWhole: kept?.isWhole ?? isMadeHere,
    from: {
      kind: 'device',
      ...(since !== undefined && { since }),
      ...(kept && { readAt: kept.readAt }),
    },
  };
}

/** All that anybody did since a moment: from the server, or, without a line, what this device saw of it. */
export interface Log {
  readonly entries: readonly AuditEntry[];
  /** Absent: the server's whole log back to that moment. Otherwise this device's, which leaves nothing out since then. */
  readonly hereSince?: string;
}

/** Writes of one moment may be numbered a little out of the order of their times. */
const OUT_OF_ORDER_MS = 5 * 60_000;

/** H17: the log back to `from`, page by page; `onProgress` hears how many entries were read and how far back they go. */
export async function readLog(
  db: WorkspaceDb,
  api: Pick<Api, 'get'>,
  from: string,
  {
    onProgress = () => undefined,
    signal,
  }: { readonly onProgress?: (read: number, backTo: string) => void; readonly signal?: AbortSignal } = {},
): Promise<Log> {
  const until = new Date(Date.parse(from) - OUT_OF_ORDER_MS).toISOString();
  const entries: AuditEntry[] = [];
  try {
    for (let before: number | undefined; ;) {
      signal?.throwIfAborted();
      const query = new URLSearchParams({
        limit: String(MAX_AUDIT_LIMIT),
        ...(before !== undefined && { before: String(before) }),
      });
      const answer = await api.get<AuditAnswer>(`/audit?${query}`);
      entries.push(...answer.entries);
      const last = answer.entries.at(-1);
      if (last) onProgress(entries.length, last.at);
      before = answer.next;
      if (before === undefined || (last !== undefined && last.at < until)) break;
    }
    return { entries: entries.filter(({ at }) => at >= until) };
  } catch (error) {
    if (isRefusal(error) || signal?.aborted === true) throw error;
    const journal = (await wholeJournal(db)).filter((entry) => doneAt(entry) >= from);
    return { entries: journal, hereSince: (await journalSince(db)) ?? '' };
  }
}
