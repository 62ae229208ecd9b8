import { MAX_QUARANTINE_ITEMS, type QuarantineItem } from 'shared/protocol/quarantine.ts';
import { MAX_PUSH_BYTES } from 'shared/protocol/push.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import type { Transport } from './transport.ts';

/** Everything on this device that the server has not acknowledged: unsent documents and refused attempts. */
export async function unacknowledged(db: WorkspaceDb): Promise<QuarantineItem[]> {
  const items: QuarantineItem[] = [];
  for (const collection of db.collections) {
    const store = db.store(collection);
    for (const { record } of await store.read(await store.unsentIds()))
      if (record.kind === 'unsent' || record.kind === 'sent' || record.kind === 'edited')
        items.push({ collection, document: record.document, base: record.base, source: 'unsent' });
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

/** Hands over what a removed member's device still holds; only after this may it be wiped. */
export async function drain(
  db: WorkspaceDb,
  transport: Pick<Transport, 'quarantine'>,
  drainToken: string,
): Promise<number> {
  const items = await unacknowledged(db);
  let batch: QuarantineItem[] = [];
  let bytes = 0;
  const send = async (): Promise<void> => {
    if (batch.length > 0) await transport.quarantine(drainToken, { items: batch });
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
  return items.length;
}
