import { useEffect, useState } from 'react';
import { distinctUntilChanged, filter, map, merge, pairwise, skip } from 'rxjs';
import { observeLocal } from '../db/live.ts';
import { useLive } from '../db/use-live.ts';
import { reportFailure } from '../lib/report-failure.ts';
import { edgeOfWindow, takeOutAll, type Span, type Taken } from './archive.ts';
import { liveRestoration } from './restoration.ts';
import { useWorkspace } from './workspace.tsx';

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
      void takeOutAll({ db, api, nowInstant: () => clock.nowInstant() }, wanted).then((state) => {
        if (!isStale) setFound({ key, state });
      }, reportFailure);
    ask();
    const back$ = sync.status$.pipe(
      map(({ kind }) => kind === 'offline'),
      distinctUntilChanged(),
      pairwise(),
      filter(([wasOffline, isOffline]) => wasOffline && !isOffline),
    );
    const setBack$ = liveRestoration(db).pipe(
      map((restoration) => restoration?.epoch),
      distinctUntilChanged(),
      skip(1),
    );
    const back = merge(back$, setBack$).subscribe({ next: ask, error: reportFailure });
    return () => {
      isStale = true;
      back.unsubscribe();
    };
  }, [db, api, clock, sync, key]);
  if (spans.length === 0) return { kind: 'none' };
  return found?.key === key ? found.state : { kind: 'asking' };
}
