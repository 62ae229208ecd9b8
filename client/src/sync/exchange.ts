import type { CollectionName } from 'shared/schema/collections.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { ApiProblem } from './api.ts';
import { giveBack } from './give-back.ts';
import { heardAsOf } from './heard.ts';
import { beginJournal } from './journal.ts';
import { landNear, type LandDeps } from './land.ts';
import { isListedSince } from './page.ts';
import { isPastNear, pullCollection, pullState, startOver, type PullOptions } from './pull.ts';
import { pushAll, type PushDeps, type Pushed } from './push.ts';
import { adopt, readRestoration, restoredExtra } from './restoration.ts';
import { pullReviews, sendDecisions } from './reviews.ts';
import type { Restoration } from './set-back.ts';
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

/** Set back once more while everything is pulled: it begins anew, and not for ever. */
const RESTORES_AT_ONCE = 3;

/** One whole exchange, with a server that may have been set back to a backup meanwhile. */
export async function exchange(deps: ExchangeDeps, wish: ExchangeWish): Promise<Exchanged> {
  for (let restores = 0; ; restores += 1)
    try {
      return await exchangeOnce(deps, wish);
    } catch (error) {
      const extra = restoredExtra(error);
      if (extra === undefined || restores === RESTORES_AT_ONCE) throw error;
      await adopt(deps.db, extra);
    }
}

/** What is unsent goes first, then everything that was asked for is read. */
async function exchangeOnce(deps: ExchangeDeps, wish: ExchangeWish): Promise<Exchanged> {
  const { db } = deps;
  const restoration = await readRestoration(db);
  if (restoration && !restoration.isOver) return exchangeAnew(deps, restoration, wish);
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

/** R4: everything is pulled from the start first, then what the server lost is offered, then the rest is sent. */
async function exchangeAnew(
  deps: ExchangeDeps,
  restoration: Restoration,
  wish: ExchangeWish,
): Promise<Exchanged> {
  const { db } = deps;
  await pullNear(deps);
  for (const collection of db.collections)
    if (wish.collections.includes(collection) || !isListedSince(await pullState(db, collection), restoration))
      await pullOrStartOver(deps, collection, {});
  const pushed = wish.push ? await pushUnlessSuspended(deps) : { answered: 0, stuck: 0, suspended: false };
  if (wish.push && !pushed.suspended) await sendDecisions(db, deps.transport);
  if (wish.reviews) await pullReviews(db, deps.transport);
  return pushed;
}

async function pushUnlessSuspended(deps: ExchangeDeps): Promise<Exchanged> {
  try {
    const waiting = await giveBack(deps);
    const { answered, stuck } = await pushAll(deps);
    return { answered, stuck: stuck + waiting, suspended: false };
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
