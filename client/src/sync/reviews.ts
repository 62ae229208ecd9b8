import type { Observable } from 'rxjs';
import type { Review, ReviewAnswer, ReviewsAnswer } from 'shared/protocol/reviews.ts';
import { observeLocal } from '../db/live.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import type { Api } from './api.ts';

const SEQ = 'reviewsSeq';

/** Values that lost a merge, as last read: they are looked at offline too. The latest first. */
export const openReviews = (db: WorkspaceDb): Observable<readonly Review[]> =>
  observeLocal(db, async () => {
    const kept = await db.local.reviews.toArray();
    const reviews = kept
      .map(({ content }) => content as Review)
      .filter(({ settled }) => settled === undefined);
    return reviews.sort((a, b) => b.seq - a.seq);
  });

/** The `seq` up to which reviews were read; 0 before the first. */
export async function reviewsRead(db: WorkspaceDb): Promise<number> {
  const after = (await db.local.facts.get(SEQ))?.value;
  return typeof after === 'number' ? after : 0;
}

/** Reads what is new, settled ones too. */
export async function pullReviews(db: WorkspaceDb, api: Pick<Api, 'get'>): Promise<void> {
  for (;;) {
    const after = await reviewsRead(db);
    const answer = await api.get<ReviewsAnswer>(after > 0 ? `/reviews?after=${after}` : '/reviews');
    if (answer.reviews.length > 0)
      await db.local.transaction('rw', db.local.reviews, db.local.facts, async () => {
        await db.local.reviews.bulkPut(answer.reviews.map((review) => ({ id: review.id, content: review })));
        await db.local.facts.put({ name: SEQ, value: answer.seq });
      });
    if (answer.reviews.length > 0) db.tellLocal();
    if (!answer.more) return;
  }
}

/** Takes the value that lost instead, or leaves things as they are; both need a line. */
export async function settleReview(
  db: WorkspaceDb,
  api: Pick<Api, 'post'>,
  id: string,
  how: 'take' | 'settle',
): Promise<void> {
  const { review } = await api.post<ReviewAnswer>(`/reviews/${encodeURIComponent(id)}/${how}`);
  await db.local.reviews.put({ id: review.id, content: review });
  db.tellLocal();
}
