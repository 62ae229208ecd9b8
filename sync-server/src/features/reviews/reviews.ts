import { isUuid, newRev } from 'shared/lib/ids.ts';
import { laterInstant, toInstant } from 'shared/lib/instants.ts';
import { DELETION, setUnit, shapeOf } from 'shared/merge/units.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { PushAnswer, PushRequest } from 'shared/protocol/push.ts';
import type { Review } from 'shared/protocol/reviews.ts';
import type { Database } from '../../db/database.ts';
import { inTenant, type Scope, type Tx } from '../../db/scope.ts';
import { readForUpdate } from '../../db/write-rows.ts';
import type { Hub } from '../../plugins/hub.ts';
import { Problem } from '../../plugins/problem.ts';
import { findReview, settleReview } from './reviews.repo.ts';

export interface ReviewDeps {
  readonly database: Database;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly hub: Hub;
  /** The way of every write: audit, permission and pokes are its business. */
  readonly push: (scope: Scope, request: PushRequest) => Promise<PushAnswer>;
  /** How much waits in quarantine for whoever asks; undefined for those who do not decide about it. */
  readonly countQuarantined: (tx: Tx) => Promise<number | undefined>;
}

const absent = (): Problem => new Problem('not_found', 'There is no such review.');

async function openReview(tx: Tx, id: string): Promise<Review> {
  const review = isUuid(id) ? await findReview(tx, id) : undefined;
  if (!review) throw absent();
  return review;
}

/** The document with the value that lost put in the place of the one that was kept. */
function withLost(master: WireDocument, review: Review): WireDocument {
  const { _deleted: _, ...living } = master;
  if (review.unit === DELETION) return { ...living, _deleted: true };
  // A value that a deletion removed comes back with its document.
  return setUnit(shapeOf(review.collection), living as WireDocument, review.unit, review.lost);
}

async function settle(deps: ReviewDeps, scope: Scope, id: string, how: 'taken' | 'settled'): Promise<Review> {
  const { asOf, settled } = await inTenant(deps.database, scope, 'write', async (tx) => ({
    asOf: tx.asOf,
    // Settled by the other one meanwhile: that holds.
    settled: (await settleReview(tx, id, how)) ?? (await openReview(tx, id)),
  }));
  deps.hub.publish(scope.tenantId, { collections: ['reviews'], asOf });
  return settled;
}

export async function settleAsIs(deps: ReviewDeps, scope: Scope, id: string): Promise<Review> {
  if (!isUuid(id)) throw absent();
  return settle(deps, scope, id, 'settled');
}

/** A new write by whoever takes it, and then the review is settled; taken twice it is written once. */
export async function take(deps: ReviewDeps, scope: Scope, id: string): Promise<Review> {
  const { review, master, epoch } = await inTenant(deps.database, scope, 'read', async (tx) => {
    const found = await openReview(tx, id);
    const stored = await readForUpdate(tx, found.collection, [found.documentId]);
    return {
      review: found,
      master: stored.get(found.documentId)?.document as WireDocument | undefined,
      epoch: tx.asOf.epoch,
    };
  });
  if (review.settled) return review;
  if (!master) throw absent();
  const now = toInstant(deps.now());
  const document = {
    ...withLost(master, review),
    rev: newRev(deps.now(), deps.random),
    updatedAt: laterInstant(now, master.updatedAt),
    updatedBy: scope.userId,
  };
  const row = { collection: review.collection, base: master, document };
  const [refused] = (await deps.push(scope, { epoch, rows: [row] })).rejected;
  if (refused) throw new Problem(refused.code, refused.message);
  return settle(deps, scope, id, 'taken');
}
