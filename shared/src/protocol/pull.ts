import type { AsOf, WireDocument } from './document.ts';

/** `GET /sync/:collection/pull`. The checkpoint is opaque to the client: it sends back the last one, JSON-encoded. */
export interface PullQuery {
  readonly checkpoint?: string;
  /** The device's; absent only on one that never synced. */
  readonly epoch?: string;
  /** 1 to 5000. */
  readonly limit?: string;
  readonly digest?: '0' | '1';
}

export const CHECKPOINT_PHASES = ['near', 'rest', 'live'] as const;
export type CheckpointPhase = (typeof CHECKPOINT_PHASES)[number];

/** Signed; a client reads `id` (which pull this is), `start` and `phase`, and changes nothing. */
export interface Checkpoint {
  /** The place in the order up to which this phase was read. */
  readonly seq: number;
  /** The counter at which the pull from the start began: live begins here. */
  readonly start: number;
  readonly epoch: string;
  readonly phase: CheckpointPhase;
  /** The server's day when the pull from the start began. */
  readonly day: string;
  /** Drawn at random when a pull from the start begins. */
  readonly id: string;
  readonly signature: string;
}

/** Over (id, rev) of what is not deleted and inside the edge, in the snapshot of the last page. */
export interface Digest {
  readonly count: number;
  /** SHA-256 in hex of the lines of `digestText`. */
  readonly hash: string;
}

export interface PullAnswer {
  readonly documents: readonly WireDocument[];
  readonly checkpoint: Checkpoint;
  readonly asOf: AsOf;
  /** The first day of the window. */
  readonly edge: string;
  readonly more: boolean;
  readonly digest?: Digest;
}

export const MAX_PULL_LIMIT = 5000;
export const DEFAULT_PULL_LIMIT = 2000;

export const pullQuerySchema = {
  type: 'object',
  properties: {
    checkpoint: { type: 'string', maxLength: 1000 },
    epoch: { type: 'string', minLength: 1, maxLength: 200 },
    limit: { type: 'string', pattern: '^[0-9]{1,6}$' },
    digest: { type: 'string', enum: ['0', '1'] },
  },
  additionalProperties: false,
} as const;

/** What the digest hashes: `<id> <rev>` a line, in the order of the ids' code units. */
export function digestText(documents: readonly Pick<WireDocument, 'id' | 'rev'>[]): string {
  return documents
    .map(({ id, rev }) => ({ id, line: `${id} ${rev}` }))
    .sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)))
    .map(({ line }) => line)
    .join('\n');
}
