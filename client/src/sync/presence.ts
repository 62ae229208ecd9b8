import { BehaviorSubject, type Observable } from 'rxjs';
import {
  PRESENCE_LEASE_MS,
  roomOf,
  type PresenceNews,
  type PresenceRequest,
  type Present,
  type StreamQuery,
} from 'shared/protocol/presence.ts';
import type { Timers } from './stream.ts';

/** Who else is online, and where this tab is. Never in anybody's way: what cannot be said now is said later or never. */
export interface Presence {
  /** Everybody else's open tabs; empty without a line. */
  readonly others$: Observable<readonly Present[]>;
  readonly place$: Observable<string | undefined>;
  /** What this tab shows: a week, a pour, or nothing that two people could be at together. */
  goTo(place: string | undefined): void;
  /** What is selected there. */
  pointAt(spot: string | undefined): void;
}

/** The same as the line sees it. */
export interface PresenceLine extends Presence {
  /** A stream is being opened: what it says of this tab. */
  arrive(): StreamQuery;
  /** It is open, under this name. */
  hello(stream: string | undefined): void;
  hear(news: PresenceNews): void;
  beat(): void;
  lost(): void;
  /** Nobody looks at this tab; the next hello brings it back. */
  hide(): void;
}

export interface PresenceParts {
  readonly say: (request: PresenceRequest) => Promise<unknown>;
  readonly timers: Timers;
  /** Milliseconds, from anywhere; only differences count. */
  readonly now: () => number;
}

/** Who moves through the cells by key says so at most this often. */
const PAUSE_MS = 1_000;
/** Said again with a heartbeat, as long as there is anybody to hear it: well within the lease, two beats apart. */
const RENEW_MS = PRESENCE_LEASE_MS / 2;

interface Said {
  readonly place: string | undefined;
  readonly spot: string | undefined;
  readonly at: number;
}

export function makePresence({ say, timers, now }: PresenceParts): PresenceLine {
  const others = new Map<string, Present>();
  const others$ = new BehaviorSubject<readonly Present[]>([]);
  let stream: string | undefined;
  const place$ = new BehaviorSubject<string | undefined>(undefined);
  let place: string | undefined;
  let spot: string | undefined;
  let said: Said | undefined;
  let isWaiting = false;
  let arrived: Said | undefined;

  const where = (): Omit<StreamQuery, 'present'> => ({
    ...(place !== undefined && { place }),
    ...(spot !== undefined && { spot }),
  });

  /** Where nobody else is, nobody needs to know which cell is selected. */
  const hasCompany = (): boolean =>
    place !== undefined &&
    [...others.values()].some(
      (other) => other.place !== undefined && roomOf(other.place) === roomOf(place ?? ''),
    );

  const isDue = (): boolean => {
    if (stream === undefined) return false;
    if (said === undefined || said.place !== place) return true;
    if (said.spot !== spot && hasCompany()) return true;
    return others.size > 0 && now() - said.at >= RENEW_MS;
  };

  const sayWhere = (): void => {
    if (isWaiting || !isDue() || stream === undefined) return;
    const tooSoonBy = said === undefined ? 0 : said.at + PAUSE_MS - now();
    if (tooSoonBy > 0) {
      isWaiting = true;
      timers.after(tooSoonBy, () => {
        isWaiting = false;
        sayWhere();
      });
      return;
    }
    said = { place, spot, at: now() };
    // What was not heard is said again with a later heartbeat, or not at all.
    say({ stream, ...where() }).catch(() => undefined);
  };

  /** A screen that makes way for another says where it was and the other where it is: only the last of it counts. */
  let isSettling = false;
  const settle = (): void => {
    if (isSettling) return;
    isSettling = true;
    queueMicrotask(() => {
      isSettling = false;
      sayWhere();
    });
  };

  const forgetOthers = (): void => {
    if (others.size === 0) return;
    others.clear();
    others$.next([]);
  };

  return {
    others$,
    place$,
    goTo(next) {
      if (next !== place) spot = undefined;
      place = next;
      place$.next(next);
      settle();
    },
    pointAt(next) {
      spot = next;
      settle();
    },
    arrive() {
      arrived = { place, spot, at: now() };
      return { present: '1', ...where() };
    },
    hello(named) {
      forgetOthers();
      stream = named;
      said = arrived;
      arrived = undefined;
      sayWhere();
    },
    hear({ people, gone }) {
      for (const present of people) others.set(present.key, present);
      for (const key of gone) others.delete(key);
      others$.next([...others.values()]);
      sayWhere();
    },
    beat: sayWhere,
    lost() {
      stream = undefined;
      forgetOthers();
    },
    hide() {
      if (stream !== undefined) say({ stream, away: true }).catch(() => undefined);
      stream = undefined;
    },
  };
}

/** Where there is no line at all. */
export const NOBODY_ELSE: Presence = {
  others$: new BehaviorSubject<readonly Present[]>([]),
  place$: new BehaviorSubject<string | undefined>(undefined),
  goTo: () => undefined,
  pointAt: () => undefined,
};
