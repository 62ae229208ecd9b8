import { foldText } from '../../lib/fold-text.ts';

/** One line of the palette. */
export interface Hit {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  readonly shortcut?: string;
  readonly keywords?: string;
  readonly group: string;
  readonly hue?: number;
  readonly run: () => void;
}

/**
 * How well words find a line: every word must be there; at the start of the title is best, then at the start of a
 * word, then anywhere. Nothing when a word is missing.
 */
export function scoreOf(query: string, hit: Pick<Hit, 'title' | 'detail' | 'keywords'>): number | undefined {
  const title = foldText(hit.title);
  const rest = foldText(`${hit.detail ?? ''} ${hit.keywords ?? ''}`);
  let score = 0;
  for (const word of foldText(query).split(/\s+/).filter(Boolean)) {
    if (title.startsWith(word)) score += 8;
    else if (` ${title}`.includes(` ${word}`)) score += 5;
    else if (title.includes(word)) score += 3;
    else if (` ${rest}`.includes(` ${word}`)) score += 2;
    else if (rest.includes(word)) score += 1;
    else return undefined;
  }
  return score;
}

const MOST_OF_A_GROUP = 6;

/** The best lines under their headings; headings stand by their best line, lines of one score as they came. */
export function rankHits(query: string, hits: readonly Hit[]): readonly { group: string; hits: Hit[] }[] {
  const groups = new Map<string, { score: number; hit: Hit }[]>();
  for (const hit of hits) {
    const score = scoreOf(query, hit);
    if (score === undefined) continue;
    const list = groups.get(hit.group) ?? [];
    list.push({ score, hit });
    groups.set(hit.group, list);
  }
  const isSearching = query.trim() !== '';
  return [...groups]
    .map(([group, list]) => {
      const sorted = [...list].sort((a, b) => b.score - a.score);
      return { group, best: sorted[0]?.score ?? 0, hits: sorted.map(({ hit }) => hit) };
    })
    .sort((a, b) => (isSearching ? b.best - a.best : 0))
    .map(({ group, hits: found }) => ({
      group,
      hits: isSearching ? found.slice(0, MOST_OF_A_GROUP) : found,
    }));
}
