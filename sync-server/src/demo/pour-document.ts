import type { Pour } from 'shared/schema/pours.ts';
import { dayKeyOf, daysBetween } from 'shared/lib/days.ts';
import { toInstant } from 'shared/lib/instants.ts';
import { DEMO_USERS, written } from './company.ts';
import { placingMs, toHalfYard, wholeMs, type Draft } from './draft.ts';
import { forecastFor, forecastText, rainyDay } from './forecast.ts';
import { given } from './given.ts';
import type { Person } from './people.ts';
import { kindOf, type PourKind } from './pour-kinds.ts';
import type { Parts } from './parts.ts';
import { randomFor, type Random } from './random.ts';
import { atWorkMs, DAY_MS, HOUR_MS, MINUTE_MS, siteMs } from './time.ts';
import type { WeekOfWork } from './weeks.ts';

const WASTE_PCT = 5;

/** The people of the foreman's crew who are at work that day: those on this job, or all where nobody is. */
export function crewOn({ people }: Parts, draft: Draft, planned: WeekOfWork | undefined): readonly Person[] {
  if (draft.foreman === undefined || planned === undefined) return [];
  const key = dayKeyOf(draft.day);
  const crew = people.crews[draft.foreman.foreman] ?? [];
  const working = crew.filter((person) =>
    planned.cells.get(person.id)?.[key]?.some(({ projectId }) => projectId),
  );
  const here = working.filter((person) =>
    planned.cells.get(person.id)?.[key]?.some(({ projectId }) => projectId === draft.job.id),
  );
  return here.length >= 3 ? here : working.length > 0 ? working : crew;
}

export function pourDocument(parts: Parts, draft: Draft, crew: readonly Person[]): Pour {
  const { company, supplies } = parts;
  const random = randomFor(`document ${draft.id}`);
  const kind = kindOf(draft.element);
  const mix = supplies.mixes.find(({ use }) => use === kind.mix);
  const tentative = draft.status === 'tentative';
  const { scheduler, foreman: foremanUser } = DEMO_USERS;
  const by =
    !tentative && draft.foreman?.foreman === 0 && draft.startMs !== undefined ? foremanUser : scheduler;
  return given({
    ...written(company, draft.id, by, writtenMs(parts, draft, random)),
    status: draft.status,
    number: draft.number,
    name: draft.name,
    projectId: draft.job.id,
    gcContactId: draft.job.contractorId,
    building: random.chance(0.3) ? random.pick(['A', 'B', 'Core', 'Podium']) : undefined,
    level: /\bL(\d+)/.exec(draft.name)?.[0],
    gridLines: random.chance(0.7)
      ? `${random.pick(['A', 'B', 'C', 'D'])}–${random.pick(['E', 'F', 'G'])} / ${random.int(1, 5)}–${random.int(6, 12)}`
      : undefined,
    element: draft.element,
    day: draft.day,
    timeZone: draft.job.zone,
    ...quantitiesOf(draft, kind, random),
    mixId: mix?.id,
    ...(tentative ? {} : committedFields(parts, draft, kind, crew, random)),
    foremanId: draft.foreman?.id,
    finish: random.pick(kind.finishes),
    method: draft.method,
    reason: draft.reason,
    postponedTo: draft.postponedTo,
    postponedFrom: draft.postponedFrom,
    note: random.chance(0.06)
      ? random.pick([
          'gate 3, flagger needed',
          'park trucks on the north side',
          'washout by the trailer',
          'noise permit until 7',
        ])
      : undefined,
  });
}

/** When somebody last touched the plan: on the day while it runs, some days before otherwise. */
function writtenMs({ company }: Parts, draft: Draft, random: Random): number {
  if (draft.status === 'tentative') return company.nowMs - random.int(3, 60) * DAY_MS;
  const end = (draft.startMs ?? company.nowMs) + placingMs(draft);
  return end <= company.nowMs ? end + HOUR_MS : company.nowMs - random.int(1, 40) * HOUR_MS;
}

function quantitiesOf(draft: Draft, kind: PourKind, random: Random) {
  const orderedCy = toHalfYard(draft.orderedCy);
  const theoretical = orderedCy / (1 + WASTE_PCT / 100);
  if (kind.thicknessIn === undefined)
    return { theoreticalCy: Math.floor(theoretical * 10) / 10, wastePct: WASTE_PCT, orderedCy };
  const thicknessIn = random.pick(kind.thicknessIn);
  // Down to whole square feet, so that area × thickness with the waste is never more than what is ordered.
  return {
    areaSf: Math.floor((theoretical * 324) / thicknessIn),
    thicknessIn,
    wastePct: WASTE_PCT,
    orderedCy,
  };
}

function committedFields(
  parts: Parts,
  draft: Draft,
  kind: PourKind,
  crew: readonly Person[],
  random: Random,
) {
  const { company, supplies } = parts;
  const start = draft.startMs ?? siteMs(draft.day, 300, draft.job.zone);
  const surface = kind.thicknessIn !== undefined;
  const firm = !['scheduled', 'on_hold'].includes(draft.status);
  const promoted = random.chance(0.6);
  return {
    startsAt: toInstant(start),
    firstTruckAt: toInstant(start - 10 * MINUTE_MS),
    expectedEndAt: toInstant(Math.round((start + wholeMs(draft)) / (15 * MINUTE_MS)) * 15 * MINUTE_MS),
    dischargeLimitMin: 90,
    holdCy: draft.orderedCy > 150 && random.chance(0.3) ? 10 : undefined,
    supplierId: draft.plant.supplierId,
    plantId: draft.plant.id,
    backupPlantId:
      draft.orderedCy > 250
        ? supplies.plants.find(
            ({ id, supplierId }) => supplierId === draft.plant.supplierId && id !== draft.plant.id,
          )?.id
        : undefined,
    orderNumber: firm || random.chance(0.6) ? String(random.int(410_000, 499_999)) : undefined,
    orderStatus: firm
      ? ('go' as const)
      : draft.status === 'on_hold'
        ? ('hold' as const)
        : ('will_call' as const),
    rateCyPerHour: draft.rateCyPerHour,
    spacingMin: Math.round((draft.loadSizeCy * 600) / draft.rateCyPerHour) / 10,
    loadSizeCy: draft.loadSizeCy,
    travelMin: draft.plant.travelMin,
    pumpId: draft.pump?.id,
    boomSizeM: draft.pump?.boomSizeM,
    pumpArrivesAt: draft.pump === undefined ? undefined : toInstant(start - HOUR_MS),
    washout: random.chance(0.6) ? 'washout bin at the gate' : undefined,
    plannedPlacers: Math.max(2, Math.min(12, Math.round(draft.rateCyPerHour / 12) + 1)),
    plannedFinishers: surface ? Math.max(2, Math.min(14, Math.round(draft.orderedCy / 45) + 1)) : 1,
    crew:
      crew.length === 0
        ? undefined
        : Object.fromEntries(crew.map(({ id, trade }) => [id, { role: roleOf(trade) }])),
    labId: draft.orderedCy > 20 ? random.pick(supplies.labIds) : undefined,
    inspectorId: random.chance(0.5) ? random.pick(supplies.inspectorIds) : undefined,
    ffSpecified:
      draft.element === 'slab_on_grade' || draft.element === 'topping'
        ? random.pick([25, 35, 50])
        : undefined,
    flSpecified: draft.element === 'slab_on_grade' ? random.pick([20, 25]) : undefined,
    cure: surface ? random.pick(['compound', 'compound', 'wet', 'sheet'] as const) : undefined,
    sawCut: kind.sawCut
      ? random.pick(['early_entry', 'early_entry', 'conventional'] as const)
      : ('none' as const),
    sawCutAt: kind.sawCut ? toInstant(start + placingMs(draft) + random.int(4, 9) * HOUR_MS) : undefined,
    sawCutAssigneeId: kind.sawCut && draft.undecided !== true && random.chance(0.8) ? crew[0]?.id : undefined,
    vapourBarrier: draft.element === 'slab_on_grade' ? '15 mil, taped' : undefined,
    readiness: readinessOf(parts, draft, random),
    weatherCall: weatherCallOf(parts, draft, start),
    promotedFrom: promoted
      ? given({
          day: random.chance(0.7) ? draft.day : undefined,
          by: DEMO_USERS.scheduler.id,
          at: toInstant(
            Math.min(start - random.int(14, 28) * DAY_MS, company.nowMs - random.int(1, 20) * HOUR_MS),
          ),
        })
      : undefined,
  };
}

const roleOf = (trade: Person['trade']) =>
  trade === 'finisher'
    ? ('finisher' as const)
    : trade === 'driver'
      ? ('other' as const)
      : ('placer' as const);

type Item = keyof NonNullable<Pour['readiness']>;

/** In the order in which they usually come in: what is booked first, the weather last. */
const READY_ORDER: readonly Item[] = [
  'supplier',
  'pump',
  'forms',
  'lab',
  'crew',
  'embeds',
  'sleeves',
  'rebar',
  'gc_release',
  'weather',
];

function readinessOf({ company }: Parts, draft: Draft, random: Random): NonNullable<Pour['readiness']> {
  const count = draft.ready ?? readyCount(daysBetween(company.today, draft.day), draft, random);
  const startMs = draft.startMs ?? siteMs(draft.day, 300, draft.job.zone);
  return Object.fromEntries(
    READY_ORDER.slice(0, count).map((item, at) => {
      const before = startMs - (10 - at) * random.int(10, 20) * HOUR_MS;
      const by = draft.foreman?.foreman === 0 && at >= 2 ? DEMO_USERS.foreman : DEMO_USERS.scheduler;
      const saidMs = atWorkMs(
        Math.min(before, company.nowMs - (10 - at) * HOUR_MS),
        draft.day,
        draft.job.zone,
      );
      return [item, { by: by.id, at: toInstant(saidMs) }];
    }),
  );
}

/** More is confirmed the nearer the day: one or two things three weeks out, nearly all on the eve. */
function readyCount(daysAhead: number, { status }: Draft, random: Random): number {
  if (status === 'complete' || status === 'placed' || status === 'in_progress')
    return random.chance(0.9) ? 10 : 9;
  if (daysAhead < 0) return random.int(5, 8);
  const firm = status === 'confirmed' ? 1 : 0;
  if (status === 'on_hold') return random.int(2, 5);
  if (daysAhead === 0) return random.int(8, 9) + firm;
  if (daysAhead === 1) return random.int(7, 8) + firm;
  if (daysAhead <= 3) return random.int(5, 7) + firm;
  if (daysAhead <= 7) return random.int(3, 5) + firm;
  return daysAhead <= 14 ? random.int(1, 3) + firm : random.int(0, 1) + firm;
}

/** The call is made at half past five on the eve, with the forecast of that hour as evidence. */
function weatherCallOf({ company }: Parts, draft: Draft, startMs: number): Pour['weatherCall'] {
  const calledMs = siteMs(draft.day, -390, draft.job.zone);
  if (calledMs > company.nowMs || draft.undecided === true) return undefined;
  const forWeather = draft.reason?.kind === 'weather';
  if (draft.reason !== undefined && !forWeather) return undefined;
  const wet =
    forWeather ||
    ['mon', 'tue', 'wed', 'thu', 'fri'].indexOf(dayKeyOf(draft.day)) === rainyDay(company, draft.week);
  return {
    decision: forWeather && draft.status !== 'rained_out' ? 'postpone' : 'go',
    by: DEMO_USERS.scheduler.id,
    at: toInstant(Math.min(calledMs, startMs)),
    forecast: draft.reason?.forecast ?? forecastText(forecastFor(draft.day, wet)),
  };
}
