import {
  defer,
  merge,
  Observable,
  ReplaySubject,
  share,
  startWith,
  switchMap,
  timer,
  type Subscriber,
} from 'rxjs';
import type { CollectionName, Documents } from 'shared/schema/collections.ts';
import { shownOf } from './record.ts';
import { rangeOf, type StoreChange } from './record-store.ts';
import { matcherOf, sorted, type Selector, type Sort } from './selector.ts';
import type { WorkspaceDb } from './workspace-db.ts';

/**
 * Live reads. A query reads its rows once, by an index where its selector names an indexed field, and then follows
 * the changes of this and every other tab row by row; it never reads again for one edit. Equal queries share one
 * reading and stay warm for a moment after the last screen left, so that going back is instant.
 */
const LINGER_MS = 5_000;

const shared = new WeakMap<WorkspaceDb, Map<string, Observable<unknown>>>();

function once<T>(db: WorkspaceDb, key: string, make: () => Observable<T>): Observable<T> {
  const ofDb = shared.get(db) ?? new Map<string, Observable<unknown>>();
  shared.set(db, ofDb);
  const found = ofDb.get(key) as Observable<T> | undefined;
  if (found) return found;
  const made = defer(make).pipe(
    share({
      connector: () => new ReplaySubject<T>(1),
      resetOnRefCountZero: () => timer(LINGER_MS),
    }),
  );
  ofDb.set(key, made);
  return made;
}

/** Plain documents of a collection that meet the selector, without what was deleted here. */
export async function readDocs<C extends CollectionName>(
  db: WorkspaceDb,
  collection: C,
  selector?: Selector<Documents[C]>,
  sort?: Sort<Documents[C]>,
): Promise<readonly Documents[C][]> {
  return sorted([...(await readMap(db, collection, selector)).values()], sort);
}

/** The same in pieces of so many rows, in no promised order; the selector names a range of an indexed field. */
export async function* readDocsInParts<C extends CollectionName>(
  db: WorkspaceDb,
  collection: C,
  selector: Selector<Documents[C]>,
  size: number,
): AsyncIterable<readonly Documents[C][]> {
  const store = db.store(collection);
  const range = rangeOf(store.definition, selector);
  if (!range) throw new Error(`No index of ${collection} answers ${JSON.stringify(selector)}`);
  const matches = matcherOf(selector);
  for await (const rows of store.pages(range, size))
    yield rows.flatMap((row) => {
      const document = shownOf(row, false) as Documents[C] | undefined;
      return document !== undefined && matches(document) ? [document] : [];
    });
}

export async function readDoc<C extends CollectionName>(
  db: WorkspaceDb,
  collection: C,
  id: string,
): Promise<Documents[C] | undefined> {
  const row = await db.store(collection).row(id);
  const shown: unknown = row === undefined ? db.shelf.get(collection, id) : shownOf(row, false);
  return shown as Documents[C] | undefined;
}

async function readMap<C extends CollectionName>(
  db: WorkspaceDb,
  collection: C,
  selector: Selector<Documents[C]> | undefined,
): Promise<Map<string, Documents[C]>> {
  const store = db.store(collection);
  const matches = matcherOf(selector);
  const held = new Map<string, Documents[C]>();
  for (const document of db.shelf.all(collection) as Iterable<unknown> as Iterable<Documents[C]>)
    if (matches(document)) held.set(document.id, document);
  for (const row of await store.rows(rangeOf(store.definition, selector))) {
    const document = shownOf(row, false) as Documents[C] | undefined;
    if (document !== undefined && matches(document)) held.set(document.id, document);
  }
  return held;
}

/** The documents that meet the selector, now and after every change; without `sort` in no promised order. */
export function liveDocs<C extends CollectionName>(
  db: WorkspaceDb,
  collection: C,
  selector?: Selector<Documents[C]>,
  sort?: Sort<Documents[C]>,
): Observable<readonly Documents[C][]> {
  return once(db, JSON.stringify([collection, selector, sort]), () => {
    const matches = matcherOf(selector);
    return follow<C, Map<string, Documents[C]>, readonly Documents[C][]>(db, collection, {
      read: () => readMap(db, collection, selector),
      apply(held, id, document) {
        if (document !== undefined && matches(document)) {
          held.set(id, document);
          return true;
        }
        return held.delete(id);
      },
      show: (held) => sorted([...held.values()], sort),
    });
  });
}

/** One document, or `undefined` while there is none. */
export function liveDoc<C extends CollectionName>(
  db: WorkspaceDb,
  collection: C,
  id: string,
): Observable<Documents[C] | undefined> {
  return once(db, JSON.stringify([collection, id]), () =>
    follow<C, { document: Documents[C] | undefined }, Documents[C] | undefined>(db, collection, {
      read: async () => ({ document: await readDoc(db, collection, id) }),
      apply(held, changed, document) {
        if (changed !== id) return false;
        held.document = document;
        return true;
      },
      show: (held) => held.document,
    }),
  );
}

interface Following<C extends CollectionName, Held, Shown> {
  read(): Promise<Held>;
  /** Whether what is shown changed. */
  apply(held: Held, id: string, document: Documents[C] | undefined): boolean;
  show(held: Held): Shown;
}

function follow<C extends CollectionName, Held, Shown>(
  db: WorkspaceDb,
  collection: C,
  following: Following<C, Held, Shown>,
): Observable<Shown> {
  return new Observable((subscriber: Subscriber<Shown>) => {
    let held: Held | undefined;
    // Changes that come while the rows are being read are laid over them afterwards: they are never older.
    let waiting: StoreChange[] = [];
    let reading = 0;

    const lay = (into: Held, changes: StoreChange): boolean => {
      let changed = false;
      for (const { row, deleted } of changes) {
        const document = shownOf(row, deleted) as Documents[C] | undefined;
        if (following.apply(into, String(row['id']), document)) changed = true;
      }
      return changed;
    };

    const read = async (): Promise<void> => {
      const mine = ++reading;
      try {
        const found = await following.read();
        if (mine !== reading || subscriber.closed) return;
        for (const changes of waiting) lay(found, changes);
        waiting = [];
        held = found;
        subscriber.next(following.show(found));
      } catch (error) {
        if (mine === reading) subscriber.error(error);
      }
    };

    const changes$ = merge(db.store(collection).changes$, db.shelf.changes$(collection));
    const subscription = changes$.subscribe((changes) => {
      if (changes === undefined) {
        held = undefined;
        void read();
      } else if (held === undefined) waiting.push(changes);
      else if (lay(held, changes)) subscriber.next(following.show(held));
    });
    void read();
    return () => {
      reading++;
      subscription.unsubscribe();
    };
  });
}

/** What `read` finds in the local tables, now and after each change of theirs. */
export const observeLocal = <T>(db: WorkspaceDb, read: () => Promise<T>): Observable<T> =>
  db.localChanges$.pipe(
    startWith(undefined),
    switchMap(() => read()),
  );
