import { addDays } from 'shared/lib/days.ts';
import type { Project } from 'shared/schema/projects.ts';
import { DEMO_USERS, written, type Company } from './company.ts';
import { FAMILIAR_JOBS } from './familiar.ts';
import { JOB_KINDS, JOB_PLACES, STREETS } from './names.ts';
import type { People } from './people.ts';
import { idOf, randomFor } from './random.ts';
import { placeOf, regionAt, regionId } from './regions.ts';
import type { Supplies } from './supplies.ts';
import { DAY_MS } from './time.ts';

export type JobKind = (typeof JOB_KINDS)[number]['kind'];

/** A job as the plan knows it. */
export interface Job {
  readonly index: number;
  readonly id: string;
  readonly number: string;
  readonly nickname: string;
  readonly kind: JobKind;
  readonly region: number;
  readonly zone: string;
  readonly contractorId: string;
}

export interface Jobs {
  /** Jobs that are being worked on. */
  readonly active: readonly Job[];
  readonly byRegion: readonly (readonly Job[])[];
  readonly byNumber: ReadonlyMap<string, Job>;
  readonly documents: readonly Project[];
}

type Standing = 'active' | 'closed' | 'planned' | 'on_hold';

export function makeJobs(company: Company, people: People, supplies: Supplies): Jobs {
  const active = drawJobs(company, company.scale.activeProjects, 0, supplies);
  const others: readonly Standing[] =
    company.size === 'S'
      ? []
      : ['closed', 'closed', 'closed', 'closed', 'closed', 'planned', 'planned', 'on_hold'];
  const resting = drawJobs(company, others.length, active.length, supplies);
  return {
    active,
    byRegion: Array.from({ length: company.scale.regions }, (_, region) =>
      active.filter((job) => job.region === region),
    ),
    byNumber: new Map(active.map((job) => [job.number, job])),
    documents: [
      ...active.map((job) => projectOf(company, job, 'active', people)),
      ...resting.map((job, at) => projectOf(company, job, others[at] ?? 'closed', people)),
    ],
  };
}

function drawJobs(company: Company, count: number, first: number, supplies: Supplies): Job[] {
  return Array.from({ length: count }, (_, nth): Job => {
    const index = first + nth;
    const familiar = FAMILIAR_JOBS[index];
    const region =
      familiar === undefined ? regionAt(company, index) : familiar.region % company.scale.regions;
    const drawn = JOB_KINDS[index % JOB_KINDS.length] ?? JOB_KINDS[0];
    const place = JOB_PLACES[(index * 7) % JOB_PLACES.length] ?? 'Trinity';
    const again = index >= JOB_PLACES.length * 2 ? ` ${2 + Math.floor(index / JOB_PLACES.length)}` : '';
    return {
      index,
      id: idOf(`project ${index}`),
      number: familiar?.number ?? String(2_446 + index * 3),
      nickname: familiar?.nickname ?? `${place} ${drawn.nickname}${again}`,
      kind: familiar?.kind ?? drawn.kind,
      region,
      zone: placeOf(region).zone,
      contractorId: supplies.contractorIds[index % supplies.contractorIds.length] ?? '',
    };
  });
}

function projectOf(company: Company, job: Job, standing: Standing, people: People): Project {
  const random = randomFor(`project ${company.size} ${job.index}`);
  const place = placeOf(job.region);
  const familiar = FAMILIAR_JOBS[job.index];
  const kind = JOB_KINDS[job.index % JOB_KINDS.length] ?? JOB_KINDS[0];
  const foremen = people.foremen.filter((foreman) => foreman.region === job.region);
  const superintendent = foremen[job.index % Math.max(1, foremen.length)];
  const startsIn = standing === 'planned' ? random.int(30, 90) : -random.int(60, 300);
  const endsIn = standing === 'closed' ? -random.int(20, 200) : random.int(120, 420);
  return {
    ...written(company, job.id, DEMO_USERS.scheduler, company.nowMs - random.int(1, 240) * DAY_MS),
    number: job.number,
    name: familiar?.name ?? `${job.nickname.split(' ')[0] ?? ''} ${kind.name}`,
    nickname: job.nickname,
    colour: job.index % 24,
    regionId: regionId(job.region),
    address: `${random.int(100, 9_900)} ${random.pick(STREETS)}, ${place.name}`,
    latitude: Math.round((place.latitude + random.around(0, 0.3)) * 1e4) / 1e4,
    longitude: Math.round((place.longitude + random.around(0, 0.3)) * 1e4) / 1e4,
    timeZone: job.zone,
    gcContactId: job.contractorId,
    ...(superintendent === undefined ? {} : { superintendentId: superintendent.id }),
    requirements: random.chance(0.85) || familiar !== undefined ? ['OSHA 10'] : [],
    scope: scopeOf(company, job, startsIn, endsIn),
    status: standing,
    ...(standing === 'closed' ? { closedOn: addDays(company.today, endsIn) } : {}),
    importKeys: [job.number, job.nickname],
  };
}

/** What is left to do, per trade, and how fast a crew does it: what the projection is reckoned from. */
function scopeOf(
  company: Company,
  job: Job,
  startsIn: number,
  endsIn: number,
): NonNullable<Project['scope']> {
  const random = randomFor(`scope ${company.size} ${job.index}`);
  const line = (
    trade: 'finisher' | 'carpenter' | 'rodbuster',
    quantity: number,
    unit: string,
    ratePerCrewDay: number,
    crewSize: number,
  ) => ({
    id: idOf(`scope ${job.index} ${trade}`),
    trade,
    quantity,
    unit,
    ratePerCrewDay,
    crewSize,
    from: addDays(company.today, startsIn),
    to: addDays(company.today, endsIn),
  });
  return [
    line('finisher', random.int(20, 240) * 1_000, 'SF', random.int(50, 95) * 100, 6),
    line('carpenter', random.int(4, 60) * 1_000, 'SFCA', random.int(5, 9) * 100, 5),
    line('rodbuster', random.int(20, 400), 'ton', random.int(3, 6), 6),
  ];
}
