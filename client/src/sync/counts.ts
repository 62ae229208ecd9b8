import { auditTime, BehaviorSubject, merge, Subscription, map, type Observable } from 'rxjs';
import type { CollectionName } from 'shared/schema/collections.ts';
import { openReviews } from './reviews.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { attentionList } from './attention.ts';

export interface Counts {
  readonly unsent: number;
  readonly attention: number;
  readonly reviews: number;
}

/** Often enough for a badge, seldom enough that typing does not count documents. */
const COUNT_MS = 50;

/** How much waits, kept up to date from every tab's changes. */
export function liveCounts(db: WorkspaceDb): { readonly counts$: Observable<Counts>; stop(): void } {
  const counts$ = new BehaviorSubject<Counts>({ unsent: 0, attention: 0, reviews: 0 });
  const unsent = new Map<CollectionName, number>();
  const stale = new Set<CollectionName>(db.collections);
  const set = (change: Partial<Counts>): void => {
    const next = { ...counts$.value, ...change };
    const same =
      next.unsent === counts$.value.unsent &&
      next.attention === counts$.value.attention &&
      next.reviews === counts$.value.reviews;
    if (!same) counts$.next(next);
  };
  const count = async (): Promise<void> => {
    const collections = [...stale];
    stale.clear();
    for (const collection of collections) unsent.set(collection, await db.store(collection).countUnsent());
    set({ unsent: [...unsent.values()].reduce((sum, n) => sum + n, 0) });
  };
  // A database that is being closed cannot be counted, and nobody looks any more.
  const quietly = (work: Promise<void>): void => void work.catch(() => undefined);

  const subscription = new Subscription();
  subscription.add(
    merge(...db.collections.map((name) => db.store(name).changes$.pipe(map(() => stale.add(name)))))
      .pipe(auditTime(COUNT_MS))
      .subscribe(() => quietly(count())),
  );
  subscription.add(
    attentionList(db).subscribe({ next: (list) => set({ attention: list.length }), error: () => undefined }),
  );
  subscription.add(
    openReviews(db).subscribe({ next: (list) => set({ reviews: list.length }), error: () => undefined }),
  );
  quietly(count());
  return { counts$, stop: () => subscription.unsubscribe() };
}
