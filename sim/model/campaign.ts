import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { seed } from '../settings.ts';
import { count, notReached, tell, type Counts } from '../tally.ts';
import { FAULTS, STATES } from './must-reach.ts';
import { Broken, type Planted } from './plan.ts';
import { play, type Schedule } from './schedule.ts';

export const KEPT = join(import.meta.dirname, 'kept');

/** A schedule that once broke a promise: it is replayed first, for ever. */
export interface Kept {
  readonly promise: string;
  /** What it was, in one line. */
  readonly what: string;
  readonly schedule: Schedule;
}

interface Found {
  readonly broken?: Broken;
  readonly schedule?: Schedule;
}

async function search(
  schedules: fc.Arbitrary<Schedule>,
  numRuns: number,
  planted: Planted | undefined,
  onPlayed: (states: ReadonlyMap<string, number>) => void,
): Promise<Found> {
  const result = await fc.check(
    fc.asyncProperty(schedules, async (schedule) => {
      onPlayed((await play(schedule, planted)).states);
    }),
    { seed, numRuns, endOnFailure: planted !== undefined },
  );
  if (!result.failed) return {};
  const error = result.errorInstance;
  const broken = error instanceof Broken ? error : new Broken('crash', String(error));
  const [schedule] = result.counterexample ?? [];
  return { broken, ...(schedule && { schedule }) };
}

/** Written where it is found again: with its promise and a line that says what it was, it belongs into the repository. */
function keep({ promise, message }: Broken, schedule: Schedule): string {
  const kept: Kept = { promise, what: message, schedule };
  const name = createHash('sha256').update(JSON.stringify(schedule)).digest('hex').slice(0, 8);
  const file = join(KEPT, `${promise.toLowerCase()}-${name}.json`);
  if (process.env['SIM_TALLIES']) {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(file, `${JSON.stringify(kept)}\n`);
  }
  return `${message}\n${JSON.stringify(kept)}`;
}

export interface Campaign {
  /** What broke, with the schedule, shrunk; undefined where everything held. */
  readonly broken: string | undefined;
  /** Faults that happened and states that were reached too rarely to prove anything. */
  readonly tooRare: readonly string[];
}

/** Plays so many schedules and tells what happened in them. */
export async function campaign(schedules: fc.Arbitrary<Schedule>, numRuns: number): Promise<Campaign> {
  const counts: Counts = new Map();
  let played = 0;
  const { broken, schedule } = await search(schedules, numRuns, undefined, (states) => {
    played += 1;
    for (const [state, times] of states) count(counts, state, times);
  });
  const of = (names: readonly string[]): Record<string, number> =>
    Object.fromEntries(names.map((name) => [name, counts.get(name) ?? 0]));
  tell({
    part: 'model',
    schedules: played,
    faults: of(FAULTS),
    states: of(STATES),
    broken: broken ? { [broken.promise]: 1 } : {},
  });
  return {
    broken: broken && (schedule ? keep(broken, schedule) : broken.message),
    // A short run cannot reach what is rare; in a long one rare is enough.
    tooRare: [
      ...notReached(counts, FAULTS, Math.min(20, Math.floor(numRuns / 500))),
      ...notReached(counts, STATES, Math.min(2, Math.floor(numRuns / 5_000))),
    ],
  };
}

/** Plays schedules until a planted mistake breaks a promise; undefined where it was never noticed. */
export async function hunt(
  schedules: fc.Arbitrary<Schedule>,
  numRuns: number,
  planted: Planted,
): Promise<Broken | undefined> {
  return (await search(schedules, numRuns, planted, () => undefined)).broken;
}
