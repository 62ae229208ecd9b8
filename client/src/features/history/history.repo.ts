import type { Put } from 'shared/history/restore.ts';
import { fieldsWith } from 'shared/history/restore.ts';
import { setUnit, shapeOf } from 'shared/merge/units.ts';
import type { AuditEntry } from 'shared/protocol/audit.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import { readDocs } from '../../db/live.ts';
import { readStory, type RecordStory } from '../../sync/history.ts';
import type { RecordRef } from '../../sync/record-words.ts';
import { readWriteRights } from '../../sync/write-rights.ts';
import type { Workspace } from '../../sync/workspace.tsx';
import type { Edit } from '../../sync/write.ts';

export const readRecordStory = (
  { db, api, clock }: Workspace,
  { collection, documentId }: RecordRef,
  before?: number,
): Promise<RecordStory> => readStory(db, api, { collection, documentId }, clock.nowInstant(), before);

/** Whether a record was only taken out for looking: nothing of it is put back. */
export const isOldRecord = ({ db }: Workspace, { collection }: RecordRef, current: WireDocument): boolean =>
  db.shelf.isOld(collection, current);

/** What a restore does: sets units of a record that is here, or makes one again that is not. */
export type Restore =
  | { readonly kind: 'units'; readonly ref: RecordRef; readonly puts: readonly Put[] }
  | { readonly kind: 'whole'; readonly ref: RecordRef; readonly content: Readonly<Record<string, unknown>> };

const plainEdit = (
  { collection, documentId: id }: RecordRef,
  change: (current: WireDocument | undefined) => Record<string, unknown> | undefined,
): Edit => ({ collection, id, change });

function editOf(restore: Restore, onKept: () => void): Edit {
  const { ref } = restore;
  if (restore.kind === 'whole')
    return plainEdit(ref, (current) => {
      if (current === undefined) return { ...restore.content };
      onKept();
      return {};
    });
  return plainEdit(ref, (current) => {
    if (current !== undefined) return fieldsWith(ref.collection, current, restore.puts, onKept);
    onKept();
    return undefined;
  });
}

/** One step, undone by one undo. Answers how many units were left alone, since they say something newer by now. */
export async function carryOut(
  { saveAll, sync }: Workspace,
  label: string,
  restores: readonly Restore[],
): Promise<number> {
  let kept = 0;
  await saveAll(
    label,
    restores.map((restore) => editOf(restore, () => (kept += 1))),
    { mark: 'restore' },
  );
  sync.checkNow();
  return kept;
}

/** Why this person may not do it, in words. */
export async function whyNotRestore(
  { db, user, clock }: Workspace,
  restore: Restore,
  current: WireDocument | undefined,
): Promise<string | undefined> {
  const rights = await readWriteRights(db, user);
  const { collection, documentId } = restore.ref;
  const named = { id: documentId, rev: '', updatedAt: clock.nowInstant(), updatedBy: user.id };
  if (restore.kind === 'whole' || current === undefined) {
    const content = restore.kind === 'whole' ? restore.content : {};
    return rights({
      collection,
      before: null,
      after: { ...content, ...named },
      changed: Object.keys(content),
    });
  }
  let after: WireDocument = current;
  for (const { unit, put } of restore.puts) after = setUnit(shapeOf(collection), after, unit, put);
  return rights({
    collection,
    before: current,
    after: { ...after, ...named },
    changed: restore.puts.map(({ unit }) => unit),
  });
}

/** Whoever cancels a pour strikes its log shortly before or afterwards. ms */
const WITH_IT_MS = 60 * 60_000;

/** What was struck of a pour's log by the one who ended it, about then: it comes back with the pour. */
export async function struckWith(
  { db }: Workspace,
  pourId: string,
  ending: AuditEntry,
): Promise<readonly Restore[]> {
  const from = new Date(Date.parse(ending.at) - WITH_IT_MS).toISOString();
  const [loads, events] = await Promise.all([
    readDocs(db, 'loads', { pourId: { $eq: pourId } }),
    readDocs(db, 'pour_events', { pourId: { $eq: pourId } }),
  ]);
  return [
    ...loads.map((load) => ({ collection: 'loads' as const, document: load })),
    ...events.map((event) => ({ collection: 'pour_events' as const, document: event })),
  ].flatMap(({ collection, document }) => {
    const struck = document.void;
    if (struck === undefined || struck.by !== ending.actor || struck.at < from) return [];
    return [
      {
        kind: 'units' as const,
        ref: { collection, documentId: document.id },
        puts: [{ unit: 'void', now: struck, put: undefined }],
      },
    ];
  });
}
