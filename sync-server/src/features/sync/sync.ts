import type { Database } from '../../db/database.ts';
import type { Hub } from '../../plugins/hub.ts';

/** What the sync calls are made of. */
export interface SyncDeps {
  readonly database: Database;
  readonly secretKey: string;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** Where devices hear of what was written. */
  readonly hub: Hub;
}
