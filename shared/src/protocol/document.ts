import type { CollectionName, Documents } from '../schema/collections.ts';

/**
 * A document as it travels: its domain fields and these. The server adds none of its own, so a device that pulls
 * back what it pushed finds the same document.
 */
export interface WireDocument {
  readonly id: string;
  /** Made new by the writer for every write; 1–64 of `A-Za-z0-9._-`. */
  readonly rev: string;
  /** The device's clock, corrected by the server's. */
  readonly updatedAt: string;
  /** A user id; the sender's own. */
  readonly updatedBy: string;
  readonly _deleted?: boolean;
  readonly [field: string]: unknown;
}

/** What the counter said in the snapshot of an answer: compared by epoch, then by counter. */
export interface AsOf {
  readonly epoch: string;
  readonly counter: number;
}

export interface NamedDocument<C extends CollectionName = CollectionName> {
  readonly collection: C;
  readonly document: Documents[C];
}
