import { auditTime, merge, type Observable, startWith, switchMap } from 'rxjs';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { PullState } from '../db/local-tables.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { heardAsOf, lastCompared, lastContact, trailOf, type Compared, type Happened } from './heard.ts';
import { pullState } from './pull.ts';

/** How one collection stands on this device. */
export interface CollectionState {
  readonly collection: CollectionName;
  readonly held: number;
  readonly unsent: number;
  readonly pull: PullState;
  readonly compared?: Compared;
}

/** One record that only this device holds. */
export interface UnsentRecord {
  readonly collection: CollectionName;
  readonly documentId: string;
  /** Instant at which it was last changed here. */
  readonly changedAt: string;
  /** On its way, or at least once put on the wire and not answered. */
  readonly isSent: boolean;
  readonly units: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface SupportState {
  readonly collections: readonly CollectionState[];
  readonly unsent: readonly UnsentRecord[];
  /** Instant of the oldest of them. */
  readonly unsentSince?: string;
  readonly lastContact?: string;
  /** The server's counter as far as it was heard of. */
  readonly counter?: number;
  readonly trail: readonly Happened[];
}

/** A page that is looked at for minutes need not count at every key. */
const LOOK_MS = 500;

export async function readSupportState(db: WorkspaceDb): Promise<SupportState> {
  const collections: CollectionState[] = [];
  const unsent: UnsentRecord[] = [];
  for (const collection of db.collections) {
    const store = db.store(collection);
    const compared = await lastCompared(db, collection);
    const ids = await store.unsentIds();
    for (const { record } of await store.read(ids)) {
      if (record.kind !== 'unsent' && record.kind !== 'sent' && record.kind !== 'edited') continue;
      unsent.push({
        collection,
        documentId: record.id,
        changedAt: record.document.updatedAt,
        isSent: record.kind !== 'unsent',
        units: Object.keys(record.stamps),
        fields: record.document,
      });
    }
    collections.push({
      collection,
      held: await store.countHeld(),
      unsent: ids.length,
      pull: await pullState(db, collection),
      ...(compared && { compared }),
    });
  }
  unsent.sort((a, b) => (a.changedAt < b.changedAt ? -1 : Number(a.changedAt > b.changedAt)));
  const [contact, asOf] = [await lastContact(db), await heardAsOf(db)];
  return {
    collections,
    unsent,
    ...(unsent[0] && { unsentSince: unsent[0].changedAt }),
    ...(contact !== undefined && { lastContact: contact }),
    ...(asOf && { counter: asOf.counter }),
    trail: await trailOf(db),
  };
}

/** The same, anew whenever something that it tells of may have changed. `also$`: the status of the exchange. */
export const liveSupportState = (db: WorkspaceDb, also$: Observable<unknown>): Observable<SupportState> =>
  merge(db.localChanges$, also$, ...db.collections.map((name) => db.store(name).changes$)).pipe(
    auditTime(LOOK_MS),
    startWith(undefined),
    switchMap(() => readSupportState(db)),
  );
