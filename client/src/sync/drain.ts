import { MAX_QUARANTINE_ITEMS, type QuarantineItem } from 'shared/protocol/quarantine.ts';
import { MAX_PUSH_BYTES } from 'shared/protocol/push.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import { ApiProblem } from './api.ts';
import { readRestoration, waitingOffers } from './restoration.ts';
import { TooSlow, type Transport } from './transport.ts';

/**
 * Everything on this device that the server has not acknowledged: unsent documents, refused attempts, and what it lost
 * when it was set back and has not taken back yet.
 */
export async function unacknowledged(db: WorkspaceDb): Promise<QuarantineItem[]> {
  const items: QuarantineItem[] = [];
  for (const collection of db.collections) {
    const store = db.store(collection);
    for (const { record } of await store.read(await store.unsentIds()))
      if (record.kind === 'unsent' || record.kind === 'sent' || record.kind === 'edited')
        items.push({ collection, document: record.document, base: record.base, source: 'unsent' });
  }
  for (const [collection, ids] of await unreturned(db))
    for (const { record } of await db.store(collection).read(ids)) {
      if (record.kind === 'clean') items.push({ collection, document: record.document, source: 'offer' });
      if (record.kind === 'left' && record.deletion) {
        const document = { ...record.deletion, id: record.id, _deleted: true };
        items.push({ collection, document, source: 'offer' });
      }
    }
  for (const { collection, document, base, code, message } of await db.local.attention.toArray())
    items.push({
      collection,
      document,
      base,
      source: 'attention',
      reason: `${code}: ${message}`.slice(0, 1_000),
    });
  return items;
}

/** Looked for only while something may wait: every row has to be read for it. */
async function unreturned(db: WorkspaceDb): Promise<ReadonlyMap<CollectionName, readonly string[]>> {
  const restoration = await readRestoration(db);
  return restoration && !restoration.isOver
    ? waitingOffers(db)
    : new Map<CollectionName, readonly string[]>();
}

/**
 * Hands over what a removed member's device still holds, the bytes that it names as well; only after this may it be
 * wiped. Answers how many documents that were.
 */
export async function drain(
  db: WorkspaceDb,
  transport: Pick<Transport, 'quarantine'>,
  drainToken: string,
  drainBlobs: (token: string) => Promise<void> = async () => undefined,
): Promise<number> {
  // What is typed while the rest is on its way goes too: this ends once nothing is here that was not handed over.
  const handedOver = new Set<string>();
  let areBlobsOver = false;
  for (;;) {
    const items = (await unacknowledged(db)).filter((item) => !handedOver.has(nameOf(item)));
    if (items.length === 0 && areBlobsOver) return handedOver.size;
    await handOver(items, transport, drainToken);
    for (const item of items) handedOver.add(nameOf(item));
    if (items.length > 0) {
      // They may name bytes that were taken meanwhile.
      areBlobsOver = false;
      continue;
    }
    await drainBlobs(drainToken);
    areBlobsOver = true;
  }
}

const nameOf = ({ collection, document, source }: QuarantineItem): string =>
  [source, collection, document['id'], document['rev']].join(' ');

async function handOver(
  items: readonly QuarantineItem[],
  transport: Pick<Transport, 'quarantine'>,
  drainToken: string,
): Promise<void> {
  let batch: QuarantineItem[] = [];
  let bytes = 0;
  const send = async (): Promise<void> => {
    if (batch.length > 0) await sendItems(batch, transport, drainToken);
    batch = [];
    bytes = 0;
  };
  for (const item of items) {
    const size = new TextEncoder().encode(JSON.stringify(item)).length + 1;
    if (batch.length >= MAX_QUARANTINE_ITEMS || bytes + size > MAX_PUSH_BYTES - 1_024) await send();
    batch.push(item);
    bytes += size;
  }
  await send();
}

/** In halves where the line does not take all of it at once. */
async function sendItems(
  items: readonly QuarantineItem[],
  transport: Pick<Transport, 'quarantine'>,
  drainToken: string,
): Promise<void> {
  try {
    await transport.quarantine(drainToken, { items });
  } catch (error) {
    const isTooMuch = error instanceof TooSlow || (error instanceof ApiProblem && error.status === 413);
    if (!isTooMuch || items.length === 1) throw error;
    const half = Math.ceil(items.length / 2);
    await sendItems(items.slice(0, half), transport, drainToken);
    await sendItems(items.slice(half), transport, drainToken);
  }
}
