import type { TransitionTable } from '../../client/src/sync/document.ts';

/** What a test can switch on to prove that the model would notice it. */
export interface Planted {
  readonly table?: TransitionTable;
  readonly checkpointBeforePage?: boolean;
  readonly noSweep?: boolean;
  readonly noEviction?: boolean;
  readonly noAttention?: boolean;
  readonly newestInPlaceOfSent?: boolean;
  readonly liveFromLastPage?: boolean;
  /** The counter is read when the rows were read already. */
  readonly asOfOutsideSnapshot?: boolean;
  readonly phaseOfToday?: boolean;
  readonly liveFiltered?: boolean;
  readonly noTombstones?: boolean;
  /** A page begins with the row that the one before it ended with. */
  readonly fromLastRow?: boolean;
  readonly evictByDeviceClock?: boolean;
  /** A page is decided on what the device held when it asked. */
  readonly noCompareAndSet?: boolean;
}

/** A broken promise, by its id. */
export class Broken extends Error {
  readonly promise: string;
  constructor(promise: string, detail: string) {
    super(`${promise}: ${detail}`);
    this.promise = promise;
  }
}

/** How often each fault really happened: a run that never lost an answer proves nothing about lost answers. */
export const FAULTS = [
  'dropped',
  'duplicated',
  'reordered',
  'restarted',
  'clock moved',
  'day moved',
  'started over',
  'merged',
  'rejected',
  'crashed in a page',
  'recreated',
] as const;
export type Fault = (typeof FAULTS)[number];
