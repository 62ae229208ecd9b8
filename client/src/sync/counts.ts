import {
  auditTime,
  combineLatest,
  concatMap,
  distinctUntilChanged,
  map,
  merge,
  ReplaySubject,
  startWith,
  type Observable,
} from 'rxjs';
import type { CollectionName } from 'shared/schema/collections.ts';
import { openReviews } from './reviews.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { liveQuarantined } from './quarantined.ts';
import { attentionList } from './attention.ts';

export interface Counts {
  readonly unsent: number;
  readonly attention: number;
  readonly reviews: number;
  /** Absent where there is none. */
  readonly quarantined?: number;
}

/** Often enough for a badge, seldom enough that typing does not count documents. */
const COUNT_MS = 50;

/** How much waits, kept up to date from every tab's changes. */
export function liveCounts(db: WorkspaceDb): { readonly counts$: Observable<Counts>; stop(): void } {
  const unsent = new Map<CollectionName, number>();
  const stale = new Set<CollectionName>(db.collections);
  const countUnsent = async (): Promise<number> => {
    const collections = [...stale];
    stale.clear();
    for (const collection of collections) unsent.set(collection, await db.store(collection).countUnsent());
    return [...unsent.values()].reduce((sum, n) => sum + n, 0);
  };
  const touched$ = merge(
    ...db.collections.map((name) => db.store(name).changes$.pipe(map(() => stale.add(name)))),
  ).pipe(auditTime(COUNT_MS));
  const counts$ = new ReplaySubject<Counts>(1);
  const subscription = combineLatest({
    unsent: touched$.pipe(startWith(undefined), concatMap(countUnsent)),
    attention: attentionList(db).pipe(map((list) => list.length)),
    reviews: openReviews(db).pipe(map((list) => list.length)),
    quarantined: liveQuarantined(db),
  })
    .pipe(
      map(({ quarantined, ...counts }): Counts => (quarantined > 0 ? { ...counts, quarantined } : counts)),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    )
    // A database that is being closed cannot be counted, and nobody looks any more.
    .subscribe({ next: (counts) => counts$.next(counts), error: () => undefined });
  return { counts$, stop: () => subscription.unsubscribe() };
}
