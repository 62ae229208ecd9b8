import { changedUnits, sameValue, shapeOf } from 'shared/merge/units.ts';
import type { AuditEntry, AuditOperation } from 'shared/protocol/audit.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { JournalEntry } from '../db/local-tables.ts';
import type { DeviceRecord } from '../db/record.ts';
import { withStorage } from '../db/storage-errors.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import type { Turn } from './transition.ts';

/**
 * What this device itself wrote, and what it saw others change of what it held: the history that is there without a
 * line. It is bounded, and knows since when it leaves nothing out.
 */

/** The entries that are kept; the oldest go first. */
const MOST = 3_000;
/** Pruned so many at once: counting is cheap, deleting is not. */
const SLACK = 500;
/** A page that changes more than this is a tablet's return after weeks: it is taken in whole, and history begins anew. */
const MOST_OF_A_PAGE = 500;

const SINCE = 'journalSince';

export const recordKey = (collection: CollectionName, id: string): string => `${collection}/${id}`;

const live = (record: DeviceRecord): WireDocument | undefined =>
  'document' in record && record.document._deleted !== true ? record.document : undefined;

type Fields = Readonly<Record<string, unknown>>;

/** The fields in which two states differ, as the log says them: null for what is not set. */
function differing(was: WireDocument, is: WireDocument): { before: Fields; after: Fields } {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (field) => !sameValue(was[field], is[field]),
  );
  const pick = (document: WireDocument): Fields =>
    Object.fromEntries(names.map((field) => [field, document[field] ?? null]));
  return { before: pick(was), after: pick(is) };
}

interface Deed {
  readonly operation: AuditOperation;
  readonly before?: Fields;
  readonly after: Fields;
}

function deedOf(was: WireDocument | undefined, is: WireDocument | undefined, next: DeviceRecord): Deed {
  if (was && is) return { operation: 'update', ...differing(was, is) };
  // What is deleted leaves the device: the journal holds all that it said.
  if (was) return { operation: 'delete', before: { ...was }, after: { _deleted: true, ...nameOf(next) } };
  return { operation: 'create', after: { ...is } };
}

/** Name, time and author of a state. */
function nameOf(record: DeviceRecord): Fields {
  const named = record.kind === 'left' ? record.deletion : 'document' in record ? record.document : undefined;
  return named ? { rev: named.rev, updatedAt: named.updatedAt, updatedBy: named.updatedBy } : {};
}

const entryOf = (
  collection: CollectionName,
  documentId: string,
  deed: Deed,
  { actor, at }: { readonly actor: string | undefined; readonly at: string },
): JournalEntry['entry'] => ({
  at,
  ...(actor !== undefined && { actor }),
  collection,
  documentId,
  ...deed,
});

/** H13: an edit of this device's own, at the time of its writing. */
export function writtenHere(
  collection: CollectionName,
  was: DeviceRecord,
  is: DeviceRecord,
  { actor, at }: { readonly actor: string; readonly at: string },
): JournalEntry {
  const shown = live(is);
  const deed = deedOf(live(was), shown, is);
  return {
    record: recordKey(collection, is.id),
    heardAt: at,
    source: 'here',
    entry: entryOf(collection, is.id, deed, { actor, at: shown?.updatedAt ?? at }),
  };
}

/** H14: what a page or an answer changed of what was held, under its last author's name; its own echo is no change. */
export function heardFrom(
  collection: CollectionName,
  { was, is }: Turn,
  isListing: boolean,
): JournalEntry['entry'] | undefined {
  const before = live(was);
  const after = live(is);
  // Leaving the window is no change of a record, and neither is a first pull.
  if (after === undefined && !(is.kind === 'left' && is.deletion)) return undefined;
  if (before === undefined && (after === undefined || isListing || was.kind !== 'absent')) return undefined;
  if (before && after && before.rev === after.rev) return undefined;
  if (before && after && changedUnits(shapeOf(collection), before, after).length === 0) return undefined;
  const name = nameOf(is);
  const at = name['updatedAt'];
  const by = name['updatedBy'];
  if (typeof at !== 'string') return undefined;
  const deed = deedOf(before, after, is);
  // The server would not have this device's edit: nobody wrote the old state anew.
  if ('base' in was && was.base !== null && was.base.rev === name['rev'])
    return entryOf(collection, is.id, deed, { actor: undefined, at: was.document.updatedAt });
  return entryOf(collection, is.id, deed, { actor: typeof by === 'string' ? by : undefined, at });
}

/** Notes what came down the line. The exchange goes on without it: a full disk costs the history, not the data. */
export async function noteHeard(
  db: WorkspaceDb,
  collection: CollectionName,
  turns: readonly Turn[],
  { isListing = false }: { readonly isListing?: boolean } = {},
): Promise<void> {
  const heard = turns.flatMap((turn) => heardFrom(collection, turn, isListing) ?? []);
  if (heard.length === 0) return;
  const latest = heard.reduce((at, entry) => (entry.at > at ? entry.at : at), '');
  const entries = heard.map((entry) => ({
    record: recordKey(collection, entry.documentId),
    heardAt: latest,
    source: 'line' as const,
    entry,
  }));
  await withStorage(async () => {
    if (heard.length <= MOST_OF_A_PAGE) await noteInJournal(db, entries);
    else await db.local.facts.put({ name: SINCE, value: latest });
  }).catch(() => undefined);
}

export const noteInJournal = (db: WorkspaceDb, entries: readonly JournalEntry[]): Promise<void> =>
  db.local.transaction('rw', db.local.journal, db.local.facts, () => addToJournal(db, entries));

/** H15: in a transaction over journal and facts. What is pruned moves the day since when nothing is left out. */
export async function addToJournal(db: WorkspaceDb, entries: readonly JournalEntry[]): Promise<void> {
  const { journal, facts } = db.local;
  if (entries.length === 0) return;
  await journal.bulkAdd([...entries]);
  if ((await journal.count()) <= MOST + SLACK) return;
  const ordered = await journal.orderBy('seq').primaryKeys();
  const kept = ordered[ordered.length - MOST];
  if (kept === undefined) return;
  await journal.where('seq').below(kept).delete();
  const oldest = await journal.get(kept);
  if (oldest) await facts.put({ name: SINCE, value: oldest.heardAt });
}

/** Called after the first whole exchange: from then on nothing that reaches this device goes unnoted. */
export async function beginJournal(db: WorkspaceDb, at: string): Promise<void> {
  if ((await db.local.facts.get(SINCE)) === undefined) await db.local.facts.put({ name: SINCE, value: at });
}

/** Since when the journal leaves nothing out that this device knew of; undefined before its first exchange. */
export async function journalSince(db: WorkspaceDb): Promise<string | undefined> {
  const since = (await db.local.facts.get(SINCE))?.value;
  return typeof since === 'string' ? since : undefined;
}

/** The journal's entries of one record, newest first, in the form of the log. */
export async function journalOf(db: WorkspaceDb, record: string): Promise<readonly JournalEntry[]> {
  const entries = await db.local.journal.where('record').equals(record).toArray();
  return entries.toSorted((a, b) => (b.seq ?? 0) - (a.seq ?? 0));
}

/** Everything in the journal as a log, for asking what a person did. */
export async function wholeJournal(db: WorkspaceDb): Promise<readonly AuditEntry[]> {
  const entries = await db.local.journal.orderBy('seq').toArray();
  return entries.map(({ seq = 0, entry }) => ({ seq, ...entry }));
}
