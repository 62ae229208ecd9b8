import type { Observable } from 'rxjs';
import { DELETION, setUnit, shapeOf } from 'shared/merge/units.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { Review, ReviewAnswer, ReviewsAnswer } from 'shared/protocol/reviews.ts';
import { collections } from 'shared/schema/collections.ts';
import { readDoc, observeLocal } from '../db/live.ts';
import type { Decision } from '../db/local-tables.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { ApiProblem, type Api } from './api.ts';
import { heardAsOf } from './heard.ts';
import { noteQuarantined } from './quarantined.ts';
import type { Edit } from './write.ts';

/** The name of the fact: how far reviews were read. */
export const REVIEWS_SEQ = 'reviewsSeq';

/** A review as last read, with what this device's person decided and the server has not heard yet. */
export interface HeldReview extends Review {
  readonly decision?: Decision;
}

async function unsettled(db: WorkspaceDb): Promise<readonly HeldReview[]> {
  const decisions = new Map((await db.local.decisions.toArray()).map((one) => [one.review, one]));
  return (await db.local.reviews.toArray())
    .map(({ content }) => content as Review)
    .filter(({ settled }) => settled === undefined)
    .sort((a, b) => b.seq - a.seq)
    .map((review) => {
      const decision = decisions.get(review.id);
      return decision ? { ...review, decision } : review;
    });
}

const waits = ({ decision }: HeldReview): boolean => decision === undefined || decision.refused !== undefined;

/** Values that lost a merge and wait for a person, as last read: they are looked at offline too. The latest first. */
export const openReviews = (db: WorkspaceDb): Observable<readonly HeldReview[]> =>
  observeLocal(db, async () => (await unsettled(db)).filter(waits));

/** Those that are decided here, while the server has not been told. */
export const decidedReviews = (db: WorkspaceDb): Observable<readonly HeldReview[]> =>
  observeLocal(db, async () => (await unsettled(db)).filter((review) => !waits(review)));

/** Reviews of one record, settled ones too: what lost a merge belongs to its history. */
export const reviewsOf = (
  db: WorkspaceDb,
  { collection, documentId }: Pick<Review, 'collection' | 'documentId'>,
): Observable<readonly Review[]> =>
  observeLocal(db, async () =>
    (await db.local.reviews.toArray())
      .map(({ content }) => content as Review)
      .filter((review) => review.collection === collection && review.documentId === documentId),
  );

/** The `seq` up to which reviews were read; 0 before the first. */
export async function reviewsRead(db: WorkspaceDb): Promise<number> {
  const after = (await db.local.facts.get(REVIEWS_SEQ))?.value;
  return typeof after === 'number' ? after : 0;
}

/** Reads what is new, settled ones too. */
export async function pullReviews(db: WorkspaceDb, api: Pick<Api, 'get'>): Promise<void> {
  for (;;) {
    const epoch = (await heardAsOf(db))?.epoch;
    const after = await reviewsRead(db);
    const answer = await api.get<ReviewsAnswer>(after > 0 ? `/reviews?after=${after}` : '/reviews');
    if (answer.reviews.length > 0)
      await db.local.transaction('rw', db.local.reviews, db.local.facts, async () => {
        // Its numbers are of an epoch that is over: they are asked for again.
        if ((await heardAsOf(db))?.epoch !== epoch) return;
        await db.local.reviews.bulkPut(answer.reviews.map((review) => ({ id: review.id, content: review })));
        await db.local.facts.put({ name: REVIEWS_SEQ, value: answer.seq });
      });
    if (answer.reviews.length > 0) db.tellLocal();
    await noteQuarantined(db, answer.quarantined);
    if (!answer.more) return;
  }
}

/**
 * V1: taking the other value is an edit like any other, with a line and without: stored here, undone by undo, merged if
 * somebody changes it meanwhile. Undefined where this device does not hold the record: then the server does it.
 */
export async function takeEdit(db: WorkspaceDb, review: Review): Promise<Edit | undefined> {
  const { collection, documentId, unit, lost } = review;
  const held = await readDoc(db, collection, documentId);
  if (held === undefined || (unit === DELETION && !collections[collection].deletable)) return undefined;
  const change = (current: WireDocument | undefined): Record<string, unknown> | undefined => {
    if (current === undefined || unit === DELETION) return undefined;
    const field = unit.split('.', 1)[0] ?? unit;
    return { [field]: setUnit(shapeOf(collection), current, unit, lost)[field] };
  };
  return { collection, id: documentId, change };
}

/** V2: kept first and told to the server with the next exchange. A later decision takes the place of an earlier one. */
export async function noteDecision(db: WorkspaceDb, decision: Decision): Promise<void> {
  await db.local.decisions.put(decision);
  db.tellLocal();
}

/** V3: as long as the server has not been told, the review is open again. */
export async function takeBackDecision(db: WorkspaceDb, review: string): Promise<void> {
  await db.local.decisions.delete(review);
  db.tellLocal();
}

/** The server said no for good: asking again would bring the same. */
const isRefusal = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && [400, 403, 404].includes(error.status) && error.code !== 'removed';

/** V4: after what is unsent, so that the value that was taken is there when the other person hears of it. */
export async function sendDecisions(db: WorkspaceDb, api: Pick<Api, 'post'>): Promise<void> {
  const waiting = (await db.local.decisions.toArray()).filter(({ refused }) => refused === undefined);
  for (const decision of waiting) {
    const { review: id, how } = decision;
    try {
      const { review } = await api.post<ReviewAnswer>(`/reviews/${encodeURIComponent(id)}/${how}`);
      await db.local.transaction('rw', db.local.reviews, db.local.decisions, async () => {
        await db.local.reviews.put({ id: review.id, content: review });
        await db.local.decisions.delete(id);
      });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      // The value was to be put in place by the server: the person still believes that it is.
      if (error.status === 404 && how === 'settle') await forget(db, id);
      else {
        const refused = error.detail ?? error.message;
        await db.local.decisions.put({
          ...decision,
          refused,
          ...(error.status === 404 && { unknown: true }),
        });
      }
    }
    db.tellLocal();
  }
}

/** Nobody waits for it any more: it is older than what the server remembers, or was about something erased. */
const forget = (db: WorkspaceDb, id: string): Promise<void> =>
  db.local.transaction('rw', db.local.reviews, db.local.decisions, async () => {
    await db.local.reviews.delete(id);
    await db.local.decisions.delete(id);
  });
