import type { Hello } from 'shared/protocol/stream.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { pullState } from './pull.ts';
import { reviewsRead } from './reviews.ts';

/** What the server has and this device has not read; nothing at all, usually. */
export interface Behind {
  readonly collections: readonly CollectionName[];
  readonly reviews: boolean;
}

export async function behindOf(db: WorkspaceDb, { asOf, newest }: Hello): Promise<Behind> {
  const collections: CollectionName[] = [];
  for (const collection of db.collections) {
    const { complete, asOf: known, checkpoint, start } = await pullState(db, collection);
    // A pull from the start that was cut off, or is still due, goes on whatever was known before it.
    const isWhole = complete && checkpoint !== undefined && start === undefined;
    const isCurrent = known?.epoch === asOf.epoch && known.counter >= newest[collection];
    if (!isWhole || !isCurrent) collections.push(collection);
  }
  return { collections, reviews: (await reviewsRead(db)) < newest.reviews };
}
