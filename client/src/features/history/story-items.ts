import { changesOf, doneAt, type UnitChange } from 'shared/history/changes.ts';
import type { Review } from 'shared/protocol/reviews.ts';
import type { Told } from '../../sync/history.ts';

/** One entry of the timeline: a change with the units of it that are shown, or a value that lost a merge. */
export type StoryItem =
  | {
      readonly kind: 'change';
      readonly at: string;
      readonly entry: Told;
      readonly changes: readonly UnitChange[];
      /** How many entries of the whole story are newer. */
      readonly newer: number;
    }
  | { readonly kind: 'aside'; readonly at: string; readonly review: Review };

/** H18: newest first; a value that lost where nothing was written has no entry in the log, and stands between them. */
export function itemsOf(
  entries: readonly Told[],
  reviews: readonly Review[],
  unit: string | undefined,
): readonly StoryItem[] {
  const changes = entries.flatMap((entry, newer): StoryItem[] => {
    const all = changesOf(entry);
    const shown = unit === undefined ? all : all.filter((change) => change.unit === unit);
    const isWhole = entry.operation !== 'update' && entry.operation !== 'create';
    if (shown.length === 0 && !(isWhole || (unit === undefined && (entry.lost?.length ?? 0) > 0))) return [];
    return [{ kind: 'change', at: doneAt(entry), entry, changes: shown, newer }];
  });
  const logged = new Set(
    entries.flatMap(({ lost = [] }) => lost.map((loser) => `${loser.unit} ${loser.lostAt}`)),
  );
  const oldest = entries.at(-1)?.at ?? '';
  const asides = reviews
    .filter(
      (review) =>
        (unit === undefined || review.unit === unit) &&
        review.at >= oldest &&
        !logged.has(`${review.unit} ${review.lostAt}`),
    )
    .map((review): StoryItem => ({ kind: 'aside', at: review.at, review }))
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return laid(changes, asides);
}

/** The log keeps its own order, whatever the clocks said; what has none is laid in by its time. */
function laid(changes: readonly StoryItem[], asides: readonly StoryItem[]): readonly StoryItem[] {
  const waiting = [...asides];
  return [
    ...changes.flatMap((change) => {
      const before: StoryItem[] = [];
      while (waiting[0] && waiting[0].at > change.at) before.push(...waiting.splice(0, 1));
      return [...before, change];
    }),
    ...waiting,
  ];
}
