import { createHash } from 'node:crypto';
import { roomOf, type PresenceNews, type Present } from 'shared/protocol/presence.ts';

/** One open tab, as a node knows it. */
export interface Known {
  readonly userId: string;
  readonly name: string;
  readonly place: string | null;
  readonly spot: string | null;
}

/** By the id of the stream. */
export type Room = ReadonlyMap<string, Known>;

/** The id of a stream is for its own device; others get a name that nothing can be asked with. */
export const keyOf = (stream: string): string =>
  createHash('sha256').update(stream).digest('base64url').slice(0, 16);

/**
 * What one listener is told when a room becomes another: who came, moved or went, without the listener's own tabs.
 * What somebody has selected is told only to those in the same room, and to whoever comes there.
 */
export function newsFor(
  listener: { readonly stream: string; readonly userId: string },
  before: Room,
  after: Room,
): PresenceNews {
  const roomIn = (room: Room, stream: string): string | undefined => {
    const place = room.get(stream)?.place;
    return typeof place === 'string' ? roomOf(place) : undefined;
  };
  const here = roomIn(after, listener.stream);
  const hasMoved = here !== roomIn(before, listener.stream);
  const people: Present[] = [];
  for (const [stream, now] of after) {
    if (now.userId === listener.userId) continue;
    const was = before.get(stream);
    const isHere = here !== undefined && roomIn(after, stream) === here;
    const isNews = !was || was.place !== now.place || (isHere && (hasMoved || was.spot !== now.spot));
    if (!isNews) continue;
    people.push({
      key: keyOf(stream),
      userId: now.userId,
      name: now.name,
      ...(now.place !== null && { place: now.place }),
      ...(isHere && now.spot !== null && { spot: now.spot }),
    });
  }
  const gone = [...before].flatMap(([stream, { userId }]) =>
    after.has(stream) || userId === listener.userId ? [] : [keyOf(stream)],
  );
  return { people, gone };
}
