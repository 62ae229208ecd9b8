import type { Load } from 'shared/schema/loads.ts';
import type { PourEvent } from 'shared/schema/pour-events.ts';
import type { PourLog } from 'shared/schema/pour-logs.ts';
import { DEMO_USERS, written, type Company } from './company.ts';
import { placingMs, wholeMs, type Draft, type Status } from './draft.ts';
import { given } from './given.ts';
import { eventsOf, type Actual } from './log-events.ts';
import type { Person } from './people.ts';
import { kindOf } from './pour-kinds.ts';
import type { Parts } from './parts.ts';
import { digestOf, idOf, randomFor, type Random } from './random.ts';
import type { Mix } from './supplies.ts';
import { concreteF, setName, takesSample } from './samples.ts';
import { driveTrucks, type Rejections, type Truck } from './trucks.ts';
import { HOUR_MS, MINUTE_MS, minuteInstant } from './time.ts';

export interface MadeLog {
  /** What the pour has come to by its trucks. */
  readonly status: Status;
  readonly log: PourLog;
  readonly loads: readonly Load[];
  readonly events: readonly PourEvent[];
}

/** The log of a pour that has begun, up to now: nothing is written down before it has happened. */
export function makeLog(
  parts: Parts,
  draft: Draft,
  crew: readonly Person[],
  rejections: Rejections,
): MadeLog | undefined {
  if (!['in_progress', 'placed', 'complete'].includes(draft.status) || draft.startMs === undefined)
    return undefined;
  const { company, supplies } = parts;
  const random = randomFor(`log ${draft.id}`);
  const mix = supplies.mixes.find(({ use }) => use === kindOf(draft.element).mix);
  const startMs = draft.startMs + random.int(-2, 4) * MINUTE_MS;
  const { trucks, delays } = driveTrucks(draft, startMs, rejections);
  const loads = trucks.flatMap((truck) => {
    const load = loadOf(company, draft, truck, mix, crew);
    return load === undefined ? [] : [load];
  });
  const lastMs = Math.max(startMs + placingMs(draft) / 2, ...trucks.map(({ endedMs }) => endedMs));
  const status: Status =
    lastMs > company.nowMs ? 'in_progress' : draft.status === 'in_progress' ? 'placed' : draft.status;
  const actual = { draft, trucks, delays, startMs, lastMs, status, crew };
  return {
    status,
    log: headerOf(company, actual, random),
    loads,
    events: eventsOf(company, actual, supplies),
  };
}

function headerOf(
  company: Company,
  { draft, trucks, startMs, lastMs, status, crew }: Actual,
  random: Random,
): PourLog {
  const past = (ms: number | undefined) =>
    ms === undefined || ms > company.nowMs ? undefined : minuteInstant(ms);
  const endMs = Math.max(lastMs + 20 * MINUTE_MS, startMs + wholeMs(draft));
  const done = status === 'complete';
  const pumped = draft.pump !== undefined;
  const hours = Math.round(((endMs - startMs) / HOUR_MS + 1) * 2) / 2;
  const crewHours =
    done || status === 'placed'
      ? Object.fromEntries(
          crew.map(({ id }) => [id, { hours: Math.max(1, Math.min(14, hours + random.int(-2, 2) / 2)) }]),
        )
      : undefined;
  return given({
    ...written(
      company,
      draft.id,
      DEMO_USERS.foreman,
      status === 'in_progress' ? company.nowMs - 4 * MINUTE_MS : endMs,
    ),
    pourDay: draft.day,
    startedAt: past(startMs),
    endedAt: status === 'in_progress' ? undefined : past(endMs),
    firstTruckAt: past(trucks[0]?.arrivedMs),
    lastTruckAt: status === 'in_progress' ? undefined : past(trucks.at(-1)?.arrivedMs),
    crewHours,
    pumpArrivedAt: pumped ? past(startMs - random.int(45, 75) * MINUTE_MS) : undefined,
    pumpStartedAt: pumped ? past(startMs) : undefined,
    pumpFinishedAt: pumped ? past(lastMs) : undefined,
    pumpWashedOutAt: pumped ? past(lastMs + random.int(20, 40) * MINUTE_MS) : undefined,
    notes: random.chance(0.12)
      ? random.pick([
          'good pour',
          'pump blew a seal at the end, replaced',
          'waited on the inspector',
          'tailgate too full on two trucks',
        ])
      : undefined,
    seals: done
      ? [
          {
            hash: digestOf(`seal ${draft.id}`),
            by: DEMO_USERS.foreman.id,
            at: minuteInstant(Math.min(endMs + HOUR_MS, company.nowMs - MINUTE_MS)),
          },
        ]
      : undefined,
  });
}

function loadOf(
  company: Company,
  draft: Draft,
  truck: Truck,
  mix: Mix | undefined,
  crew: readonly Person[],
): Load | undefined {
  const { nowMs } = company;
  if (truck.batchedMs > nowMs) return undefined;
  const random = randomFor(`load ${draft.id} ${truck.nth}`);
  const past = (ms: number) => (ms > nowMs ? undefined : minuteInstant(ms));
  const rejected = truck.rejected !== undefined;
  const decidedMs = rejected ? truck.startedMs + 3 * MINUTE_MS : truck.endedMs;
  const decided = decidedMs <= nowMs;
  const arrived = truck.arrivedMs <= nowMs;
  const lastMs =
    [decidedMs, truck.startedMs, truck.arrivedMs, truck.batchedMs].find((ms) => ms <= nowMs) ??
    truck.batchedMs;
  const tested =
    arrived &&
    (rejected ||
      truck.nth < 3 ||
      truck.nth % 5 === 0 ||
      (nowMs - truck.startedMs < 20 * MINUTE_MS && truck.startedMs <= nowMs));
  const ageMin = Math.round((truck.endedMs - truck.batchedMs) / MINUTE_MS);
  const water = arrived && random.chance(0.18) ? random.int(3, 12) : undefined;
  const last = truck.loadCy < draft.loadSizeCy;
  const verdict: Load['verdict'] = decided ? (rejected ? 'rejected' : 'accepted') : undefined;
  return given({
    ...written(company, idOf(`load ${draft.id} ${truck.nth}`), DEMO_USERS.foreman, lastMs),
    pourId: draft.id,
    pourDay: draft.day,
    createdAt: minuteInstant(
      truck.batchedMs + MINUTE_MS > nowMs ? truck.batchedMs : truck.batchedMs + MINUTE_MS,
    ),
    ticketNumber: ticketOf(draft, truck, random),
    truckNumber: `T-${random.int(160, 260)}`,
    plantId: draft.plant.id,
    mixId: mix?.id,
    batchedAt: minuteInstant(truck.batchedMs),
    arrivedAt: past(truck.arrivedMs),
    dischargeStartedAt: rejected ? undefined : past(truck.startedMs),
    dischargeEndedAt: rejected ? undefined : past(truck.endedMs),
    loadCy: truck.loadCy,
    ...(tested ? testsOf(truck, mix, draft.day, random) : {}),
    maxWaterGal: arrived && random.chance(0.6) ? random.int(10, 25) : undefined,
    waterAddedGal: water,
    waterAddedBy: water === undefined ? undefined : random.pick(['driver', 'lab', 'foreman']),
    cylinderSetIds: decided && !rejected && takesSample(draft, truck) ? [setName(draft, truck)] : undefined,
    placedAt:
      decided && !rejected && random.chance(0.4)
        ? `${random.pick(['A', 'B', 'C', 'D'])}/${random.int(1, 9)}`
        : undefined,
    verdict,
    rejectReason: decided ? truck.rejected : undefined,
    rejectNote: decided && truck.rejected === 'slump' ? 'slump 7½, limit 6, sent back' : undefined,
    returnedCy: decided && !rejected && last && random.chance(0.35) ? random.int(1, 4) / 2 : undefined,
    waiver: decided && !rejected && ageMin > 90 ? waiverOf(crew, decidedMs, ageMin) : undefined,
  });
}

/** Tickets run on per plant and day; one in some hundreds was typed in twice. */
function ticketOf(draft: Draft, { nth, repeatsTicket }: Truck, random: Random): string {
  const first = randomFor(`tickets ${draft.id}`).int(20_000, 89_000);
  const isTwice = (nth > 1 && random.chance(0.003)) || repeatsTicket === true;
  return `${draft.plant.code}${first + (isTwice ? nth - 1 : nth)}`;
}

function testsOf(truck: Truck, mix: Mix | undefined, day: string, random: Random) {
  const usual = (mix?.slumpMaxIn ?? 5) - 0.75;
  const quarter = (value: number) => Math.round(value * 4) / 4;
  const [low, high] = mix?.air ?? [0, 3];
  const airPct = Math.round(((low + high) / 2 + random.around(0, 0.9)) * 10) / 10;
  return {
    slumpIn: truck.rejected === 'slump' ? 7.5 : quarter(usual + random.around(0, 0.75)),
    airPct: truck.rejected === 'air' ? high + 2.1 : Math.max(0.8, airPct),
    concreteF: truck.rejected === 'temperature' ? 97 : concreteF(day, random),
    ...(random.chance(0.3) ? { unitWeightPcf: Math.round((145 + random.around(0, 3)) * 10) / 10 } : {}),
  };
}

const waiverOf = (crew: readonly Person[], atMs: number, ageMin: number): NonNullable<Load['waiver']> => ({
  by: DEMO_USERS.foreman.id,
  name: crew[0]?.name ?? DEMO_USERS.foreman.name,
  at: minuteInstant(atMs),
  reason: `${ageMin} min, slump and temperature still good`,
});
