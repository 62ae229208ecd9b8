import { expect, test } from 'vitest';
import type { Load } from '../../schema/loads.ts';
import type { Pour } from '../../schema/pours.ts';
import { loadBar, planMarker } from './load-bar.ts';
import { viewLoads } from './load-view.ts';
import { termsOf } from './terms.ts';

const by = '018f0000-0000-7000-8000-000000000001';
const clock = (time: string) => `2026-11-27T${time}:00.000Z`;
const base = { rev: 'r', updatedAt: clock('00:00'), updatedBy: by };
const barOf = (plan: Partial<Pour>, loads: Partial<Load>[], now = '07:30') => {
  const terms = termsOf({ ...base, id: by, loadSizeCy: 10, rateCyPerHour: 40, ...plan });
  const whole = loads.map((load, index) => ({
    ...base,
    id: `load-${index}`,
    pourId: by,
    pourDay: '2026-11-27',
    batchedAt: clock(`0${index}:00`),
    loadCy: 10,
    ...load,
  }));
  return loadBar(viewLoads(whole, terms, Date.parse(clock(now))), terms, Date.parse(clock(now)));
};

test('logged loads come first, then the boxes that the plan still wants', () => {
  const bar = barOf({ orderedCy: 45 }, [
    { verdict: 'accepted' },
    { verdict: 'rejected' },
    { arrivedAt: clock('07:00') },
    {},
  ]);
  expect(bar.map(({ kind, cy }) => [kind, cy])).toEqual([
    ['placed', 10],
    ['rejected', 10],
    ['underway', 10],
    ['underway', 10],
    ['planned', 10],
    ['planned', 5],
  ]);
});

test('a withdrawn load has no box, and a plan that is reached wants no more', () => {
  expect(
    barOf({ orderedCy: 10 }, [{ verdict: 'accepted' }, { void: { by, at: clock('07:00') } }]).map(
      ({ kind }) => kind,
    ),
  ).toEqual(['placed']);
});

test('a load running out fills by the planned spacing, never quite full or empty', () => {
  const discharging = { arrivedAt: clock('07:00'), dischargeStartedAt: clock('07:20') };
  const filledAt = (now: string) => barOf({ orderedCy: 10 }, [discharging], now)[0]?.filled;
  expect(filledAt('07:20')).toBe(0.1);
  expect(filledAt('07:29')).toBeCloseTo(0.6, 9);
  expect(filledAt('09:00')).toBe(0.9);
});

test('the rest of a giant is one box', () => {
  const bar = barOf({ orderedCy: 2000 }, []);
  expect(bar).toEqual([{ key: 'rest', kind: 'planned', cy: 2000, filled: 0 }]);
});

test('the plan’s marker steps over what was rejected', () => {
  const bar = barOf({ orderedCy: 30 }, [
    { verdict: 'accepted' },
    { verdict: 'rejected' },
    { verdict: 'accepted' },
  ]);
  expect(planMarker(bar, 0)).toBe(0);
  expect(planMarker(bar, 5)).toBeCloseTo(5 / 40, 9);
  expect(planMarker(bar, 15)).toBeCloseTo(25 / 40, 9);
  expect(planMarker(bar, 30)).toBe(1);
  expect(planMarker([], 10)).toBe(0);
});
