import type { Demand } from 'shared/schema/demands.ts';
import { DAY_KEYS, addDays } from 'shared/lib/days.ts';
import { DEMO_USERS, mondayAt, written } from './company.ts';
import { idOf, portion, randomFor } from './random.ts';
import { HOUR_MS, OFFICE_ZONE, siteMs } from './time.ts';
import type { Parts } from './parts.ts';
import type { WeekOfWork } from './weeks.ts';

/** How many people a day each job wants, mostly what it gets, and what superintendents ask for on top. */
export function makeDemands(parts: Parts, week: number, planned: WeekOfWork): Demand[] {
  return [...makeTargets(parts, week, planned), ...makeRequests(parts, week)];
}

function makeTargets({ company, jobs }: Parts, week: number, planned: WeekOfWork): Demand[] {
  const monday = mondayAt(company, week);
  const heads = headsPerJob(planned);
  return jobs.active.flatMap((job): Demand[] => {
    const random = randomFor(`target ${company.size} ${week} ${job.index}`);
    const usual = Math.round((heads.get(job.id) ?? 0) / 5);
    const asked = KNOWN_SHORT[job.number] !== undefined && week === 0;
    if (usual === 0 || (!asked && random.chance(0.15))) return [];
    const more = asked
      ? (KNOWN_SHORT[job.number] ?? 0)
      : random.weighted([
          [0, 55] as const,
          [1, 17] as const,
          [2, 9] as const,
          [3, 3] as const,
          [-1, 11] as const,
          [-2, 5] as const,
        ]);
    const fridayMs = siteMs(addDays(monday, -10), 15 * 60, OFFICE_ZONE) + random.next() * 2 * HOUR_MS;
    return [
      {
        ...written(company, `${job.id}_${monday}_all`, DEMO_USERS.scheduler, fridayMs),
        kind: 'plan',
        projectId: job.id,
        weekStart: monday,
        trade: 'all',
        heads: Math.max(1, usual + more),
      },
    ];
  });
}

/** By how many the jobs at the top of the sheet are short this week. */
const KNOWN_SHORT: Readonly<Record<string, number>> = { '2418': 0, '2402': 0, '2431': 1, '2390': 2 };

function headsPerJob(planned: WeekOfWork): ReadonlyMap<string, number> {
  const heads = new Map<string, number>();
  for (const days of planned.cells.values())
    for (const key of DAY_KEYS.slice(0, 5))
      for (const { projectId, part } of days[key] ?? [])
        if (projectId !== undefined)
          heads.set(projectId, (heads.get(projectId) ?? 0) + (part === 'full' ? 1 : 0.5));
  return heads;
}

function makeRequests({ company, jobs, people }: Parts, week: number): Demand[] {
  if (week > 4) return [];
  const nth = week + company.weeksBack;
  const count = portion(0.25 + company.scale.foremen / 12, nth) + (week === 0 || week === 1 ? 1 : 0);
  return Array.from({ length: count }, (_, at): Demand => {
    const random = randomFor(`request ${company.size} ${week} ${at}`);
    const job = random.pick(jobs.active);
    const first = random.int(0, 4);
    const heads = random.int(1, 5);
    const monday = mondayAt(company, week);
    const state =
      week < 0
        ? random.weighted([
            ['filled', 75] as const,
            ['partly', 10] as const,
            ['declined', 10] as const,
            ['withdrawn', 5] as const,
          ])
        : random.weighted([['open', 55] as const, ['partly', 25] as const, ['filled', 20] as const]);
    const { foreman, scheduler } = DEMO_USERS;
    const askedMs = siteMs(addDays(monday, -random.int(2, 6)), 16 * 60, OFFICE_ZONE);
    const crew = people.all.filter((person) => !person.isForeman && person.region === job.region);
    return {
      ...written(company, idOf(`request ${week} ${at}`), state === 'open' ? foreman : scheduler, askedMs),
      kind: 'request',
      projectId: job.id,
      weekStart: monday,
      trade: random.pick(['finisher', 'laborer', 'carpenter', 'all'] as const),
      headsByDay: Object.fromEntries(DAY_KEYS.slice(first, 5).map((key) => [key, heads])),
      note: random.pick([
        'deck pour, need hands early',
        'stripping forms',
        'behind on the walls',
        'patch and rub before turnover',
      ]),
      requestedBy: foreman.id,
      state,
      ...(state === 'filled' || state === 'partly'
        ? {
            filledBy: random
              .shuffled(crew)
              .slice(0, state === 'filled' ? heads : Math.ceil(heads / 2))
              .map(({ id }) => id),
          }
        : {}),
    };
  });
}
