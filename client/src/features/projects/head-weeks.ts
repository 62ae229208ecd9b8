import type { WeekFact } from 'shared/protocol/archive.ts';
import { TRADES } from 'shared/schema/fields.ts';
import type { WeekFactsPage } from '../../sync/archive.ts';

/** One week of one job: heads summed over its days, five people all week are 25. */
export interface HeadWeek {
  readonly weekStart: string;
  readonly headDays: number;
  /** In the order in which the trades are listed everywhere; those without one last. */
  readonly trades: readonly { readonly trade: string; readonly headDays: number }[];
}

const ORDER: readonly string[] = TRADES;
const placeOf = (trade: string): number => (ORDER.includes(trade) ? ORDER.indexOf(trade) : ORDER.length);

/** The weeks in which anybody was on a job, the latest first. */
export function headWeeks(pages: readonly Pick<WeekFactsPage, 'facts'>[], projectId: string): HeadWeek[] {
  const own = pages.flatMap(({ facts }) => facts).filter((fact) => fact.projectId === projectId);
  return [...Map.groupBy(own, (fact) => fact.weekStart)]
    .map(([weekStart, facts]) => ({ weekStart, headDays: sumOf(facts), trades: tradesOf(facts) }))
    .sort((a, b) => (a.weekStart < b.weekStart ? 1 : -1));
}

const sumOf = (facts: readonly WeekFact[]): number => facts.reduce((sum, { headDays }) => sum + headDays, 0);

const tradesOf = (facts: readonly WeekFact[]): HeadWeek['trades'] =>
  [...Map.groupBy(facts, ({ trade }) => trade ?? 'other')]
    .map(([trade, ofIt]) => ({ trade, headDays: sumOf(ofIt) }))
    .sort((a, b) => placeOf(a.trade) - placeOf(b.trade));
