import type { Observable } from 'rxjs';
import type { Review } from 'shared/protocol/reviews.ts';
import type { Attention } from '../../db/local-tables.ts';
import { attentionList, discardAttention, retryAttention } from '../../sync/attention.ts';
import { openReviews, settleReview } from '../../sync/reviews.ts';
import type { Workspace } from '../../sync/workspace.tsx';

export const liveReviews = ({ db }: Workspace): Observable<readonly Review[]> => openReviews(db);
export const liveAttention = ({ db }: Workspace): Observable<readonly Attention[]> => attentionList(db);

export const settle = ({ db, api }: Workspace, id: string, how: 'take' | 'settle'): Promise<void> =>
  settleReview(db, api, id, how);

export const discard = ({ db }: Workspace, id: string): Promise<void> => discardAttention(db, id);

export const retry = (
  { db, user, clock }: Workspace,
  id: string,
  wishes: ReadonlyMap<string, unknown>,
): Promise<void> => {
  const random = (n: number): Uint8Array => crypto.getRandomValues(new Uint8Array(n));
  return retryAttention({ db, author: { userId: user.id, now: () => clock.now(), random } }, id, wishes);
};
