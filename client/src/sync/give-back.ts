import type { OfferRow } from 'shared/protocol/offer.ts';
import { MAX_PUSH_ROWS, type PushAnswer } from 'shared/protocol/push.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { stepOf, type DocumentEvent } from './document.ts';
import { heardAsOf } from './heard.ts';
import { readyRow, sendRows, type PushDeps, type ReadyRow, type Way } from './push.ts';
import { isListed, noteRestoration, readRestoration, waitingOffers } from './restoration.ts';
import { offerOf, type Restoration } from './set-back.ts';
import { transition } from './transition.ts';
import type { Transport } from './transport.ts';

export interface GiveBackDeps extends Omit<PushDeps, 'transport'> {
  readonly transport: Pick<Transport, 'offer'>;
}

type Waiting = readonly (readonly [CollectionName, string])[];

const waitingList = async (db: WorkspaceDb): Promise<Waiting> =>
  [...(await waitingOffers(db))].flatMap(([collection, ids]) => ids.map((id) => [collection, id] as const));

/**
 * Offers again what the server lost when it was set back, and ends the restoration once nothing waits. Crash-safe: the
 * marks are stored with the documents, and the server remembers every offer. What cannot be sent now stays marked:
 * the answer is how much.
 */
export async function giveBack(deps: GiveBackDeps): Promise<number> {
  const { db } = deps;
  const refused = new Set<string>();
  const offer: Way['post'] = async ({ epoch, rows }): Promise<PushAnswer> => {
    const answer = await deps.transport.offer({ epoch, rows: rows as readonly OfferRow[] });
    for (const { collection, id } of answer.rejected) refused.add(JSON.stringify([collection, id]));
    return answer;
  };
  for (;;) {
    const restoration = await readRestoration(db);
    if (restoration === undefined || restoration.isOver || !(await isListed(db, restoration))) return 0;
    const waiting = await waitingList(db);
    const { epoch } = restoration;
    await noteRestoration(db, epoch, () => ({
      left: waiting.length,
      ...(waiting.length === 0 && { isOver: true }),
    }));
    if (waiting.length === 0) return 0;
    let answered = 0;
    for (let at = 0; at < waiting.length; at += MAX_PUSH_ROWS) {
      const rows = await offeredRows(db, restoration, waiting.slice(at, at + MAX_PUSH_ROWS));
      const way = { epoch, post: offer, givesUp: false };
      refused.clear();
      const taken = await sendRows(deps, way, rows, new Set());
      answered += taken;
      await noteRestoration(db, epoch, ({ left = 0, given, handed = 0 }) => ({
        left: Math.max(0, left - taken),
        given: given + taken,
        handed: handed + Math.min(taken, refused.size),
      }));
    }
    if (answered === 0) return waiting.length;
  }
}

/** R3: an unsent document's state is stored as `sent` before it is offered. */
async function offeredRows(db: WorkspaceDb, restoration: Restoration, waiting: Waiting): Promise<ReadyRow[]> {
  const sentAt = (await heardAsOf(db))?.counter;
  const mark: DocumentEvent = { type: 'mark', ...(sentAt !== undefined && { sentAt }) };
  const rows: ReadyRow[] = [];
  for (const [collection, entries] of Map.groupBy(waiting, ([name]) => name)) {
    const store = db.store(collection);
    const ids = entries.map(([, id]) => id);
    await transition(store, ids, (record) => stepOf(record, mark));
    for (const { record } of await store.read(ids)) {
      const row = offerOf(collection, record, restoration);
      if (row) rows.push(readyRow(row));
    }
  }
  return rows;
}
