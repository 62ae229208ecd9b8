import type { CollectionName } from 'shared/schema/collections.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { heardAsOf } from './heard.ts';
import { askNear, landPages, pullState, type NearPage, type OnItsWay, type PullDeps } from './pull.ts';

/**
 * On a device that holds nothing, this week is shown as soon as it has come down the line, and written afterwards:
 * IndexedDB takes several times as long as the line does. Until it is written nothing of it can be changed, and a tab
 * that ends meanwhile begins again.
 */
interface Landed extends AsyncDisposable {
  readonly pages: ReadonlyMap<CollectionName, readonly OnItsWay[]>;
  /** To be called when a collection's pages are in its table. */
  written(collection: CollectionName): void;
}

/** Asked for at once: the server answers one while another is read here. */
const AHEAD = 3;

/** The week needs nothing of the pours, which are many: they are not even asked for before it has come. */
export const POURS: ReadonlySet<CollectionName> = new Set(['pours', 'pour_logs', 'loads', 'pour_events']);

/** The longest answers first. */
const WEEK: readonly CollectionName[] = [
  'schedule_weeks',
  'employees',
  'settings',
  'projects',
  'absences',
  'demands',
];

type FirstPages = Map<CollectionName, NearPage>;

/** What a new device needs for this week, asked for while its databases are still being made. */
export const askForWeek = (transport: PullDeps['transport']): FirstPages =>
  new Map(WEEK.map((collection) => [collection, askNear({ transport }, collection)]));

export interface LandDeps extends PullDeps {
  /** Good for one time; whoever knows an epoch asks again, and says which. */
  readonly firstPages?: FirstPages;
  /** Lets the screen draw what has come. */
  readonly breathe?: () => Promise<void>;
}

/** Lands those of the collections of which there is nothing here; what does not come is left to the ordinary pull. */
export async function landNear(deps: LandDeps, collections: readonly CollectionName[]): Promise<Landed> {
  const { db } = deps;
  const held = await Promise.all(collections.map((collection) => isHeld(db, collection)));
  const empty = collections.filter((_, at) => held[at] !== true);

  const settle = (collection: CollectionName, outcome: 'written' | 'given up'): void => {
    db.landing.delete(collection);
    db.store(collection).settle(outcome);
  };
  const epoch = (await heardAsOf(db))?.epoch;
  const asked: FirstPages = new Map(epoch === undefined ? deps.firstPages : undefined);
  deps.firstPages?.clear();
  const askFor = (collection: CollectionName | undefined): void => {
    if (collection && !asked.has(collection)) asked.set(collection, askNear(deps, collection, epoch));
  };
  const pages = new Map<CollectionName, readonly OnItsWay[]>();
  const ofWeek = empty.filter((collection) => !POURS.has(collection));
  const ordered = [...ofWeek, ...empty.filter((collection) => POURS.has(collection))];
  for (const collection of ofWeek.slice(0, AHEAD)) askFor(collection);
  for (const [at, collection] of ordered.entries()) {
    if (at === ofWeek.length) await deps.breathe?.();
    askFor(at < ofWeek.length ? ofWeek[at + AHEAD] : collection);
    const first = asked.get(collection);
    // Whatever went wrong is met again, and dealt with, by the pull that follows.
    const came = first && (await landPages(db.store(collection), first).catch(() => undefined));
    if (!came) {
      settle(collection, 'given up');
      break;
    }
    pages.set(collection, came);
    db.landing.add(collection);
    db.tellLocal();
  }

  return {
    pages,
    written: (collection) => settle(collection, 'written'),
    [Symbol.asyncDispose]: async () => {
      if (db.landing.size > 0) db.tellLocal();
      for (const collection of empty) settle(collection, 'given up');
    },
  };
}

const isHeld = async (db: WorkspaceDb, collection: CollectionName): Promise<boolean> =>
  (await pullState(db, collection)).checkpoint !== undefined || !(await db.store(collection).isEmpty());
