import { expect, test } from 'vitest';
import { strengthSamples } from './sampling.ts';

test.each([
  [1111, 60_000, 12],
  [120, 0, 1],
  [151, 0, 2],
  [300, 5001, 2],
  [0, 0, 1],
])('F12: %d CY over %d SF want %d samples', (cy, areaSf, samples) => {
  expect(strengthSamples(cy, areaSf)).toBe(samples);
});
