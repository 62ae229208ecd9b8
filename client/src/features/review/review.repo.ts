import type { Observable } from 'rxjs';
import { DELETION, setUnit, shapeOf } from 'shared/merge/units.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { Review } from 'shared/protocol/reviews.ts';
import { readDoc } from '../../db/live.ts';
import type { Attention } from '../../db/local-tables.ts';
import type { WorkspaceDb } from '../../db/workspace-db.ts';
import { attentionList, discardAttention, retryAttention } from '../../sync/attention.ts';
import { liveQuarantined } from '../../sync/quarantined.ts';
import {
  decidedReviews,
  noteDecision,
  openReviews,
  takeBackDecision,
  takeEdit,
  type HeldReview,
} from '../../sync/reviews.ts';
import type { Workspace, WorkspaceUser } from '../../sync/workspace.tsx';
import { readWriteRights } from '../../sync/write-rights.ts';

export const liveReviews = ({ db }: Workspace): Observable<readonly HeldReview[]> => openReviews(db);
export const liveDecided = ({ db }: Workspace): Observable<readonly HeldReview[]> => decidedReviews(db);
/** How much of what removed members held waits for this administrator. */
export const liveHandedOver = ({ db }: Workspace): Observable<number> => liveQuarantined(db);
export const liveAttention = ({ db }: Workspace): Observable<readonly Attention[]> => attentionList(db);

export type Decided =
  /** The value is in place here already. */
  | { readonly kind: 'edited' }
  /** The server is asked with the next exchange. */
  | { readonly kind: 'noted' }
  | { readonly kind: 'not permitted'; readonly why: string };

/** Takes the value that lost, or leaves things as they are: with a line and without. */
export async function decideReview(
  workspace: Workspace,
  review: Review,
  how: 'take' | 'settle',
  label: string,
): Promise<Decided> {
  const { db, user, clock, saveAll, sync } = workspace;
  const edit = how === 'take' ? await takeEdit(db, review) : undefined;
  if (edit) {
    const why = await whyNotTake(db, user, review);
    if (why !== undefined) return { kind: 'not permitted', why };
    await saveAll(label, [edit]);
  }
  // What was taken by an edit needs no second writing by the server.
  await noteDecision(db, { review: review.id, how: edit ? 'settle' : how, at: clock.nowInstant() });
  sync.checkNow();
  return { kind: edit ? 'edited' : 'noted' };
}

async function whyNotTake(
  db: WorkspaceDb,
  user: WorkspaceUser,
  { collection, documentId, unit, lost }: Review,
): Promise<string | undefined> {
  const before = (await readDoc(db, collection, documentId)) as WireDocument | undefined;
  if (before === undefined) return undefined;
  const rights = await readWriteRights(db, user);
  const after =
    unit === DELETION ? { ...before, _deleted: true } : setUnit(shapeOf(collection), before, unit, lost);
  return rights({ collection, before, after: { ...after, updatedBy: user.id }, changed: [unit] });
}

export const reopen = ({ db }: Workspace, id: string): Promise<void> => takeBackDecision(db, id);

export const discard = ({ db }: Workspace, id: string): Promise<void> => discardAttention(db, id);

export const retry = (
  { db, user, clock }: Workspace,
  id: string,
  wishes: ReadonlyMap<string, unknown>,
): Promise<void> => {
  const random = (n: number): Uint8Array => crypto.getRandomValues(new Uint8Array(n));
  return retryAttention({ db, author: { userId: user.id, now: () => clock.now(), random } }, id, wishes);
};
