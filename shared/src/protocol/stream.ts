import { COLLECTION_NAMES, type CollectionName } from '../schema/collections.ts';
import type { AsOf } from './document.ts';
import type { PresenceNews } from './presence.ts';

/**
 * `GET /sync/stream`: hints, sent as server-sent events with the name in `event:` and the rest as JSON in `data:`.
 * Never documents or checkpoints: a missed event could then be stepped over.
 */
export type StreamEvent =
  /** First of all: what was pulled at its collection's newest write or later needs no pull. */
  | { readonly event: 'hello'; readonly data: Hello }
  | { readonly event: 'poke'; readonly data: Poke }
  /** Everybody who is there, as soon as the listener is; afterwards what changes. */
  | { readonly event: 'presence'; readonly data: PresenceNews }
  /** Last of all: this node is stopping. Each device is told another pause, so that they do not all come at once. */
  | { readonly event: 'bye'; readonly data: { readonly retryMs: number } };

export interface Hello {
  readonly asOf: AsOf;
  /** This stream, for saying where its tab is: `POST /sync/presence`. */
  readonly stream: string;
  readonly newest: Newest;
  /** What removed members' devices handed over and no administrator has decided about; absent for everybody else. */
  readonly quarantined?: number;
}

/**
 * The counter at which each collection may last have changed for this person, never one too low. `reviews` counts by
 * the reviews' own `seq`, 0 where there are none.
 */
export type Newest = Readonly<Record<PokedCollection, number>>;

export interface Poke {
  readonly collections: readonly PokedCollection[];
  readonly asOf: AsOf;
}

/** `reviews`: what waits for an eye has changed, or what waits in quarantine. */
export const POKED_COLLECTIONS = [...COLLECTION_NAMES, 'reviews'] as const;
export type PokedCollection = CollectionName | 'reviews';

/** A comment line comes this often; a stream that is silent for three of them is dead. */
export const HEARTBEAT_MS = 15_000;
