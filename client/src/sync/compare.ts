import type { WireDocument } from 'shared/protocol/document.ts';
import { inWindow } from 'shared/domain/window.ts';
import { digestText, type PullAnswer } from 'shared/protocol/pull.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import { decodeStored } from '../db/record-store.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import type { Compared } from './heard.ts';
import { isNewer } from './seen.ts';

interface Held {
  readonly db: WorkspaceDb;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => Promise<string>;
}

/** Whether what the device holds is the same set of (id, rev) as the server's, where the two can be compared now. */
export async function compare(
  { db, sha256 }: Held,
  collection: CollectionName,
  { asOf, edge, digest }: PullAnswer,
  isFilled: boolean,
): Promise<Compared['result']> {
  const store = db.store(collection);
  if (digest === undefined || (await store.countUnsent()) > 0) return 'not now';
  // Rows that this very pull has just added are not read back: that they are all there says enough.
  if (isFilled && (await store.countHeld()) === digest.count) return 'equal';
  const documents: WireDocument[] = [];
  for (const row of await store.rows(undefined)) {
    const record = decodeStored(row);
    if (record.kind !== 'clean' || record.offer === true || isNewer(record.seen, asOf)) return 'not now';
    if (inWindow(collection, record.document, edge)) documents.push(record.document);
  }
  const isEqual = documents.length === digest.count && (await sha256(digestText(documents))) === digest.hash;
  return isEqual ? 'equal' : 'different';
}
