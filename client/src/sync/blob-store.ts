import type { BlobType } from 'shared/protocol/blobs.ts';
import { NEVER_EVICTED, type BlobBytes, type BlobEntry, type BlobPart } from '../db/local-tables.ts';
import { withStorage } from '../db/storage-errors.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { blobStep, type BlobEvent } from './blob-queue.ts';
import { heardAsOf } from './heard.ts';

export interface NewBlob {
  readonly bytes: ArrayBuffer;
  readonly contentType: BlobType;
  /** For this device's own lists, until the server's rendition is asked for; a sealed log has none. */
  readonly thumb?: { readonly bytes: ArrayBuffer; readonly contentType: string };
}

export async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Stores bytes and their place in the queue in one transaction; the record that names them is written after this.
 * @throws StorageFull, and then nothing of it is stored
 */
export async function addBlob(db: WorkspaceDb, blob: NewBlob, nowInstant: string): Promise<string> {
  const sha256 = await sha256Of(blob.bytes);
  const { blobs, blobBytes } = db.local;
  const row = (
    part: BlobPart,
    { bytes, contentType }: Pick<BlobBytes, 'bytes' | 'contentType'>,
  ): BlobBytes => ({
    sha256,
    part,
    bytes,
    contentType,
    usedAt: NEVER_EVICTED,
  });
  await withStorage(() =>
    db.local.transaction('rw', blobs, blobBytes, async () => {
      if (await blobs.get(sha256)) return;
      await blobBytes.put(row('original', blob));
      if (blob.thumb) await blobBytes.put(row('thumb', blob.thumb));
      await blobs.put({
        sha256,
        contentType: blob.contentType,
        sizeBytes: blob.bytes.byteLength,
        state: 'waiting',
        addedAt: nowInstant,
        offset: 0,
        tries: 0,
        refusals: 0,
      });
    }),
  );
  db.tellLocal();
  return sha256;
}

/** One step of the table; once the server has it, its bytes may make room for others. */
export async function stepBlob(
  db: WorkspaceDb,
  sha256: string,
  event: BlobEvent,
  nowMs: number,
  asked?: { readonly epoch: string | undefined },
): Promise<BlobEntry | undefined> {
  const { blobs, blobBytes, facts } = db.local;
  const next = await db.local.transaction('rw', blobs, blobBytes, facts, async () => {
    const entry = await blobs.get(sha256);
    if (!entry) return undefined;
    // B13: what a server said before it was set back says nothing: it is asked again whether it has it.
    const isOver = asked !== undefined && (await heardAsOf(db))?.epoch !== asked.epoch;
    const stepped = blobStep(entry, isOver ? { type: 'cut', why: 'restored' } : event);
    if (stepped === entry) return entry;
    await blobs.put(stepped);
    if (stepped.state === 'sent')
      for (const part of ['original', 'thumb'] as const)
        await blobBytes.update([sha256, part], { usedAt: nowMs });
    return stepped;
  });
  db.tellLocal();
  return next;
}

/**
 * After the server was set back: what this device still has of what it sent waits again, and the server is asked whether
 * it lost it. To be called in a transaction on both tables.
 */
export async function queueAgain({ blobs, blobBytes }: WorkspaceDb['local']): Promise<void> {
  // One after the other: some hundred photos are more than a tablet's memory takes at once.
  for (const [sha256, part] of await blobBytes.where('usedAt').below(NEVER_EVICTED).primaryKeys()) {
    const piece = part === 'original' ? await blobBytes.get([sha256, part]) : undefined;
    if (!piece) continue;
    await blobBytes.put({ ...piece, usedAt: NEVER_EVICTED });
    await blobs.put({
      sha256,
      contentType: piece.contentType as BlobType,
      sizeBytes: piece.bytes.byteLength,
      state: 'waiting',
      addedAt: new Date(piece.usedAt).toISOString(),
      offset: 0,
      tries: 1,
      refusals: 0,
    });
  }
}

/** Oldest first, so that a day's photos arrive in the order of the day. */
export const waitingBlobs = async (db: WorkspaceDb): Promise<BlobEntry[]> =>
  (await db.local.blobs.where('state').equals('waiting').toArray()).sort((a, b) =>
    a.addedAt < b.addedAt ? -1 : 1,
  );

/** Bytes that the server does not have: waiting, or refused and kept. */
export const unsentBlobs = (db: WorkspaceDb): Promise<BlobEntry[]> =>
  db.local.blobs.where('state').anyOf('waiting', 'failed').toArray();

export const heldBytes = (db: WorkspaceDb, sha256: string, part: BlobPart): Promise<BlobBytes | undefined> =>
  db.local.blobBytes.get([sha256, part]);

/** How many pieces are kept for looking at: some 400 thumbnails and the pictures that were opened last. */
export const KEPT_PIECES = 600;

/** Keeps what was fetched, and lets go of what nobody looked at for longest; never of what only this device has. */
export async function keepBytes(db: WorkspaceDb, piece: BlobBytes, most = KEPT_PIECES): Promise<void> {
  const { blobBytes } = db.local;
  await db.local.transaction('rw', blobBytes, async () => {
    await blobBytes.put(piece);
    const evictable = blobBytes.where('usedAt').below(NEVER_EVICTED);
    const count = await evictable.count();
    if (count > most) await evictable.limit(count - most).delete();
  });
}
