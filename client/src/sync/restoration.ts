import type { Observable } from 'rxjs';
import type { RestoredExtra } from 'shared/protocol/restored.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import { observeLocal } from '../db/live.ts';
import type { PullState } from '../db/local-tables.ts';
import { decodeStored } from '../db/record-store.ts';
import { withStorage } from '../db/storage-errors.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { ApiProblem } from './api.ts';
import { queueAgain } from './blob-store.ts';
import { HEARD, heardAsOf } from './heard.ts';
import { isListedSince, stateSetBack } from './page.ts';
import { REVIEWS_SEQ } from './reviews.ts';
import { nextRestoration, type Restoration } from './set-back.ts';

const NAME = 'restoration';

/** The last restore of the server, while this device gives back what was lost and afterwards. */
export async function readRestoration(db: WorkspaceDb): Promise<Restoration | undefined> {
  return (await db.local.facts.get(NAME))?.value as Restoration | undefined;
}

export const liveRestoration = (db: WorkspaceDb): Observable<Restoration | undefined> =>
  observeLocal(db, () => readRestoration(db));

/** The list that came with a 410 `restored`; nothing where an error is another one. */
export function restoredExtra(error: unknown): RestoredExtra | undefined {
  if (!(error instanceof ApiProblem) || error.code !== 'restored') return undefined;
  const { epoch, restores } = error.body as Partial<RestoredExtra>;
  return typeof epoch === 'string' && Array.isArray(restores) ? { epoch, restores } : undefined;
}

/**
 * R5: takes on the epoch of a server that was set back. The epoch, what is lost and the start of every collection are
 * stored at once; another tab that did so already has done it for this one. What was kept of the time before the window
 * goes: it is asked for again. Photos that are still here wait once more (B13).
 */
export async function adopt(db: WorkspaceDb, extra: RestoredExtra): Promise<void> {
  const { archive, blobBytes, blobs, facts, pulls } = db.local;
  await withStorage(() =>
    db.local.transaction('rw', [archive, blobBytes, blobs, facts, pulls], async () => {
      const heard = await heardAsOf(db);
      const known = heard?.epoch === extra.epoch ? await strayEpoch(db, extra.epoch) : heard?.epoch;
      if (known === undefined && heard !== undefined) return;
      const restoration = nextRestoration(known, await readRestoration(db), extra);
      await facts.bulkPut([
        { name: NAME, value: restoration },
        { name: HEARD, value: { epoch: restoration.epoch, counter: 0 } },
      ]);
      // Its numbers begin again where the backup had them.
      await facts.delete(REVIEWS_SEQ);
      await archive.clear();
      await queueAgain(db.local);
      const states = new Map((await pulls.toArray()).map((state) => [state.collection, state]));
      await pulls.bulkPut(
        db.collections.map((collection): PullState =>
          stateSetBack(states.get(collection) ?? { collection, complete: false }, restoration),
        ),
      );
    }),
  );
  db.tellLocal();
}

/**
 * The epoch of a page that came before a restore in the middle of a first pull, when the others came after it: with its
 * checkpoint nothing would ever be answered again.
 */
async function strayEpoch(db: WorkspaceDb, epoch: string): Promise<string | undefined> {
  const states = await db.local.pulls.toArray();
  return states.find(({ checkpoint }) => checkpoint !== undefined && checkpoint.epoch !== epoch)?.checkpoint
    ?.epoch;
}

/** Changes what is kept of a restore, unless another one came meanwhile. */
export async function noteRestoration(
  db: WorkspaceDb,
  epoch: string,
  change: (now: Restoration) => Partial<Restoration>,
): Promise<void> {
  const { facts } = db.local;
  await withStorage(() =>
    db.local.transaction('rw', facts, async () => {
      const now = await readRestoration(db);
      if (now?.epoch === epoch) await facts.put({ name: NAME, value: { ...now, ...change(now) } });
    }),
  );
  db.tellLocal();
}

/** Something more was found that the server lost: stored before the document is marked. */
export async function reopenRestoration(db: WorkspaceDb): Promise<void> {
  const now = await readRestoration(db);
  if (now?.isOver === true)
    await noteRestoration(db, now.epoch, () => ({ isOver: false, isTold: false, given: 0, handed: 0 }));
}

/** A person has read what became of it. */
export async function dismissRestoration(db: WorkspaceDb): Promise<void> {
  const now = await readRestoration(db);
  if (now) await noteRestoration(db, now.epoch, () => ({ isTold: true }));
}

/** R4: whether every collection was listed since; before that nothing is sent. */
export async function isListed(db: WorkspaceDb, restoration: Restoration): Promise<boolean> {
  const states = new Map((await db.local.pulls.toArray()).map((state) => [state.collection, state]));
  return db.collections.every((collection) => {
    const state = states.get(collection);
    return state !== undefined && isListedSince(state, restoration);
  });
}

/** What waits to be offered, by collection; every row is looked at, since there is no index for what is so rare. */
export async function waitingOffers(db: WorkspaceDb): Promise<Map<CollectionName, readonly string[]>> {
  const waiting = new Map<CollectionName, readonly string[]>();
  for (const collection of db.collections) {
    const rows = await db.store(collection).allRows();
    const ids = rows.flatMap((row) => {
      const record = decodeStored(row);
      return record.kind !== 'absent' && record.offer === true ? [record.id] : [];
    });
    if (ids.length > 0) waiting.set(collection, ids);
  }
  return waiting;
}
