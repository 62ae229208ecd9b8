import type { WireDocument } from 'shared/protocol/document.ts';
import type { OfferRow } from 'shared/protocol/offer.ts';
import type { Restore } from 'shared/protocol/restored.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { SetBack } from '../db/local-tables.ts';
import type { DeviceRecord } from '../db/record.ts';

/**
 * A server that was restored from a backup, as decisions without any I/O. What a device has seen beyond the point to
 * which the server was set back may be held nowhere else: it stays, and is offered again.
 */

/** An epoch, and along which restores the database came to it; no line where the device never learned it. */
export interface KnownEpoch {
  readonly epoch: string;
  readonly line?: readonly Restore[] | undefined;
}

/** The counter up to which this device and the restored server share one history; 0 where that cannot be told. */
export function sharedCounter({ epoch, line }: KnownEpoch, restores: readonly Restore[]): number {
  const at = restores.findIndex((restore) => restore.epoch === epoch);
  if (at >= 0) return Math.min(...restores.slice(at).map(({ counter }) => counter));
  // The backup is older than this device's epoch: where did the two lines part?
  let shared = 0;
  for (const [n, mine] of (line ?? []).entries()) {
    const theirs = restores[n];
    if (theirs?.epoch !== mine.epoch) return shared;
    shared = Math.min(mine.counter, theirs.counter);
    if (mine.counter !== theirs.counter) return shared;
  }
  return shared;
}

/** What the device keeps of a restore until every collection was pulled anew and everything lost was given back. */
export interface Restoration extends SetBack {
  /** How the database came to this epoch: compared with the next restore's. */
  readonly line: readonly Restore[];
  /** The last moment that the server still knows of, where it could tell. */
  readonly to?: string;
  /** Everything was pulled anew, and nothing waits to be offered. */
  readonly isOver: boolean;
  /** How much the server has taken back, or was handed to an administrator. */
  readonly given: number;
  /** How much of it the server would not take from this person: an administrator decides; absent: nothing. */
  readonly handed?: number;
  /** How much still waits to be offered; absent until everything was pulled anew. */
  readonly left?: number;
  /** A person has read that it is over. */
  readonly isTold?: boolean;
}

/** A restore that came while another was not over yet: what either of them lost is lost. */
export function nextRestoration(
  known: string | undefined,
  stored: Restoration | undefined,
  { epoch, restores }: { readonly epoch: string; readonly restores: readonly Restore[] },
): Restoration {
  const line = stored?.epoch === known ? stored?.line : undefined;
  const shared = known === undefined ? 0 : sharedCounter({ epoch: known, line }, restores);
  const isUnderWay = stored !== undefined && !stored.isOver;
  const to = restores.at(-1)?.at;
  return {
    epoch,
    counter: isUnderWay ? Math.min(stored.counter, shared) : shared,
    line: restores,
    ...(to !== undefined && { to }),
    isOver: false,
    given: isUnderWay ? stored.given : 0,
    ...(isUnderWay && stored.handed !== undefined && { handed: stored.handed }),
  };
}

/** The state that an offer gives back, as it will be answered; nothing where nothing waits or `sent` is not stored. */
function offeredState(record: DeviceRecord): { document: WireDocument; isClean: boolean } | undefined {
  if (record.kind === 'absent' || record.offer !== true) return undefined;
  switch (record.kind) {
    case 'left':
      return (
        record.deletion && { document: { ...record.deletion, id: record.id, _deleted: true }, isClean: true }
      );
    case 'clean':
      return { document: record.document, isClean: true };
    case 'sent':
    case 'edited':
      return { document: record.sent.document, isClean: false };
    default:
      return undefined;
  }
}

/** The row that offers a record again; an unsent one has its state stored as `sent` first. */
export function offerOf(
  collection: CollectionName,
  record: DeviceRecord,
  { counter }: SetBack,
): OfferRow | undefined {
  const state = offeredState(record);
  if (state === undefined) return undefined;
  const { document, isClean } = state;
  if (record.kind !== 'sent' && record.kind !== 'edited')
    return { collection, base: null, document, counter, clean: isClean };
  const { stamps, sentAt } = record.sent;
  return {
    collection,
    base: record.base,
    document,
    stamps,
    ...(sentAt !== undefined && { sentAt }),
    counter,
    clean: isClean,
  };
}
