import type { AuditEntry } from '../protocol/audit.ts';
import type { CollectionName } from '../schema/collections.ts';
import { changesOf } from './changes.ts';

/** The session's last uninterrupted hold on one unit: what it found, what it left, and who wrote over that. */
export interface Run {
  readonly before: unknown;
  readonly after: unknown;
  readonly since?: AuditEntry;
}

/** What a session did to one record. */
export interface DocumentRuns {
  readonly collection: CollectionName;
  readonly documentId: string;
  readonly units: ReadonlyMap<string, Run>;
  /** Whether there was such a record before and after the session's hold on its existence; absent: it left that alone. */
  readonly existence?: { readonly before: boolean; readonly after: boolean };
  /** Somebody else deleted it afterwards. */
  readonly deletedSince: boolean;
  readonly erased: boolean;
  /** The last change of any unit by anybody else after the session first wrote it. */
  readonly touched?: AuditEntry;
}

const EXISTENCE: Readonly<Partial<Record<AuditEntry['operation'], { before: boolean; after: boolean }>>> = {
  create: { before: false, after: true },
  restore: { before: false, after: true },
  delete: { before: true, after: false },
};

/** Reads one record's entries, oldest first; undefined where the session did not write it. */
export function runsOf(
  entries: readonly AuditEntry[],
  isOfSession: (entry: AuditEntry) => boolean,
): DocumentRuns | undefined {
  const units = new Map<string, Run>();
  let begun: AuditEntry | undefined;
  let existence: DocumentRuns['existence'];
  let deletedSince = false;
  let erased = false;
  let touched: AuditEntry | undefined;
  for (const entry of entries) {
    const isMine = isOfSession(entry);
    if (isMine) begun ??= entry;
    if (begun === undefined) continue;
    const { operation } = entry;
    if (operation === 'purge') erased = true;
    const turn = EXISTENCE[operation];
    if (turn) {
      deletedSince = !isMine && operation === 'delete';
      existence = isMine ? { before: (existence ?? turn).before, after: turn.after } : undefined;
    }
    const changes = changesOf(entry);
    if (!isMine && changes.length > 0) touched = entry;
    for (const { unit, before, after } of changes) {
      const run = units.get(unit);
      if (isMine) units.set(unit, run && !run.since ? { before: run.before, after } : { before, after });
      else if (run) units.set(unit, { ...run, since: entry });
    }
  }
  if (begun === undefined) return undefined;
  const { collection, documentId } = begun;
  return {
    collection,
    documentId,
    units,
    deletedSince,
    erased,
    ...(existence && { existence }),
    ...(touched && { touched }),
  };
}
