import type { QuarantineItem } from 'shared/protocol/quarantine.ts';
import type { Database } from '../../db/database.ts';
import type { Scope, Tx } from '../../db/scope.ts';
import type { Hub } from '../../plugins/hub.ts';

/** One state of one record. */
export interface GivenState {
  readonly collection: string;
  readonly id: string;
  readonly rev: string;
}

/** What the sync calls are made of. */
export interface SyncDeps {
  readonly database: Database;
  readonly secretKey: string;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** Where devices hear of what was written. */
  readonly hub: Hub;
  /** Puts what an offer could not be taken for before the administrators, in the transaction of the offer. */
  readonly quarantine: (tx: Tx, scope: Scope, items: readonly QuarantineItem[]) => Promise<void>;
  /** Takes from before them what an offer was taken for after all. */
  readonly given: (tx: Tx, states: readonly GivenState[]) => Promise<void>;
  /** How much of that waits for whoever asks; undefined for those who do not decide about it. */
  readonly countQuarantined: (tx: Tx) => Promise<number | undefined>;
}
