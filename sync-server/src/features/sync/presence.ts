import { PRESENCE_LEASE_MS, type PresenceNews } from 'shared/protocol/presence.ts';
import { newsFor, type Known, type Room } from './presence-news.ts';
import type { Seen } from './presence.repo.ts';

/** Somebody who listens on this node. */
export interface Listener {
  readonly stream: string;
  readonly userId: string;
  tell(news: PresenceNews): void;
}

export interface PresenceParts {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly read: (tenantId: string) => Promise<readonly Seen[]>;
  readonly forget: (tenantId: string, streams: readonly string[]) => Promise<void>;
  readonly tellOthers: (tenantId: string) => void;
  readonly onError: (error: unknown) => void;
}

/** Who is online in the workspaces that somebody listens for on this node. The table is what all nodes share. */
export interface Presence {
  /** Everybody who is there is told first. */
  enter(tenantId: string, listener: Listener): void;
  leave(tenantId: string, stream: string): void;
  /** Something may have changed: here, or on another node. */
  look(tenantId: string): void;
  /** Those who have said nothing for too long go. */
  prune(): void;
  /** The node stops: none of its streams is there any more. */
  close(): Promise<void>;
}

type Tab = Known & { readonly until: number };

interface Place {
  readonly listeners: Map<string, Listener>;
  known: ReadonlyMap<string, Tab>;
  isReading: boolean;
  isStale: boolean;
}

const NOBODY: Room = new Map();

export function makePresence(parts: PresenceParts): Presence {
  const places = new Map<string, Place>();
  let isClosing = false;

  const tell = (listener: Listener, before: Room, after: Room): void => {
    const news = newsFor(listener, before, after);
    if (news.people.length + news.gone.length > 0) listener.tell(news);
  };
  const become = (place: Place, after: ReadonlyMap<string, Tab>): void => {
    const before = place.known;
    place.known = after;
    for (const listener of place.listeners.values()) tell(listener, before, after);
  };

  /** What changes while the table is read is read once more, so that the last word counts. */
  const read = async (tenantId: string, place: Place): Promise<void> => {
    place.isReading = true;
    try {
      do {
        place.isStale = false;
        const now = parts.now();
        const seen = await parts.read(tenantId);
        become(
          place,
          new Map(
            seen.map(({ stream, age, ...known }) => [
              stream,
              { ...known, until: now + PRESENCE_LEASE_MS - age },
            ]),
          ),
        );
      } while (place.isStale);
    } catch (error) {
      parts.onError(error);
    } finally {
      place.isReading = false;
    }
  };
  const look = (tenantId: string): void => {
    const place = places.get(tenantId);
    if (!place) return;
    place.isStale = true;
    if (!place.isReading) void read(tenantId, place);
  };
  const forget = async (tenantId: string, streams: readonly string[]): Promise<void> => {
    try {
      await parts.forget(tenantId, streams);
      parts.tellOthers(tenantId);
      look(tenantId);
    } catch (error) {
      // Its time runs out all the same.
      parts.onError(error);
    }
  };

  return {
    look,
    enter(tenantId, listener) {
      const known = places.get(tenantId);
      const place = known ?? { listeners: new Map(), known: new Map(), isReading: false, isStale: false };
      place.listeners.set(listener.stream, listener);
      if (known) return tell(listener, NOBODY, known.known);
      places.set(tenantId, place);
      look(tenantId);
    },
    leave(tenantId, stream) {
      const place = places.get(tenantId);
      if (!place) return;
      place.listeners.delete(stream);
      if (place.listeners.size === 0) places.delete(tenantId);
      if (place.known.has(stream) && !isClosing) void forget(tenantId, [stream]);
    },
    prune() {
      const now = parts.now();
      for (const place of places.values()) {
        const left = new Map([...place.known].filter(([, { until }]) => until > now));
        if (left.size < place.known.size) become(place, left);
      }
    },
    async close() {
      isClosing = true;
      await Promise.all(
        [...places].map(async ([tenantId, { listeners, known }]) => {
          const mine = [...listeners.keys()].filter((stream) => known.has(stream));
          if (mine.length > 0) await forget(tenantId, mine);
        }),
      );
    },
  };
}
