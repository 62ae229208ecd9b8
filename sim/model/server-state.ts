import type { StoredStamps } from 'shared/merge/stamps.ts';
import type { Memory } from 'shared/merge/verdict.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { Restore } from 'shared/protocol/restored.ts';
import type { Modelled } from './units.ts';

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
  counter: 0,
  horizon: 0,
  epoch,
  restores: [],
});

export const keyOf = (collection: Modelled, id: string): string => `${collection}/${id}`;
