import { expect, test } from 'vitest';
import {
  airLimitsPct,
  concreteLimitsF,
  concreteMinF,
  judgeAir,
  judgeConcreteF,
  judgeSlump,
  slumpLimitsIn,
  slumpToleranceIn,
} from './tolerances.ts';

test.each([
  [2, 0.5],
  [2.5, 1],
  [4, 1],
  [4.5, 1.5],
])('a nominal slump of %d in may miss by %d', (nominal, tolerance) => {
  expect(slumpToleranceIn(nominal)).toBe(tolerance);
  expect(slumpLimitsIn({ min: nominal, max: nominal })).toEqual({
    min: nominal - tolerance,
    max: nominal + tolerance,
  });
});

test('a stated range is the limit itself', () => {
  const asked = { min: 4, max: 5 };
  expect([3.75, 4, 5, 5.25].map((slump) => judgeSlump(slump, asked))).toEqual(['low', 'ok', 'ok', 'high']);
});

test('one stated end judges that end alone', () => {
  expect(judgeSlump(1, { max: 5 })).toBe('ok');
  expect(judgeSlump(7.5, { max: 5 })).toBe('high');
  expect(judgeSlump(3, { min: 4 })).toBe('low');
});

test('nothing measured or nothing asked is not judged', () => {
  expect(judgeSlump(undefined, { max: 5 })).toBe('unjudged');
  expect(judgeSlump(4, {})).toBe('unjudged');
});

test('a nominal air content may miss by 1.5 %', () => {
  expect(airLimitsPct({ min: 6, max: 6 })).toEqual({ min: 4.5, max: 7.5 });
  expect([4.4, 4.5, 7.5, 7.6].map((air) => judgeAir(air, { min: 6, max: 6 }))).toEqual([
    'low',
    'ok',
    'ok',
    'high',
  ]);
});

test.each([
  [6, 55],
  [12, 50],
  [36, 50],
  [48, 45],
  [96, 40],
])('a section of %d in wants concrete of at least %d °F', (thicknessIn, leastF) => {
  expect(concreteMinF(thicknessIn)).toBe(leastF);
});

test('95 °F is the most unless the mix is qualified; the least is judged only where the section is known', () => {
  expect(concreteLimitsF({})).toEqual({ min: undefined, max: 95 });
  expect(judgeConcreteF(96, {})).toBe('high');
  expect(judgeConcreteF(96, { max: 100 })).toBe('ok');
  expect(judgeConcreteF(52, { thicknessIn: 6 })).toBe('low');
  expect(judgeConcreteF(52, { thicknessIn: 24 })).toBe('ok');
  expect(judgeConcreteF(52, { thicknessIn: 6, min: 50 })).toBe('ok');
});
