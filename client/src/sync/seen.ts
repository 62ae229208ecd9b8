import type { AsOf } from 'shared/protocol/document.ts';
import type { SetBack } from '../db/local-tables.ts';

/**
 * A page of another epoch than what was seen is of a later one: pages are dropped that do not belong to the epoch of
 * the stored pull, and a device never goes back to one.
 */
export const isNewer = (a: AsOf, b: AsOf | undefined): boolean =>
  b === undefined || a.epoch !== b.epoch || a.counter > b.counter;

export const isOlder = (a: AsOf, b: AsOf | undefined): boolean =>
  b !== undefined && a.epoch === b.epoch && a.counter < b.counter;

/** An answer says nothing about a document of which something newer, or another epoch, was seen since. */
export const isOutdated = (asOf: AsOf, seen: AsOf | undefined): boolean =>
  seen !== undefined && (asOf.epoch !== seen.epoch || asOf.counter < seen.counter);

export const later = (a: AsOf, b: AsOf | undefined): AsOf => (b === undefined || isNewer(a, b) ? a : b);

/** Seen before the server was set back, whatever became of it since. */
export const isForeign = (seen: AsOf | undefined, setBack: SetBack | undefined): boolean =>
  seen !== undefined && setBack !== undefined && seen.epoch !== setBack.epoch;

/** Whether the server that was set back can know nothing of what was seen then. */
export const isLost = (seen: AsOf | undefined, setBack: SetBack | undefined): boolean =>
  seen !== undefined && setBack !== undefined && isForeign(seen, setBack) && seen.counter > setBack.counter;
