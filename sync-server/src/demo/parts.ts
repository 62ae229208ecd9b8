import type { Away } from './away.ts';
import type { Company } from './company.ts';
import type { Jobs } from './jobs.ts';
import type { People } from './people.ts';
import type { Supplies } from './supplies.ts';

/** What a week of work and pours is made from. */
export interface Parts {
  readonly company: Company;
  readonly people: People;
  readonly jobs: Jobs;
  readonly away: Away;
  readonly supplies: Supplies;
}
