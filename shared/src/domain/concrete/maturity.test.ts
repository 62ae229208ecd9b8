import { expect, test } from 'vitest';
import { equivalentAgeHours, maturityCHours } from './maturity.ts';

test('F10: 12 h at 20 °C and 12 h at 25 °C make 540 °C·h', () => {
  expect(
    maturityCHours([
      { hours: 12, concreteC: 20 },
      { hours: 12, concreteC: 25 },
    ]),
  ).toBe(540);
});

test('F10: hours below the datum neither add nor take away', () => {
  expect(
    maturityCHours([
      { hours: 10, concreteC: 20 },
      { hours: 10, concreteC: -5 },
    ]),
  ).toBe(200);
  expect(maturityCHours([{ hours: 10, concreteC: 20 }], -10)).toBe(300);
});

test.each([
  [10, 13.14],
  [20, 24],
  [35, 55.053],
])('F11: 24 h at %d °C are worth %d h at 20 °C', (concreteC, hours) => {
  expect(equivalentAgeHours([{ hours: 24, concreteC }])).toBeCloseTo(hours, 3);
});
