import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planOf, type Step } from './plan.ts';

/** What happens, one step after another, and the name of it. */
export interface Schedule {
  readonly name: string;
  readonly steps: readonly Step[];
}

const FILE = join(import.meta.dirname, 'kept.json');
const STEPS = 26;

export const scheduleOf = (seed: number): Schedule => ({ name: String(seed), steps: planOf(seed, STEPS) });

/** Schedules that once found something: they are played first, for ever. */
export const keptSchedules = (): readonly Schedule[] => JSON.parse(readFileSync(FILE, 'utf8')) as Schedule[];

/** Keeps one that has just found something, to be committed with what it takes to let it pass. */
export function keep(schedule: Schedule): void {
  const kept = keptSchedules();
  if (kept.some(({ name }) => name === schedule.name)) return;
  writeFileSync(FILE, `${JSON.stringify([...kept, schedule], undefined, 2)}\n`);
}
