import type { CollectionName } from '../schema/collections.ts';

/** A value that lost a merge and waits for an eye. An absent value means "not set". */
export interface Review {
  readonly id: string;
  /** Place in the order in which reviews appeared and were settled: what `after` takes. */
  readonly seq: number;
  readonly collection: CollectionName;
  readonly documentId: string;
  /** A merge unit, or `_deleted` for a deletion that was overruled. */
  readonly unit: string;
  readonly lost?: unknown;
  readonly lostBy: string;
  readonly lostAt: string;
  readonly kept?: unknown;
  readonly keptBy: string;
  readonly keptAt: string;
  /** When the two met on the server. */
  readonly at: string;
  /** Absent while it waits. */
  readonly settled?: { readonly by: string; readonly at: string; readonly how: 'taken' | 'settled' };
}

/** `GET /reviews?after=`: those of the caller that are newer than `after`, settled ones too, in the order of `seq`. */
export interface ReviewsAnswer {
  readonly reviews: readonly Review[];
  /** For the next `after`. */
  readonly seq: number;
  readonly more: boolean;
  /** As in `hello`: entries of the quarantine that wait, for administrators alone. */
  readonly quarantined?: number;
}

/** `POST /reviews/:id/take` and `/settle`. */
export interface ReviewAnswer {
  readonly review: Review;
}

export const reviewsQuerySchema = {
  type: 'object',
  properties: { after: { type: 'string', pattern: '^[0-9]{1,15}$' } },
  additionalProperties: false,
} as const;

export const reviewParamsSchema = {
  type: 'object',
  properties: { id: { type: 'string', maxLength: 64 } },
  required: ['id'],
  additionalProperties: false,
} as const;
