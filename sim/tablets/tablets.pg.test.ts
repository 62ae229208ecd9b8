import { afterAll, beforeAll, expect, test } from 'vitest';
import { isLong, minutes, schedules } from '../settings.ts';
import { tell } from '../tally.ts';
import { Processes } from '../processes.ts';
import { CONVERGED_WITHIN_MS, workUnderKills, type FleetSize } from './fleet.ts';

/** In the long run the server is killed every 30 s for five minutes, or as long as was asked for. */
const KILLS_A_MINUTE = 2;
const SIZE: FleetSize = {
  tablets: schedules({ ci: 60, long: 1_000 }),
  ...(isLong
    ? { kills: KILLS_A_MINUTE * (minutes ?? 5), betweenMs: 30_000, writeEveryMs: 45_000 }
    : { kills: 2, betweenMs: 4_000, writeEveryMs: 2_000 }),
};
const GIGABYTE = 1024 ** 3;

let processes: Processes;
beforeAll(async () => {
  processes = await Processes.open();
}, 120_000);
afterAll(() => processes[Symbol.asyncDispose](), 120_000);

test(
  `I1 I2 I4 I9 ${SIZE.tablets} tablets work while the server is killed ${SIZE.kills} times: nothing lost, nothing stuck`,
  async () => {
    const { failures, memory, ...figures } = await workUnderKills(processes, SIZE);
    tell({
      part: 'tablets',
      schedules: SIZE.tablets,
      faults: { 'server killed': SIZE.kills, 'write repeated': figures.repeats },
      states: { 'stream opened': figures.connects, 'write acknowledged': figures.acknowledged },
      figures: {
        'acknowledged writes lost': figures.lost,
        'writes stuck': figures.stuck,
        'tablets diverged': figures.diverged,
        'milliseconds from healing to equality': Math.round(figures.convergedMs),
        'milliseconds of the slowest start': figures.slowestStartMs,
        ...(memory !== undefined && { 'megabytes of the server, at most': Math.round(memory / 1024 ** 2) }),
      },
    });
    expect(failures).toEqual([]);
    expect(figures).toMatchObject({ lost: 0, twice: 0, stuck: 0, diverged: 0 });
    expect(figures.convergedMs).toBeLessThan(CONVERGED_WITHIN_MS);
    expect(memory ?? 0).toBeLessThan(GIGABYTE);
    // Each was cut off each time and came back, and the kills hit writes on their way.
    expect(figures.connects).toBeGreaterThan(SIZE.tablets * SIZE.kills);
    expect(figures.repeats).toBeGreaterThan(0);
  },
  isLong ? 1_200_000 : 120_000,
);
