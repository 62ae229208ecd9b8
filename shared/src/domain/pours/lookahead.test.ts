import { expect, test } from 'vitest';
import type { Pour } from '../../schema/pours.ts';
import { overCapacityCy, skyline } from './lookahead.ts';

const MONDAYS = ['2026-11-23', '2026-11-30'];
const mondayOf = (day: string): string => (day < '2026-11-30' ? '2026-11-23' : '2026-11-30');
const pour = (day: string | undefined, status: Pour['status'], orderedCy: number): Pour => ({
  id: 'p',
  rev: '1',
  updatedAt: '',
  updatedBy: '',
  orderedCy,
  ...(day !== undefined && { day }),
  ...(status !== undefined && { status }),
});

test('yards are added up by week, committed and tentative apart', () => {
  const weeks = skyline(
    [
      pour('2026-11-24', 'confirmed', 100),
      pour('2026-11-27', 'tentative', 40),
      pour('2026-11-27', undefined, 10),
      pour('2026-12-01', 'complete', 60),
    ],
    MONDAYS,
    mondayOf,
  );
  expect(weeks).toEqual([
    { weekStart: '2026-11-23', committedCy: 100, tentativeCy: 50, pours: 3 },
    { weekStart: '2026-11-30', committedCy: 60, tentativeCy: 0, pours: 1 },
  ]);
});

test('called-off pours and pours without a day weigh nothing', () => {
  const weeks = skyline(
    [pour('2026-11-24', 'cancelled', 100), pour(undefined, 'scheduled', 100)],
    MONDAYS,
    mondayOf,
  );
  expect(weeks.map((week) => week.pours)).toEqual([0, 0]);
});

test('a week over capacity says by how much', () => {
  const week = { weekStart: '2026-11-23', committedCy: 900, tentativeCy: 1560, pours: 9 };
  expect(overCapacityCy(week, 2200)).toBe(260);
  expect(overCapacityCy(week, 3000)).toBe(0);
  expect(overCapacityCy(week, undefined)).toBe(0);
});
