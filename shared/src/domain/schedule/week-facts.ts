import type { ScheduleWeek } from '../../schema/schedule-weeks.ts';
import { headsOf } from './heads.ts';

interface Fact {
  readonly weekStart: string;
  readonly projectId: string;
  readonly trade?: string;
  readonly headDays: number;
}

const order = (a: Fact, b: Fact): number => {
  const [left, right] = [a, b].map((fact) => [fact.weekStart, fact.projectId, fact.trade ?? ''].join(' '));
  return (left ?? '') < (right ?? '') ? -1 : 1;
};

/** Heads by week, job and trade, summed over the days; counted as everywhere: a half on a job is a head. */
export function weekFacts(
  weeks: Iterable<ScheduleWeek>,
  tradeOf: (employeeId: string) => string | undefined,
): readonly Fact[] {
  const groups = Map.groupBy(weeks, (week) => `${week.weekStart} ${tradeOf(week.employeeId) ?? ''}`);
  const facts: Fact[] = [];
  for (const [key, group] of groups) {
    const [weekStart = '', trade = ''] = key.split(' ');
    for (const [projectId, days] of headsOf(group)) {
      const headDays = days.reduce((sum, heads) => sum + heads, 0);
      if (headDays > 0) facts.push({ weekStart, projectId, ...(trade !== '' && { trade }), headDays });
    }
  }
  return facts.sort(order);
}
