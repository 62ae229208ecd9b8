import { addDays, dayInZone, dayKeyOf, daysBetween, mondayOf } from 'shared/lib/days.ts';
import type { Company } from './company.ts';
import { DEMO_USERS } from './company.ts';
import { pourId, reasonOf, type Draft, type Status } from './draft.ts';
import type { Job } from './jobs.ts';
import type { Method, PourElement } from './pour-kinds.ts';
import type { Pump, Supplies } from './supplies.ts';
import { DAY_MS, MINUTE_MS, siteMs } from './time.ts';
import type { Parts } from './parts.ts';
import { NOT_CLOSED } from './trucks.ts';

/**
 * The pours of the crews at the top of the sheet, written down rather than drawn, so that whenever somebody looks
 * there is one with trucks in every phase, one that began last night, one still to come, one on hold, two that have
 * been promised the same pump, and one placed on the working day before that nobody has closed.
 */
interface KnownPour {
  readonly label: string;
  readonly job: string;
  readonly foreman: number;
  readonly name: string;
  readonly element: PourElement;
  readonly cy: number;
  readonly rate: number;
  readonly method: Method;
  /** Minutes from now, negative began earlier; or a time of the working day before. */
  readonly starts: number | 'day before';
  readonly status: Status;
  readonly ready: number;
  readonly pump?: 'shared' | 'large' | 'line';
  readonly undecided?: true;
  /** Not in the smallest company. */
  readonly large?: true;
}

const KNOWN: readonly KnownPour[] = [
  {
    label: 'riverside deck',
    job: '2418',
    foreman: 0,
    name: 'L3 deck',
    element: 'elevated_deck',
    cy: 142,
    rate: 40,
    method: 'boom_pump',
    starts: -112,
    status: 'in_progress',
    ready: 10,
    pump: 'shared',
  },
  {
    label: 'dock slab',
    job: '2431',
    foreman: 2,
    name: 'Slab bay 4',
    element: 'slab_on_grade',
    cy: 210,
    rate: 52,
    method: 'boom_pump',
    starts: 25,
    status: 'scheduled',
    ready: 7,
    pump: 'shared',
    undecided: true,
  },
  {
    label: 'ramp barrier',
    job: '2440',
    foreman: 3,
    name: 'Barrier 12–18',
    element: 'wall',
    cy: 64,
    rate: 22,
    method: 'chute',
    starts: 150,
    status: 'confirmed',
    ready: 10,
  },
  {
    label: 'riverside curb',
    job: '2418',
    foreman: 0,
    name: 'Curbs east',
    element: 'curb_sidewalk',
    cy: 12,
    rate: 25,
    method: 'chute',
    starts: 390,
    status: 'scheduled',
    ready: 4,
    undecided: true,
  },
  {
    label: 'mercy mat',
    job: '2402',
    foreman: 1,
    name: 'Mat pour C',
    element: 'slab_on_grade',
    cy: 860,
    rate: 112,
    method: 'boom_pump',
    starts: -430,
    status: 'in_progress',
    ready: 9,
    pump: 'large',
    large: true,
  },
  {
    label: 'foundry topping',
    job: '2409',
    foreman: 4,
    name: 'Topping L2',
    element: 'topping',
    cy: 48,
    rate: 24,
    method: 'line_pump',
    starts: 60,
    status: 'scheduled',
    ready: 8,
    pump: 'line',
    large: true,
  },
  {
    label: 'harlan footings',
    job: '2377',
    foreman: 2,
    name: 'Footings 6',
    element: 'footing',
    cy: 18,
    rate: 30,
    method: 'chute',
    starts: 500,
    status: 'on_hold',
    ready: 4,
    large: true,
  },
  {
    label: 'gateway lane',
    job: '2390',
    foreman: 0,
    name: NOT_CLOSED,
    element: 'paving',
    cy: 84,
    rate: 40,
    method: 'chute',
    starts: 'day before',
    status: 'placed',
    ready: 10,
  },
];

/** The known pours of a week: today's, and in its own week the one of the working day before. */
export function knownDrafts({ company, jobs, people, supplies }: Parts, week: number): Draft[] {
  return KNOWN.filter(({ large }) => large !== true || company.size !== 'S').flatMap((known): Draft[] => {
    const job = jobs.byNumber.get(known.job);
    const foreman = people.foremen[known.foreman];
    const plant = supplies.plants[known.foreman % supplies.plants.length];
    if (job === undefined || foreman === undefined || plant === undefined) return [];
    const pump = pumpFor(known, supplies);
    const startMs = startOf(company, job, known);
    // What began last night belongs to this week's plan, also on a Monday.
    const of = known.starts === 'day before' ? mondayOf(dayBefore(company.today)) : mondayOf(company.today);
    if (daysBetween(company.monday, of) / 7 !== week) return [];
    return [
      {
        id: pourId(company, `today ${known.label}`),
        week,
        day: dayInZone(startMs, job.zone),
        startMs,
        job,
        foreman,
        element: known.element,
        name: known.name,
        orderedCy: known.cy,
        method: known.method,
        rateCyPerHour: known.rate,
        loadSizeCy: 10,
        plant,
        ...(pump === undefined ? {} : { pump }),
        status: known.status,
        ready: known.ready,
        ...(known.undecided === undefined ? {} : { undecided: true }),
        ...(known.status === 'on_hold'
          ? {
              reason: reasonOf(
                'inspection_failed',
                'rebar tied short at the east wall, back at 2',
                DEMO_USERS.scheduler.id,
                company.nowMs - DAY_MS / 6,
              ),
            }
          : {}),
      },
    ];
  });
}

/** The last day before on which crews work as a rule. */
function dayBefore(today: string): string {
  const before = addDays(today, -1);
  const key = dayKeyOf(before);
  return key === 'sat' || key === 'sun' ? dayBefore(before) : before;
}

/** On the quarter hour: seen at night, some began yesterday and some are for tomorrow. */
function startOf({ today, nowMs }: Company, job: Job, { starts }: KnownPour): number {
  if (starts === 'day before') return siteMs(dayBefore(today), 6 * 60 + 15, job.zone);
  const quarter = 15 * MINUTE_MS;
  return Math.round((nowMs + starts * MINUTE_MS) / quarter) * quarter;
}

function pumpFor({ pump }: KnownPour, { pumps }: Supplies): Pump | undefined {
  if (pump === 'shared') return pumps[0];
  if (pump === 'large') return pumps[2];
  return pump === 'line' ? pumps.find(({ type }) => type === 'line') : undefined;
}
