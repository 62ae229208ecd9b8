import type { CollectionName, Documents } from 'shared/schema/collections.ts';
import { makeAway } from './away.ts';
import {
  companyOf,
  DEMO_USERS,
  DEMO_WORKSPACE,
  type Company,
  type DemoOptions,
  type DemoUser,
  type DemoWorkspace,
} from './company.ts';
import { makeDemands } from './targets.ts';
import { makeJobs } from './jobs.ts';
import { makePeople } from './people.ts';
import { makePours } from './pours.ts';
import { makeRegions } from './regions.ts';
import { LOOKAHEAD_WEEKS, type CompanySize } from './scale.ts';
import { makeSettings } from './settings.ts';
import { makeSupplies } from './supplies.ts';
import { makeWeek } from './weeks.ts';

type DemoDocuments = { readonly [C in CollectionName]: readonly Documents[C][] };

/** Some documents of one collection: a company of years comes in pieces, so that it never has to fit in memory. */
export type DemoChunk = {
  readonly [C in CollectionName]: { readonly collection: C; readonly documents: readonly Documents[C][] };
}[CollectionName];

export interface DemoCompany {
  readonly workspace: DemoWorkspace;
  readonly users: readonly DemoUser[];
  readonly documents: DemoDocuments;
}

export const demoUsers: readonly DemoUser[] = Object.values(DEMO_USERS);

/** The whole demo company, for a size, a day and, where it matters, the time of that day. */
export function makeDemo(size: CompanySize, today: string, options: DemoOptions = {}): DemoCompany {
  const documents: { [C in CollectionName]: Documents[C][] } = {
    settings: [],
    regions: [],
    projects: [],
    employees: [],
    resources: [],
    absences: [],
    schedule_weeks: [],
    demands: [],
    pours: [],
    pour_logs: [],
    loads: [],
    pour_events: [],
  };
  for (const chunk of demoChunks(companyOf(size, today, options))) {
    const list: unknown[] = documents[chunk.collection];
    for (const document of chunk.documents) list.push(document);
  }
  return { workspace: DEMO_WORKSPACE, users: demoUsers, documents };
}

/** The documents in the order of time, a week at a time; what is referred to comes first. */
export function* demoChunks(company: Company): Generator<DemoChunk> {
  const supplies = makeSupplies(company);
  const people = makePeople(company);
  const jobs = makeJobs(company, people, supplies);
  const away = makeAway(company, people);
  yield { collection: 'settings', documents: makeSettings(company) };
  yield { collection: 'regions', documents: makeRegions(company) };
  yield { collection: 'resources', documents: supplies.documents };
  yield { collection: 'employees', documents: people.documents };
  yield { collection: 'projects', documents: jobs.documents };
  yield { collection: 'absences', documents: away.documents };
  const parts = { company, people, jobs, away, supplies };
  const pours = makePours(parts);
  for (let week = -company.weeksBack; week <= LOOKAHEAD_WEEKS; week += 1) {
    const planned = week <= company.scale.weeksAhead ? makeWeek(parts, week) : undefined;
    if (planned !== undefined) {
      yield { collection: 'schedule_weeks', documents: planned.documents };
      yield { collection: 'demands', documents: makeDemands(parts, week, planned) };
    }
    const poured = pours.week(week, planned);
    yield { collection: 'pours', documents: poured.pours };
    yield { collection: 'pour_logs', documents: poured.logs };
    yield { collection: 'loads', documents: poured.loads };
    yield { collection: 'pour_events', documents: poured.events };
  }
}
