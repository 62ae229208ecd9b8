import { describe, expect, test } from 'vitest';
import { judgeRefresh, type Family } from './refresh-family.ts';

const DAY = 86_400_000;
const family: Family = { newestGeneration: 3, newestAt: 0, startedAt: -10 * DAY };
const token = (generation: number, replaced = false) => ({ generation, replaced });

test('the newest is exchanged for the next', () => {
  expect(judgeRefresh(token(3), family, DAY)).toEqual({ kind: 'exchange', generation: 4 });
});

test('its parent is accepted while the newest is unused: the answer was lost', () => {
  expect(judgeRefresh(token(2), family, 2 * DAY)).toEqual({ kind: 'answer_lost', generation: 3 });
});

test.each([
  ['anything older', token(1)],
  ['the newest, once it was replaced', token(3, true)],
  ['the parent, had it been replaced', token(2, true)],
])('%s is theft', (_name, presented) => {
  expect(judgeRefresh(presented, family, DAY)).toEqual({ kind: 'theft' });
});

test('theft is theft, however old the family', () => {
  expect(judgeRefresh(token(1), family, 1000 * DAY)).toEqual({ kind: 'theft' });
});

describe('a family ends by itself', () => {
  test('after 30 days without a word', () => {
    expect(judgeRefresh(token(3), family, 30 * DAY).kind).toBe('exchange');
    expect(judgeRefresh(token(3), family, 30 * DAY + 1).kind).toBe('expired');
    expect(judgeRefresh(token(2), family, 30 * DAY + 1).kind).toBe('expired');
  });

  test('after 180 days, however busy', () => {
    const busy = { ...family, newestAt: 169 * DAY };
    expect(judgeRefresh(token(3), busy, 170 * DAY).kind).toBe('exchange');
    expect(judgeRefresh(token(3), busy, 170 * DAY + 1).kind).toBe('expired');
  });
});
