import { expect, test } from 'vitest';
import { headWeeks } from './head-weeks.ts';

const fact = (weekStart: string, projectId: string, headDays: number, trade?: string) => ({
  weekStart,
  projectId,
  headDays,
  ...(trade !== undefined && { trade }),
});

test("a job's weeks stand latest first over all pages, with the trades in their order and other jobs left out", () => {
  const pages = [
    {
      facts: [
        fact('2026-11-09', 'a', 5, 'laborer'),
        fact('2026-11-16', 'a', 4),
        fact('2026-11-16', 'a', 10, 'laborer'),
        fact('2026-11-16', 'a', 15, 'finisher'),
        fact('2026-11-16', 'a', 1, 'other'),
        fact('2026-11-16', 'b', 40, 'finisher'),
      ],
    },
    { facts: [fact('2026-08-31', 'a', 2, 'mason')] },
  ];
  expect(headWeeks(pages, 'a')).toEqual([
    {
      weekStart: '2026-11-16',
      headDays: 30,
      trades: [
        { trade: 'finisher', headDays: 15 },
        { trade: 'laborer', headDays: 10 },
        { trade: 'other', headDays: 5 },
      ],
    },
    { weekStart: '2026-11-09', headDays: 5, trades: [{ trade: 'laborer', headDays: 5 }] },
    { weekStart: '2026-08-31', headDays: 2, trades: [{ trade: 'mason', headDays: 2 }] },
  ]);
  expect(headWeeks(pages, 'c')).toEqual([]);
});
