import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stepOf, TRANSITIONS, type TransitionTable } from '../../client/src/sync/document.ts';
import { Broken, FAULTS, type Planted } from './plan.ts';
import { schedules, seed } from '../settings.ts';
import { count, notReached, tell, type Counts } from '../tally.ts';
import { World } from './world.ts';

/** One command: what happens, and three numbers that say to whom and how. */
type Command = readonly [number, number, number, number];

const command = fc.tuple(fc.nat(39), fc.nat(2), fc.nat(3), fc.nat(43));
const schedule = fc.record({
  devices: fc.integer({ min: 1, max: 3 }),
  commands: fc.array(command, { minLength: 10, maxLength: 60, size: 'max' }),
});

function obey(world: World, [what, who, which, how]: Command): void {
  if (what < 8) world.edit(who, which, how >> 2, how);
  else if (what < 10) world.toggle(who, which, how);
  else if (what < 15) world.push(who);
  else if (what < 20) world.pull(who, which);
  else if (what < 32)
    world.deliver(how % 3 === 0 ? how : 0, how % 13 === 0 ? which : Number.POSITIVE_INFINITY);
  else if (what < 34) world.drop(how);
  else if (what < 35) world.duplicate(how);
  else if (what < 36) world.restart(who);
  else if (what < 37) world.clock(who, how % 25);
  else if (what < 38) world.time(how);
  else if (what < 39) world.dayPasses(how % 5);
  else world.startOver(who);
}

function play(
  run: { readonly devices: number; readonly commands: readonly Command[] },
  planted: Planted = {},
): World {
  const world = new World(run.devices, planted);
  for (const each of run.commands) {
    world.time(0);
    obey(world, each);
  }
  world.heal();
  return world;
}

const SCHEDULES = schedules({ ci: 20_000, long: 200_000 });

describe('whatever the network, the clocks and the batteries do', () => {
  test(
    `I1 I2 I4 I5 I6 I7 I9 I10 hold in ${SCHEDULES} schedules, and every fault really happened`,
    { timeout: 240_000 },
    () => {
      const faults: Counts = new Map();
      fc.assert(
        fc.property(schedule, (run) => {
          for (const [fault, times] of play(run).faults) count(faults, fault, times);
        }),
        { seed, numRuns: SCHEDULES },
      );
      tell({ part: 'model', schedules: SCHEDULES, faults: Object.fromEntries(faults) });
      expect(notReached(faults, FAULTS, SCHEDULES / 100)).toEqual([]);
    },
  );
});

const T = TRANSITIONS;
const broken = (change: Partial<TransitionTable>): Planted => ({ table: { ...T, ...change } });

/** Each is a mistake that would lose or block somebody's work. */
const BUGS: Readonly<Record<string, Planted>> = {
  'a local edit is dropped on conflict': broken({
    edited: {
      ...T.edited,
      answered: (record, event) =>
        event.outcome.kind === 'merged'
          ? { record: { kind: 'clean', id: record.id, document: event.outcome.document, seen: event.asOf } }
          : T.edited.answered(record, event),
    },
  }),
  'the unsent mark is cleared before the answer': broken({
    unsent: {
      ...T.unsent,
      mark: ({ id, document, seen }) => ({
        record: { kind: 'clean', id, document, seen: seen ?? { epoch: 'model', counter: 0 } },
      }),
    },
  }),
  'the base moves under a later edit': broken({
    edited: {
      ...T.edited,
      answered: (record, event) => {
        const step = T.edited.answered(record, event);
        return event.outcome.kind === 'merged' && step.record.kind === 'unsent'
          ? { record: { ...step.record, base: event.outcome.document } }
          : step;
      },
    },
  }),
  'the newest state is sent in place of the unanswered one': { newestInPlaceOfSent: true },
  'seen is not moved while unsent': broken({
    unsent: { ...T.unsent, pulled: (record) => ({ record }) },
    sent: { ...T.sent, pulled: (record) => ({ record }) },
    edited: { ...T.edited, pulled: (record) => ({ record }) },
  }),
  'an answer hides a newer master': broken({
    sent: {
      ...T.sent,
      answered: (record, event) => T.sent.answered({ ...record, seen: { ...event.asOf, counter: 0 } }, event),
    },
  }),
  'an older page overwrites a newer state': broken({
    clean: {
      ...T.clean,
      pulled: (record, event) => T.clean.pulled({ ...record, seen: { epoch: 'none', counter: 0 } }, event),
    },
  }),
  'an answer counts for another state than it answers': broken({
    sent: {
      ...T.sent,
      answered: (record, event) => T.sent.answered(record, { ...event, rev: record.sent.document.rev }),
    },
  }),
  'removal forgets seen': broken({
    clean: {
      ...T.clean,
      evicted: ({ id }) => ({ record: { kind: 'absent', id } }),
      swept: (record, event) => {
        const step = T.clean.swept(record, event);
        return step.record.kind === 'left' ? { record: { kind: 'absent', id: record.id } } : step;
      },
      pulled: (record, event) => {
        const step = T.clean.pulled(record, event);
        return step.record.kind === 'left' ? { record: { kind: 'absent', id: record.id } } : step;
      },
    },
  }),
  'a pull overwrites what is unsent': broken({
    unsent: {
      ...T.unsent,
      pulled: ({ id }, { document, asOf }) => ({ record: { kind: 'clean', id, document, seen: asOf } }),
    },
  }),
  'what a pull from the start did not list stays': { noSweep: true },
  'what left the window stays': { noEviction: true },
  'a refused attempt is forgotten': { noAttention: true },
  'the checkpoint is stored before the page': { checkpointBeforePage: true },
  'live begins at the counter of the last page': { liveFromLastPage: true },
  'the counter is read outside of the snapshot of the rows': { asOfOutsideSnapshot: true },
  'the phases use the day of today': { phaseOfToday: true },
  'live pages are filtered by the window': { liveFiltered: true },
  'a deletion is not told': { noTombstones: true },
  'a page begins where the one before it ended, and not after': { fromLastRow: true },
  'the device’s clock evicts': { evictByDeviceClock: true },
  'a page is decided without compare-and-set': { noCompareAndSet: true },
};

const FIRST: Command = [20, 0, 0, 1];
const SECOND: Command = [20, 0, 0, 3];
const pulls = (device: number): Command => [15, device, 2, 1];
const pushes = (device: number): Command => [10, device, 0, 1];

/**
 * A rare order of things, played before the random commands: a page waits in a frozen tab while another device deletes
 * what is on it and a second page tells so.
 */
const FROZEN_PAGE: readonly Command[] = [
  pulls(0),
  FIRST,
  FIRST,
  pulls(1),
  FIRST,
  FIRST,
  [0, 0, 0, 1] as const,
  pushes(0),
  FIRST,
  FIRST,
  pulls(1),
  FIRST,
  FIRST,
  pulls(0),
  FIRST,
  [8, 1, 0, 1] as const,
  pushes(1),
  SECOND,
  SECOND,
  pulls(0),
  SECOND,
  SECOND,
  FIRST,
];

/** Another: a pull from the start is between two pages of the rest when what comes next grows near. */
const DAY_WITHIN_PULL: readonly Command[] = [
  pulls(0),
  FIRST,
  FIRST,
  [0, 0, 0, 3] as const,
  [0, 0, 1, 2] as const,
  pushes(0),
  FIRST,
  FIRST,
  [15, 1, 0, 1] as const,
  FIRST,
  FIRST,
  [38, 0, 0, 4] as const,
  [38, 0, 0, 4] as const,
];

const NOTHING_RARE: readonly Command[] = [];
const rare = fc.constantFrom(NOTHING_RARE, FROZEN_PAGE, DAY_WITHIN_PULL);

describe('the model would notice it if', () => {
  test.each(Object.entries(BUGS))('%s', { timeout: 120_000 }, (name, planted) => {
    const found = fc.check(
      fc.property(schedule, rare, ({ devices, commands }, first) => {
        play({ devices, commands: [...(devices > 1 ? first : []), ...commands] }, planted);
      }),
      { seed, numRuns: 30_000, endOnFailure: true },
    );
    tell({ part: 'model', planted: { [name]: found.failed } });
    expect(found.failed).toBe(true);
    expect(found.errorInstance).toBeInstanceOf(Broken);
  });
});

test('I5 I6 what is rare itself breaks nothing', () => {
  for (const commands of [FROZEN_PAGE, DAY_WITHIN_PULL])
    expect(() => play({ devices: 2, commands })).not.toThrow();
});

test('every event has a rule in every state', () => {
  const events = Object.keys(TRANSITIONS.absent);
  for (const table of Object.values(TRANSITIONS)) expect(Object.keys(table)).toEqual(events);
  const clean = {
    kind: 'clean',
    id: 'a',
    document: { id: 'a', rev: 'r', updatedAt: '', updatedBy: '' },
    seen: { epoch: 'e', counter: 1 },
  } as const;
  expect(stepOf(clean, { type: 'withdraw' }).record).toBe(clean);
});
