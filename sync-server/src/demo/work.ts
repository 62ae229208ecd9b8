import type { Company } from './company.ts';
import type { Job, Jobs } from './jobs.ts';
import type { People } from './people.ts';
import { randomFor } from './random.ts';

/** The jobs of the foremen at the top of the sheet, from some weeks ago on: [first week, main job, second job]. */
const KNOWN_WORK: readonly (readonly (readonly [number, string, string])[])[] = [
  [[-6, '2418', '2390']],
  [[-4, '2402', '2418']],
  [
    [-3, '2431', '2377'],
    [2, '2377', '2431'],
  ],
  [
    [-5, '2440', '2445'],
    [3, '2409', '2440'],
  ],
  [[-2, '2409', '2390']],
];

export interface Work {
  readonly main: Job;
  readonly second: Job;
}

interface Known {
  readonly company: Company;
  readonly people: People;
  readonly jobs: Jobs;
}

/**
 * What a foreman's crew is on in a week. A crew stays on a job for some weeks and then moves on to the next of its
 * region; its second job is one that no crew of the region has as its main one just then, so that every job is worked on.
 */
export function workOf({ company, people, jobs }: Known, foreman: number, week: number): Work {
  const known = KNOWN_WORK[foreman]?.findLast(([from]) => from <= week);
  const [main, second] = [jobs.byNumber.get(known?.[1] ?? ''), jobs.byNumber.get(known?.[2] ?? '')];
  if (main !== undefined && second !== undefined && week <= 8) return { main, second };
  const region = people.foremen[foreman]?.region ?? 0;
  const near = jobs.byRegion[region] ?? [];
  const own = near.length === 0 ? jobs.active : near;
  const rank = people.foremen.filter((other) => other.region === region && other.foreman < foreman).length;
  const crews = people.foremen.filter((other) => other.region === region).length;
  const random = randomFor(`work ${company.size} ${foreman}`);
  const stay = random.int(3, 8);
  const stretch = Math.floor((week + 1_000 + random.int(0, 7)) / stay);
  const at = (nth: number): Job => {
    const job = own[nth % own.length];
    if (job === undefined) throw new Error('a company without jobs');
    return job;
  };
  const first = rank + stretch * 5;
  const next = at(first + crews).id === at(first).id ? first + 1 : first + crews;
  return { main: at(first), second: at(next) };
}
