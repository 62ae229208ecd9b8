import { expect, test } from 'vitest';
import {
  evaporationBand,
  evaporationKgPerSqmHour,
  evaporationLbPerSfHour,
  kgPerSqmFromLbPerSf,
} from './evaporation.ts';

test.each([
  [87, 80, 50, 12, 0.2435],
  [90, 80, 60, 10, 0.2125],
  [70, 70, 50, 10, 0.1025],
  [70, 40, 50, 10, 0.1797],
  [80, 80, 30, 20, 0.3606],
  [70, 70, 100, 10, 0],
])(
  'F8: concrete %d °F, air %d °F, %d %%, %d mph give %d lb/ft²/h',
  (concreteF, airF, rhPct, windMph, rate) => {
    expect(evaporationLbPerSfHour({ concreteF, airF, rhPct, windMph })).toBeCloseTo(rate, 4);
  },
);

test('F8: warm damp air over cold concrete evaporates nothing, not less than nothing', () => {
  expect(evaporationLbPerSfHour({ concreteF: 80, airF: 90, rhPct: 90, windMph: 5 })).toBe(0);
});

test('F9: the metric form gives the same rate', () => {
  const celsius = (fahrenheit: number) => ((fahrenheit - 32) * 5) / 9;
  const metric = evaporationKgPerSqmHour({
    concreteC: celsius(87),
    airC: celsius(80),
    rhPct: 50,
    windKmh: 12 * 1.609344,
  });
  expect(metric).toBeCloseTo(1.1887, 3);
  expect(kgPerSqmFromLbPerSf(0.2435)).toBeCloseTo(metric, 3);
  expect(evaporationKgPerSqmHour({ concreteC: 20, airC: 32, rhPct: 90, windKmh: 8 })).toBe(0);
});

test('bands turn at 0.10 and 0.20, or where the mix says', () => {
  expect([0.09, 0.1, 0.19, 0.2].map((rate) => evaporationBand(rate))).toEqual([
    'low',
    'amber',
    'amber',
    'red',
  ]);
  expect(evaporationBand(0.12, { amber: 0.15, red: 0.25 })).toBe('low');
});
