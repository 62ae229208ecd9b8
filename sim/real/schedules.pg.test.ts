import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isOver, schedules, seed } from '../settings.ts';
import { notReached, tell } from '../tally.ts';
import { Broken } from './oracle.ts';
import { COMPOSED } from './composed.ts';
import { keep, keptSchedules, scheduleOf } from './kept.ts';
import { missAWrite } from './reconnect.ts';
import { play } from './schedule.ts';
import { World } from './world.ts';

const SCHEDULES = schedules({ ci: 50, long: 5_000 });
/** What is named here is counted by whoever strikes, when it really strikes. */
const FAULTS = [
  'down',
  'reset',
  'request cut',
  'answer cut',
  'slow close',
  'silent',
  'latency',
  'connection lost before commit',
  'connection lost after commit',
  'slow statement',
  'power cut before a transaction',
  'power cut after a transaction',
  'storage error',
  'full disk',
  'doubled',
  'late repeat',
  'edit, push sent',
  'edit, push answered',
  'edit, page arrived',
  'second tab',
  'token expired',
  'all at once',
  'restart',
  'demote',
  'restore role',
  'suspend',
  'reactivate',
  'half a year passes',
];
/** What only the schedules that were written by hand bring about. */
const COMPOSED_FAULTS = ['edit, about to be written'];
const STATES = [
  'a document is unsent',
  'a document is sent',
  'a document is edited',
  'a document is left',
  'a value lost a merge',
  'a deletion met an edit',
  'refused as not_permitted',
  'answered suspended',
  'answered token_expired',
  'answered checkpoint_expired',
  'answered unavailable',
  'could not send while suspended',
  'checkpoint expired with work unsent',
  'power cut while a push was unanswered',
];
const reached = { faults: new Map<string, number>(), states: new Map<string, number>() };
let world: World;
let played = 0;
const broken = new Map<string, number>();

beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  for (const counts of [world.line.counts, world.databaseLine.counts])
    for (const [fault, times] of counts) reached.faults.set(fault, times);
  tell({
    part: 'real',
    schedules: played,
    faults: Object.fromEntries(reached.faults),
    states: Object.fromEntries(reached.states),
    broken: Object.fromEntries(broken),
  });
  await world[Symbol.asyncDispose]();
});

describe('real devices over a failing line to the real server', () => {
  const all = [
    ...COMPOSED,
    ...keptSchedules(),
    ...Array.from({ length: SCHEDULES }, (_, n) => scheduleOf(seed + n)),
  ];

  test.each(all)('I1 I2 I3 I4 I5 I8 I9 in schedule $name', async (schedule) => {
    // A run with an end is resumed at the seed of the first that it left out.
    if (isOver()) return;
    played += 1;
    await expect(
      play(world, schedule, reached).catch((error: unknown) => {
        const promise = error instanceof Broken ? error.promise : 'unexpected';
        broken.set(promise, (broken.get(promise) ?? 0) + 1);
        keep(schedule);
        throw error;
      }),
    ).resolves.toBeUndefined();
  });

  test('L6 I2 a device that listens finds out by itself what it missed while its line was down', async () => {
    await expect(missAWrite(world)).resolves.toBeUndefined();
  });

  // Fewer than in CI, asked for by hand, prove less.
  test.runIf(SCHEDULES >= 50)('every fault happened and every state was reached', () => {
    const faults = new Map([...reached.faults, ...world.line.counts, ...world.databaseLine.counts]);
    expect(notReached(faults, FAULTS, played >= 1_000 ? 50 : 2)).toEqual([]);
    expect(notReached(faults, COMPOSED_FAULTS)).toEqual([]);
    expect(notReached(reached.states, STATES, played >= 1_000 ? 10 : 1)).toEqual([]);
  });
});
