import { roomOf, type Present } from 'shared/protocol/presence.ts';

/** Somebody else, however many tabs and tablets they have open. */
export interface OtherPerson {
  readonly userId: string;
  readonly name: string;
  /** Where they are: here rather than anywhere else, anywhere rather than nowhere. */
  readonly place?: string;
  readonly isHere: boolean;
}

/** Those who are at the same place first, then by name; each once. */
export function peopleOf(others: readonly Present[], ownPlace: string | undefined): readonly OtherPerson[] {
  const room = ownPlace === undefined ? undefined : roomOf(ownPlace);
  const found = new Map<string, OtherPerson>();
  for (const { userId, name, place } of others) {
    const isHere = place !== undefined && roomOf(place) === room;
    const known = found.get(userId);
    if (known && (known.isHere || (known.place !== undefined && !isHere))) continue;
    found.set(userId, { userId, name, isHere, ...(place !== undefined && { place }) });
  }
  return [...found.values()].sort(
    (a, b) => Number(b.isHere) - Number(a.isHere) || a.name.localeCompare(b.name),
  );
}
