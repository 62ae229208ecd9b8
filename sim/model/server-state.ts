import type { StoredStamps } from 'shared/merge/stamps.ts';
import type { Memory } from 'shared/merge/verdict.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { Restore } from 'shared/protocol/restored.ts';
import { migrateFields, type Modelled } from './units.ts';

export interface Row {
  readonly collection: Modelled;
  readonly document: WireDocument;
  readonly stamps: StoredStamps;
  readonly seq: number;
  /** The first request that can see it: its own, unless a bug is planted. */
  readonly visibleFrom: number;
}

/** A value that lost a merge. */
interface Lost {
  readonly collection: Modelled;
  readonly id: string;
  readonly unit: string;
  readonly rev: string;
  readonly value: unknown;
}

/** Everything that a backup of the database holds. */
export interface ServerState {
  readonly rows: Map<string, Row>;
  readonly memory: Map<string, { readonly memory: Memory; readonly counter: number }>;
  readonly audit: { readonly key: string; readonly seq: number; readonly rev: string }[];
  readonly lost: Lost[];
  /** How often each pushed state was written. */
  readonly writes: Map<string, number>;
  /** Deletions that were given back where there is no row. */
  readonly deletions: Map<string, { readonly document: WireDocument; readonly counter: number }>;
  /** What nobody but an administrator can take. */
  readonly quarantine: { readonly collection: Modelled; readonly document: WireDocument }[];
  counter: number;
  horizon: number;
  epoch: string;
  restores: readonly Restore[];
}

export const emptyState = (epoch: string): ServerState => ({
  rows: new Map(),
  memory: new Map(),
  audit: [],
  lost: [],
  writes: new Map(),
  deletions: new Map(),
  quarantine: [],
  counter: 0,
  horizon: 0,
  epoch,
  restores: [],
});

/** A copy that later changes do not reach. */
export const copyOf = (state: ServerState): ServerState => ({
  ...state,
  rows: new Map(state.rows),
  memory: new Map(state.memory),
  audit: [...state.audit],
  lost: [...state.lost],
  writes: new Map(state.writes),
  deletions: new Map(state.deletions),
  quarantine: [...state.quarantine],
});

export const keyOf = (collection: Modelled, id: string): string => `${collection}/${id}`;

/** The state of a backup as it goes on under another epoch; it knows along which restores it came. */
export function restoredFrom(backup: ServerState, epoch: string): ServerState {
  const { counter } = backup;
  return { ...copyOf(backup), epoch, restores: [...backup.restores, { epoch: backup.epoch, counter }] };
}

/** Verdicts up to a counter go; with the tombstones of that time, unless a bug is planted. */
export function forgetUpTo(state: ServerState, horizon: number, keepsTombstones: boolean): void {
  for (const [name, { counter }] of state.memory) if (counter <= horizon) state.memory.delete(name);
  if (keepsTombstones) return;
  for (const [key, { counter }] of state.deletions) if (counter <= horizon) state.deletions.delete(key);
  for (const [key, { document, seq }] of state.rows)
    if (document._deleted === true && seq <= horizon) state.rows.delete(key);
  state.horizon = horizon;
}

/** A release that calls a field otherwise: rows are rewritten where they are, and keep their rev. */
export function renameFields(state: ServerState): void {
  for (const [key, row] of state.rows) {
    const { note, ...stamps } = row.stamps;
    const isRenamed = row.collection === 'absences' && note !== undefined;
    state.rows.set(key, {
      ...row,
      document: migrateFields(row.collection, { ...row.document }) as WireDocument,
      stamps: isRenamed ? { ...stamps, remark: note } : row.stamps,
    });
  }
}
