import type { CollectionName } from 'shared/schema/collections.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { ApiProblem } from './api.ts';
import { heardAsOf } from './heard.ts';
import { beginJournal } from './journal.ts';
import { landNear, type LandDeps } from './land.ts';
import { isPastNear, pullCollection, pullState, startOver, type PullOptions } from './pull.ts';
import { pushAll, type PushDeps, type Pushed } from './push.ts';
import { pullReviews, sendDecisions } from './reviews.ts';
import type { Transport } from './transport.ts';

export interface ExchangeDeps extends LandDeps, Omit<PushDeps, 'transport'> {
  readonly db: WorkspaceDb;
  readonly transport: Transport;
}

export interface ExchangeWish {
  readonly collections: readonly CollectionName[];
  readonly reviews: boolean;
  readonly push: boolean;
  /** Compare every collection with the server at the end of its pull. */
  readonly digest: boolean;
}

export interface Exchanged extends Pushed {
  /** The workspace is suspended: nothing could be sent, but everything was read. */
  readonly suspended: boolean;
}

/** One whole exchange: what is unsent goes first, then everything that was asked for is read. */
export async function exchange(deps: ExchangeDeps, wish: ExchangeWish): Promise<Exchanged> {
  const { db } = deps;
  if ((await heardAsOf(db)) === undefined) await pullNear(deps);
  const pushed = wish.push ? await pushUnlessSuspended(deps) : { answered: 0, stuck: 0, suspended: false };
  await pullNear(deps);
  for (const collection of wish.collections) {
    const before = await pullState(db, collection);
    await pullOrStartOver(deps, collection, { digest: wish.digest });
    if (!before.complete) db.tellLocal();
  }
  await beginJournal(db, deps.nowInstant());
  if (wish.push && !pushed.suspended) await sendDecisions(db, deps.transport);
  if (wish.reviews) await pullReviews(db, deps.transport);
  return pushed;
}

async function pushUnlessSuspended(deps: ExchangeDeps): Promise<Exchanged> {
  try {
    return { ...(await pushAll(deps)), suspended: false };
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'suspended')
      return { answered: 0, stuck: 0, suspended: true };
    throw error;
  }
}

/** Of what was never pulled to its end, the part that makes this week usable, before any history. */
async function pullNear(deps: ExchangeDeps): Promise<void> {
  const { db } = deps;
  const states = await Promise.all(db.collections.map((collection) => pullState(db, collection)));
  const missing = states.flatMap((state) => (state.complete || isPastNear(state) ? [] : [state.collection]));
  await using landed = await landNear(deps, missing);
  for (const collection of missing) {
    const pages = landed.pages.get(collection);
    await pullOrStartOver(deps, collection, { onlyNear: true, ...(pages && { pages }) });
    if (isPastNear(await pullState(db, collection))) landed.written(collection);
    db.tellLocal();
  }
}

/** A checkpoint that is older than the server's memory: what is unsent was pushed before, so it starts over. */
async function pullOrStartOver(
  deps: ExchangeDeps,
  collection: CollectionName,
  options: PullOptions,
): Promise<void> {
  try {
    await pullCollection(deps, collection, options);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'checkpoint_expired') throw error;
    await startOver(deps.db, collection);
    await pullCollection(deps, collection, { ...options, pages: [] });
  }
}
