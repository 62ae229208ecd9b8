import { COLLECTION_NAMES, type CollectionName } from '../schema/collections.ts';
import type { AsOf } from './document.ts';

/**
 * `GET /sync/stream`: hints, sent as server-sent events with the name in `event:` and the rest as JSON in `data:`.
 * Never documents or checkpoints: a missed event could then be stepped over.
 */
export type StreamEvent =
  /** First of all: nothing newer than what every collection was pulled at means that no pull is needed. */
  | { readonly event: 'hello'; readonly data: { readonly asOf: AsOf } }
  | { readonly event: 'poke'; readonly data: Poke };

export interface Poke {
  readonly collections: readonly PokedCollection[];
  readonly asOf: AsOf;
}

/** `reviews`: what waits for an eye has changed. */
export const POKED_COLLECTIONS = [...COLLECTION_NAMES, 'reviews'] as const;
export type PokedCollection = CollectionName | 'reviews';

/** A comment line comes this often; a stream that is silent for three of them is dead. */
export const HEARTBEAT_MS = 15_000;
