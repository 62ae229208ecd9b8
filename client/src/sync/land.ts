import type { PullAnswer } from 'shared/protocol/pull.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import { askFirst, landPages, pullState, type PullDeps } from './pull.ts';

/**
 * On a device that holds nothing, this week is shown as soon as it has come down the line, and written afterwards:
 * IndexedDB takes several times as long as the line does. Until it is written nothing of it can be changed, and a tab
 * that ends meanwhile begins again.
 */
interface Landed extends AsyncDisposable {
  readonly answers: ReadonlyMap<CollectionName, readonly PullAnswer[]>;
  /** To be called when a collection's pages are in its table. */
  written(collection: CollectionName): void;
}

/** Asked for at once: the server answers one while another is read here. */
const AHEAD = 3;

/** Lands those of the collections of which there is nothing here; what does not come is left to the ordinary pull. */
export async function landNear(deps: PullDeps, collections: readonly CollectionName[]): Promise<Landed> {
  const { db } = deps;
  const empty: CollectionName[] = [];
  for (const collection of collections)
    if ((await pullState(db, collection)).checkpoint === undefined && (await db.store(collection).isEmpty()))
      empty.push(collection);

  const settle = (collection: CollectionName, outcome: 'written' | 'given up'): void => {
    db.landing.delete(collection);
    db.store(collection).settle(outcome);
  };
  const asked = new Map<CollectionName, Promise<PullAnswer | undefined>>();
  const askFor = (collection: CollectionName | undefined): void => {
    // Whatever went wrong is met again, and dealt with, by the pull that follows.
    if (collection)
      asked.set(
        collection,
        askFirst(deps, collection).catch(() => undefined),
      );
  };
  const answers = new Map<CollectionName, readonly PullAnswer[]>();
  for (const collection of empty.slice(0, AHEAD)) askFor(collection);
  for (const [at, collection] of empty.entries()) {
    const first = await asked.get(collection);
    if (!first) break;
    askFor(empty[at + AHEAD]);
    const pages = await landPages(deps, collection, first).catch(() => undefined);
    if (!pages) {
      settle(collection, 'given up');
      break;
    }
    answers.set(collection, pages);
    db.landing.add(collection);
    db.tellLocal();
  }
  return {
    answers,
    written: (collection) => settle(collection, 'written'),
    [Symbol.asyncDispose]: async () => {
      if (db.landing.size > 0) db.tellLocal();
      for (const collection of empty) settle(collection, 'given up');
    },
  };
}
