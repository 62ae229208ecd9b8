import type { Checkpoint } from 'shared/protocol/pull.ts';
import { expect, test } from 'vitest';
import { arrivalOf } from './arrival.ts';

const at = (phase: Checkpoint['phase']): Checkpoint => ({
  seq: 1,
  start: 1,
  epoch: 'e',
  phase,
  day: '2026-11-23',
  id: 'p',
  signature: 's',
});
const names = ['pours', 'loads', 'regions'] as const;

test('a device that was never asked for anything has everything still to come', () => {
  expect(arrivalOf(names, [])).toEqual({ arriving: names, far: names });
});

test('past the near part a collection is usable, and still arriving until its end', () => {
  const pulls = [
    { collection: 'pours', checkpoint: at('rest'), complete: false },
    { collection: 'loads', checkpoint: at('near'), complete: false },
    { collection: 'regions', checkpoint: at('live'), complete: true },
  ] as const;
  expect(arrivalOf(names, pulls)).toEqual({ arriving: ['pours', 'loads'], far: ['loads'] });
});

test('a collection that starts over was here once: its gaps are real', () => {
  expect(arrivalOf(['loads'], [{ collection: 'loads', complete: true }])).toEqual({ arriving: [], far: [] });
});
