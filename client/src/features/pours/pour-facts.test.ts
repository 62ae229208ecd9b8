import { expect, test } from 'vitest';
import type { Pour } from 'shared/schema/pours.ts';
import { impliedBy, pourFacts } from './pour-facts.ts';

const pour = (fields: Partial<Pour>): Pour => ({
  id: 'p',
  rev: '1',
  updatedAt: '',
  updatedBy: '',
  ...fields,
});

test('a slab says how much to order, in how many loads, how far apart and with how many trucks', () => {
  const facts = pourFacts(
    pour({ areaSf: 10_800, thicknessIn: 6, wastePct: 5, rateCyPerHour: 52, loadSizeCy: 10, travelMin: 20 }),
  );
  expect(facts).toEqual({ theoreticalCy: 200, orderedCy: 210, loads: 21, spacingMin: 600 / 52, trucks: 6 });
});

test('what the plan gives wins over what follows from it', () => {
  expect(pourFacts(pour({ areaSf: 10_800, thicknessIn: 6, orderedCy: 190, spacingMin: 15 }))).toMatchObject({
    orderedCy: 190,
    loads: 19,
    spacingMin: 15,
  });
});

test('a plan that says too little claims nothing', () => {
  expect(pourFacts(pour({ areaSf: 10_800 }))).toEqual({
    theoreticalCy: undefined,
    orderedCy: undefined,
    loads: undefined,
    spacingMin: undefined,
    trucks: undefined,
  });
});

test('what the plan leaves open is said by its mix, plant or pump', () => {
  const resources = new Map([
    ['mix', { details: { slumpMaxIn: 5, strengthPsi: 4_000 } }],
    ['pump', { details: { boomSizeM: 47 } }],
  ]);
  const plan = pour({ mixId: 'mix', pumpId: 'pump', strengthPsi: 5_000 });
  expect(impliedBy(plan, resources, 'slumpMaxIn')).toBe(5);
  expect(impliedBy(plan, resources, 'boomSizeM')).toBe(47);
  expect(impliedBy(plan, resources, 'strengthPsi')).toBeUndefined();
  expect(impliedBy(plan, resources, 'airMaxPct')).toBeUndefined();
});
