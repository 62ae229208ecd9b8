import type { WireDocument } from 'shared/protocol/document.ts';
import { inWindow } from 'shared/domain/window.ts';
import { digestText, type PullAnswer } from 'shared/protocol/pull.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import { decodeStored } from '../db/record-store.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { isNewer } from './seen.ts';

interface Held {
  readonly db: WorkspaceDb;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => Promise<string>;
}

/** Whether what the device holds is another set of (id, rev) than the server's; false where it cannot be compared. */
export async function differs(
  { db, sha256 }: Held,
  collection: CollectionName,
  { asOf, edge, digest }: PullAnswer,
  isFilled: boolean,
): Promise<boolean> {
  const store = db.store(collection);
  if (digest === undefined || (await store.countUnsent()) > 0) return false;
  // Rows that this very pull has just added are not read back: that they are all there says enough.
  if (isFilled && (await store.countHeld()) === digest.count) return false;
  const documents: WireDocument[] = [];
  for (const row of await store.rows(undefined)) {
    const record = decodeStored(row);
    if (record.kind !== 'clean' || record.offer === true || isNewer(record.seen, asOf)) return false;
    if (inWindow(collection, record.document, edge)) documents.push(record.document);
  }
  return documents.length !== digest.count || (await sha256(digestText(documents))) !== digest.hash;
}
