import { distinctUntilChanged, map, type Observable } from 'rxjs';
import type { CollectionName } from 'shared/schema/collections.ts';
import { observeLocal } from './live.ts';
import type { PullState } from './local-tables.ts';
import type { WorkspaceDb } from './workspace-db.ts';

/** How much of the workspace has come onto this device; a stopped first download is still the first one. */
export interface Arrival {
  /** Collections that were never pulled to their end: what they lack says nothing yet. */
  readonly arriving: readonly CollectionName[];
  /** Of those, what cannot even show this week, the open pours and everything small. */
  readonly far: readonly CollectionName[];
}

/** What the places of all pulls say together; `landing` is what is shown already, though not written yet. */
export function arrivalOf(
  collections: readonly CollectionName[],
  pulls: readonly PullState[],
  landing: ReadonlySet<CollectionName> = new Set(),
): Arrival {
  const places = new Map(pulls.map((pull) => [pull.collection, pull]));
  const arriving = collections.filter((name) => places.get(name)?.complete !== true);
  const far = arriving.filter(
    (name) => !landing.has(name) && (places.get(name)?.checkpoint?.phase ?? 'near') === 'near',
  );
  return { arriving, far };
}

export const liveArrival = (db: WorkspaceDb): Observable<Arrival> =>
  observeLocal(db, () => db.local.pulls.toArray()).pipe(
    map((pulls) => arrivalOf(db.collections, pulls, db.landing)),
    distinctUntilChanged(
      (a, b) => String(a.arriving) === String(b.arriving) && String(a.far) === String(b.far),
    ),
  );
