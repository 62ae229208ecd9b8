import { expect, test } from 'vitest';
import type { Pour } from '../../schema/pours.ts';
import { termsOf } from './terms.ts';

const pour = (fields: Partial<Pour> = {}): Pour => ({
  id: '018f0000-0000-7000-8000-000000000001',
  rev: 'r',
  updatedAt: '2026-11-20T13:00:00.000Z',
  updatedBy: '018f0000-0000-7000-8000-000000000002',
  ...fields,
});

test('the pour’s word comes before its mix’s, and that before the workspace’s', () => {
  const mix = { details: { dischargeLimitMin: 75, slumpMinIn: 4, slumpMaxIn: 6, concreteMaxF: 100 } };
  expect(termsOf(pour(), mix, { dischargeLimitMin: 60 })).toMatchObject({
    dischargeLimitMin: 75,
    slumpIn: { min: 4, max: 6 },
    concreteF: { max: 100 },
  });
  expect(termsOf(pour(), undefined, { dischargeLimitMin: 60 }).dischargeLimitMin).toBe(60);
  expect(termsOf(pour({ dischargeLimitMin: 45, concreteMaxF: 85 }), mix)).toMatchObject({
    dischargeLimitMin: 45,
    concreteF: { max: 85 },
  });
});

test('one end of a range stated on the pour replaces the whole range of the mix', () => {
  const mix = { details: { slumpMinIn: 6, slumpMaxIn: 8 } };
  expect(termsOf(pour({ slumpMaxIn: 5 }), mix).slumpIn).toEqual({ min: undefined, max: 5 });
});

test('a spacing is a rate, and a plan without either has none', () => {
  expect(termsOf(pour({ spacingMin: 15, loadSizeCy: 10 })).rateCyPerHour).toBe(40);
  expect(termsOf(pour({ rateCyPerHour: 52, spacingMin: 15 })).rateCyPerHour).toBe(52);
  expect(termsOf(pour()).rateCyPerHour).toBeUndefined();
  expect(termsOf(pour({ spacingMin: 0, rateCyPerHour: 0 })).rateCyPerHour).toBeUndefined();
});

test('ordered is what is to be placed; the drawing says what the yield is measured by', () => {
  const terms = termsOf(pour({ areaSf: 60_000, thicknessIn: 6, orderedCy: 1167 }));
  expect(terms.plannedCy).toBe(1167);
  expect(terms.theoreticalCy).toBeCloseTo(1111.11, 2);
});
