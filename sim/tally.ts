import { appendFileSync } from 'node:fs';

/** What one part of the simulation did: `npm run sim` adds these up and prints them. */
export interface Tally {
  /** Name of the part in `parts.ts`. */
  readonly part: string;
  /** How many schedules (runs, bodies, clients: whatever the part counts) were played. */
  readonly schedules?: number;
  /** How often each kind of fault really happened. */
  readonly faults?: Readonly<Record<string, number>>;
  /** How often each interesting state was reached. */
  readonly states?: Readonly<Record<string, number>>;
  /** Planted bugs by name: whether this part caught them. */
  readonly planted?: Readonly<Record<string, boolean>>;
  /** Other figures worth a line, such as seconds until everything was equal. */
  readonly figures?: Readonly<Record<string, number>>;
  /** Broken promises by id. */
  readonly broken?: Readonly<Record<string, number>>;
}

/** Notes what a part did. Without `npm run sim` around it nothing is written. */
export function tell(tally: Tally): void {
  const file = process.env['SIM_TALLIES'];
  if (file) appendFileSync(file, `${JSON.stringify(tally)}\n`);
}

export type Counts = Map<string, number>;

export const count = (counts: Counts, name: string, times = 1): void => {
  counts.set(name, (counts.get(name) ?? 0) + times);
};

/**
 * Names that were counted fewer than `least` times. A run that never lost an answer proves nothing about lost answers:
 * a test expects none.
 */
export const notReached = (
  counts: ReadonlyMap<string, number>,
  names: readonly string[],
  least = 1,
): readonly string[] => names.filter((name) => (counts.get(name) ?? 0) < least);
