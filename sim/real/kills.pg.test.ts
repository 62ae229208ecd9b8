import { afterAll, beforeAll, expect, test } from 'vitest';
import { isLong, seed } from '../settings.ts';
import { tell } from '../tally.ts';
import { Processes } from '../processes.ts';
import { momentsOf, playKills } from './kills.ts';

/** Each kills the server four times and PostgreSQL twice. */
const SCHEDULES = isLong ? 25 : 1;
const reached = { faults: new Map<string, number>(), states: new Map<string, number>() };
let processes: Processes;
let slowestMs = 0;

beforeAll(async () => {
  processes = await Processes.open();
}, 120_000);

afterAll(async () => {
  tell({
    part: 'real',
    schedules: SCHEDULES,
    faults: Object.fromEntries(reached.faults),
    figures: { 'milliseconds from the last start to equality, at most': Math.round(slowestMs) },
  });
  await processes[Symbol.asyncDispose]();
}, 120_000);

test.each(Array.from({ length: SCHEDULES }, (_, n) => seed + n))(
  'I1 I2 I4 I8 I9 while the server and PostgreSQL are killed, in schedule %i',
  async (seed) => {
    const took = await playKills(processes, seed, momentsOf(seed), reached);
    slowestMs = Math.max(slowestMs, took);
    expect(processes.isServerGone).toBe(false);
  },
  180_000,
);
