import { useEffect, useMemo, useState } from 'react';
import { distinctUntilChanged, filter, map, merge, pairwise, skip, type Observable } from 'rxjs';
import type { ArchivedName } from 'shared/protocol/archive.ts';
import { observeLocal } from '../db/live.ts';
import { useLive } from '../db/use-live.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { reportFailure } from '../lib/report-failure.ts';
import { edgeOfWindow, PEOPLE_AND_JOBS, takeOutAll, type Span, type Taken } from './archive.ts';
import { liveRestoration } from './restoration.ts';
import { useWorkspace, type WorkspaceSync } from './workspace.tsx';

/** `none`: nothing that is shown lies before the window. */
export type ArchiveState = { readonly kind: 'none' } | { readonly kind: 'asking' } | Taken;

/** The first day of this device's window; `undefined` while it is read or before anything was pulled. */
export function useWindowEdge(): string | undefined {
  const { db } = useWorkspace();
  return useLive<string | undefined>(
    () => observeLocal(db, () => edgeOfWindow(db)).pipe(distinctUntilChanged()),
    [db],
  );
}

/** Whenever a device that was without a line has one again. */
export const lineIsBack = ({ status$ }: Pick<WorkspaceSync, 'status$'>): Observable<unknown> =>
  status$.pipe(
    map(({ kind }) => kind === 'offline'),
    distinctUntilChanged(),
    pairwise(),
    filter(([wasOffline, isOffline]) => wasOffline && !isOffline),
  );

/** Whenever the server turns out to have been set back to a backup: what it said before is no longer true. */
export const serverWasSetBack = (db: WorkspaceDb): Observable<unknown> =>
  liveRestoration(db).pipe(
    map((restoration) => restoration?.epoch),
    distinctUntilChanged(),
    skip(1),
  );

/** Takes out what a screen shows of the time before the window; asked again when the line or another epoch comes. */
export function useArchive(spans: readonly Span[]): ArchiveState {
  const { db, api, clock, sync } = useWorkspace();
  const key = JSON.stringify(spans);
  const [found, setFound] = useState<{ readonly key: string; readonly state: Taken }>();
  useEffect(() => {
    const wanted = JSON.parse(key) as readonly Span[];
    if (wanted.length === 0) return undefined;
    let isStale = false;
    const ask = (): void =>
      void takeOutAll({ db, api, nowInstant: () => clock.nowInstant() }, wanted).then(
        (state) => {
          if (!isStale) setFound({ key, state });
        },
        (error: unknown) => {
          reportFailure(error);
          if (!isStale) setFound({ key, state: { kind: 'away' } });
        },
      );
    ask();
    const back = merge(lineIsBack(sync), serverWasSetBack(db)).subscribe({ next: ask, error: reportFailure });
    return () => {
      isStale = true;
      back.unsubscribe();
    };
  }, [db, api, clock, sync, key]);
  if (spans.length === 0) return { kind: 'none' };
  return found?.key === key ? found.state : { kind: 'asking' };
}

/** Where a record is that somebody came to by its address; `missing`: the office does not know of it either. */
export type Whereabouts = ArchiveState | { readonly kind: 'missing' };

const NO_SPANS: readonly Span[] = [];

/**
 * Looks for a record that this device does not hold by its name: at the office, and where that does not answer among
 * what was kept. `shown`: what is on the screen of it; `undefined` while the device still reads.
 */
export function useWhereabouts(
  collection: ArchivedName,
  id: string,
  shown: 'held' | 'old' | 'absent' | undefined,
): Whereabouts {
  const { db } = useWorkspace();
  const isSought = shown === 'old' || shown === 'absent';
  const one = useMemo(() => (isSought ? [{ collection, id }] : NO_SPANS), [isSought, collection, id]);
  // Whoever and whatever it names may have left as well; without them it is shown all the same.
  useArchive(isSought ? PEOPLE_AND_JOBS : NO_SPANS);
  const state = useArchive(one);
  if (state.kind !== 'fresh' || shown !== 'absent') return state;
  return db.shelf.get(collection, id) ? { kind: 'asking' } : { kind: 'missing' };
}
