import { expect, test } from 'vitest';
import { makeFormat } from '../../lib/format.ts';
import { cyText, inchText, minutesText, sizesText } from './figures.ts';

const format = makeFormat('en');

test('yards have one place, or the two that they need', () => {
  expect([10, 9.5, 9.25, 1042].map((cy) => cyText(cy, format))).toEqual(['10.0', '9.5', '9.25', '1,042.0']);
});

test('inches are read in quarters', () => {
  expect([4, 4.5, 4.25, 0.75, 4.3].map((inches) => inchText(inches, format))).toEqual([
    '4',
    '4½',
    '4¼',
    '¾',
    '4.3',
  ]);
});

test('the size in a mix name is read as a fraction', () => {
  expect(['4000-S 4000 psi 1-1/2"', '3000-W 3/4"', '5000 psi', 'mix 3/8'].map(sizesText)).toEqual([
    '4000-S 4000 psi 1½″',
    '3000-W ¾″',
    '5000 psi',
    'mix 3/8',
  ]);
});

test('two hours and more are hours', () => {
  expect([58, 119, 125].map(minutesText)).toEqual(['58 min', '119 min', '2 h 05']);
});
