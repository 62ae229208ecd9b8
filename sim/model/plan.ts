import type { TransitionTable } from '../../client/src/sync/document.ts';

/** A broken promise, by its id. */
export class Broken extends Error {
  readonly promise: string;
  constructor(promise: string, detail: string) {
    super(`${promise}: ${detail}`);
    this.promise = promise;
  }
}

/** Mistakes that a test switches on to prove that the model would notice them; each is explained in `planted.ts`. */
export interface Planted {
  /** Cells of the device's table of transitions, in place of its own. */
  readonly table?: {
    readonly [K in keyof TransitionTable]?: Partial<TransitionTable[K]>;
  };
  readonly device?: DeviceBug;
  readonly server?: ServerBug;
}

export type DeviceBug =
  | 'checkpoint before page'
  | 'no attention'
  | 'evict by device clock'
  | 'no compare-and-set'
  | 'whole form saved'
  | 'migration forgets sent'
  | 'migration forgets attention';

export type ServerBug =
  | 'double apply'
  | 'ack before commit'
  | 'on conflict do nothing'
  | 'cursor by updatedAt'
  | 'plain sequence'
  | 'from last row'
  | 'no tombstones'
  | 'live from last page'
  | 'asOf outside snapshot'
  | 'phase of today'
  | 'live filtered'
  | 'verdicts forgotten first'
  | 'permission on what was sent'
  | 'losers not kept'
  | 'restore keeps epoch';
