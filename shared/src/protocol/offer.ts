import { pushRequestSchema, type PushRow } from './push.ts';

/**
 * `POST /sync/offer`: what a device still holds of that which the server lost when it was set back to a backup. Rows
 * and answer are as in a push, one transaction; an offer that cannot be taken goes to quarantine and comes back in
 * `rejected`, with the state to go back to.
 */
export interface OfferRow extends PushRow {
  /** The smallest counter of the epochs that the device missed: how far both share one history. */
  readonly counter: number;
  /** What the server had acknowledged, as it was; otherwise it holds changes that were never acknowledged. */
  readonly clean: boolean;
}

export interface OfferRequest {
  readonly epoch: string;
  readonly rows: readonly OfferRow[];
}

export const offerRequestSchema = pushRequestSchema;
