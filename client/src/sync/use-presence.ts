import { useCallback, useEffect } from 'react';
import { roomOf, type Present } from 'shared/protocol/presence.ts';
import { useLive } from '../db/use-live.ts';
import { hueOfPerson, initialsOf } from '../lib/person-face.ts';
import { useWorkspace } from './workspace.tsx';

const NOBODY: readonly Present[] = [];

/** This screen is a place, `week:2026-11-23` or `pour:<id>`: while it is shown, others see this person there. */
export function usePlace(place: string | undefined): void {
  const { presence } = useWorkspace();
  useEffect(() => {
    presence.goTo(place);
    return () => presence.goTo(undefined);
  }, [presence, place]);
}

/** Everybody else's open tabs; nobody without a line. */
export function useOthers(): readonly Present[] {
  const { presence } = useWorkspace();
  return useLive(() => presence.others$, [presence]) ?? NOBODY;
}

/** Where this tab itself is. */
export function useOwnPlace(): string | undefined {
  const { presence } = useWorkspace();
  return useLive(() => presence.place$, [presence]);
}

/** As a ring around something shows them, each person once. */
export function ringPeople(
  others: readonly Present[],
): readonly { readonly name: string; readonly initials: string; readonly hue: number }[] {
  const names = new Map(others.map(({ userId, name }) => [userId, name]));
  return [...names].map(([userId, name]) => ({
    name,
    initials: initialsOf(name),
    hue: hueOfPerson(userId),
  }));
}

/** Who else is at this spot of the place that is shown. */
export function useRing(spot: string): ReturnType<typeof ringPeople> {
  const place = useOwnPlace();
  const isHere = (other: Present): boolean =>
    place !== undefined && other.place !== undefined && roomOf(other.place) === roomOf(place);
  return ringPeople(useOthers().filter((other) => other.spot === spot && isHere(other)));
}

/** For whatever holds elements with a `data-spot`: the one that has the focus or was touched is where this person is. */
export function usePointing(): (event: { readonly target: EventTarget }) => void {
  const { presence } = useWorkspace();
  return useCallback(
    ({ target }) => {
      const spot =
        target instanceof Element ? target.closest('[data-spot]')?.getAttribute('data-spot') : null;
      if (typeof spot === 'string') presence.pointAt(spot);
    },
    [presence],
  );
}
