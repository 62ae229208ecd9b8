import { belongs, editsOf, planSession, type SessionAsk, type SessionPlan } from 'shared/history/session.ts';
import type { AuditEntry } from 'shared/protocol/audit.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import { readDoc } from '../../db/live.ts';
import { readLog, readStory } from '../../sync/history.ts';
import { recordKey } from '../../sync/journal.ts';
import { shownDocument } from '../../sync/decide.ts';
import type { Workspace } from '../../sync/workspace.tsx';
import { readWriteRights } from '../../sync/write-rights.ts';

export interface Looked {
  readonly plan: SessionPlan;
  /** The line was out of reach: only what this device knows, which leaves nothing out since then; empty: of nothing. */
  readonly hereSince?: string;
}

export interface Looking {
  readonly onProgress: (read: number, backTo: string) => void;
  readonly signal: AbortSignal;
}

/** Reads the log back to the beginning and plans what undoing that session would do. Nothing is written. */
export async function lookAt(workspace: Workspace, ask: SessionAsk, looking: Looking): Promise<Looked> {
  const { db, api, user, clock } = workspace;
  const { entries, hereSince } = await readLog(db, api, ask.from, looking);
  const ofSession = entries.filter(belongs(ask));
  const [documents, stories, rights] = await Promise.all([
    readCurrent(workspace, ofSession),
    readDeleted(workspace, ofSession),
    readWriteRights(db, user),
  ]);
  const plan = planSession(ask, entries, {
    current: (collection, id) => documents.get(recordKey(collection, id)),
    story: (collection, id) => stories.get(recordKey(collection, id)),
    mayWrite: (collection, change) => rights({ collection, ...change }) === undefined,
    act: { by: user.id, at: clock.nowInstant() },
  });
  return { plan, ...(hereSince !== undefined && { hereSince }) };
}

const NAMES = 500;

/** What this device holds now of each record that the session touched. */
async function readCurrent(
  { db }: Workspace,
  entries: readonly AuditEntry[],
): Promise<ReadonlyMap<string, WireDocument>> {
  const found = new Map<string, WireDocument>();
  for (const [collection, ofIt] of Map.groupBy(entries, (entry) => entry.collection)) {
    const ids = [...new Set(ofIt.map(({ documentId }) => documentId))];
    for (let at = 0; at < ids.length; at += NAMES)
      for (const { record } of await db.store(collection).read(ids.slice(at, at + NAMES))) {
        const document = shownDocument(record);
        if (document) found.set(recordKey(collection, record.id), document);
      }
  }
  return found;
}

/** Only deleted records need their whole story: what they held has left this device. */
async function readDeleted(
  { db, api, clock }: Workspace,
  entries: readonly AuditEntry[],
): Promise<ReadonlyMap<string, readonly AuditEntry[]>> {
  const stories = new Map<string, readonly AuditEntry[]>();
  const deleted = new Map(
    entries
      .filter(({ operation }) => operation === 'delete')
      .map((entry) => [recordKey(entry.collection, entry.documentId), entry]),
  );
  for (const [key, { collection, documentId }] of deleted) {
    if ((await readDoc(db, collection, documentId)) !== undefined) continue;
    const { entries: story } = await readStory(db, api, { collection, documentId }, clock.nowInstant());
    stories.set(key, story);
  }
  return stories;
}

export interface Undone {
  readonly changes: number;
  /** Records that somebody changed between the look and the step. */
  readonly kept: number;
}

/** Writes what is ticked as one step, which one undo takes back. */
export async function undoSession(
  { saveAll, sync }: Workspace,
  label: string,
  plan: SessionPlan,
  chosen: ReadonlySet<string>,
  onProgress: (done: number, all: number) => void,
): Promise<Undone> {
  const kept = new Set<string>();
  const edits = editsOf(plan, chosen, ({ collection, documentId }) =>
    kept.add(recordKey(collection, documentId)),
  );
  await saveAll(label, edits, {
    mark: 'undo',
    onProgress: (done) => onProgress(done, edits.length),
  });
  sync.checkNow();
  return { changes: chosen.size, kept: kept.size };
}
