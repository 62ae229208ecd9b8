import type { AsOf } from 'shared/protocol/document.ts';
import { inWindow } from 'shared/domain/window.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { SetBack } from '../db/local-tables.ts';
import { decodeStored, type RecordStore } from '../db/record-store.ts';
import { stepOf } from './document.ts';
import { transition } from './transition.ts';

/** Clean documents before the edge leave; it is the server's edge, never this device's clock. */
export async function evict(
  store: RecordStore,
  collection: CollectionName,
  edge: string,
  setBack: SetBack | undefined,
): Promise<void> {
  const rows = await store.rows(undefined);
  const outside = rows.filter((row) => {
    const record = decodeStored(row);
    return record.kind === 'clean' && !inWindow(collection, record.document, edge);
  });
  await transition(
    store,
    outside.map(({ id }) => id),
    (record) =>
      'document' in record && !inWindow(collection, record.document, edge)
        ? stepOf(record, { type: 'evicted', setBack })
        : { record },
  );
}

/**
 * The end of a pull from the start: what it did not list and nothing newer has touched goes. After the server was set
 * back, what it lost is marked instead, deletions too, and every mark of something that left moves to the new epoch.
 */
export async function sweep(
  store: RecordStore,
  beforeOffers: () => Promise<void>,
  ended: { readonly start: AsOf; readonly asOf: AsOf; readonly setBack: SetBack | undefined },
): Promise<void> {
  const event = { type: 'swept', ...ended } as const;
  const rows = ended.setBack === undefined ? await store.rows(undefined) : await store.allRows();
  const stale = rows.filter((row) => {
    const record = decodeStored(row);
    return stepOf(record, event).record !== record;
  });
  await transition(
    store,
    stale.map(({ id }) => id),
    (record) => stepOf(record, event),
    { beforeOffers },
  );
}
