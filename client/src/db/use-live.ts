import { useEffect, useState, type DependencyList } from 'react';
import type { Observable } from 'rxjs';

type Latest<T> =
  | { readonly deps: DependencyList; readonly value: T }
  | { readonly deps: DependencyList; readonly error: unknown };

const sameDeps = (a: DependencyList, b: DependencyList): boolean =>
  a.length === b.length && a.every((value, at) => Object.is(value, b[at]));

/**
 * The latest value of what `make` observes; `undefined` while it is loading, also after `deps` changed. An error is
 * thrown to the nearest boundary.
 */
export function useLive<T>(make: () => Observable<T>, deps: DependencyList): T | undefined {
  const [latest, setLatest] = useState<Latest<T>>();
  useEffect(() => {
    const subscription = make().subscribe({
      next: (value) => setLatest({ deps, value }),
      error: (error: unknown) => setLatest({ deps, error }),
    });
    return () => subscription.unsubscribe();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `make` closes over what `deps` names, as with any effect.
  }, deps);
  if (latest === undefined || !sameDeps(latest.deps, deps)) return undefined;
  if ('error' in latest) throw latest.error;
  return latest.value;
}
