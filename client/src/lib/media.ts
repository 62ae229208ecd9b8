import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds, kept up to date. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = globalThis.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => globalThis.matchMedia(query).matches,
    () => false,
  );
}

/** A phone, or a tablet in the hand: the frame moves to the bottom, where the thumbs are. */
export const COMPACT = '(max-width: 899px), (max-width: 1279px) and (pointer: coarse)';
export const useIsCompact = (): boolean => useMedia(COMPACT);
