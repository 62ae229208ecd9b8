import { placedCy } from '../concrete/yield.ts';
import { loadsFor } from '../concrete/volume.ts';
import { isUnderway, netCy } from './load-phase.ts';
import type { LoadView } from './load-view.ts';
import type { PourTerms } from './terms.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Less of an hour than this says nothing about a rate. */
const LEAST_WINDOW_MS = 10 * MINUTE_MS;

/** A pour that runs on another day than its plan says nothing about ahead and behind. */
const SAME_POUR_MIN = 12 * 60;

/** How a pour stands at one moment. Everything is derived from its loads: two tablets never disagree on a total. */
export interface Progress {
  readonly placedCy: number;
  readonly plannedCy: number | undefined;
  /** Absent where nothing was planned; 0 once the plan is reached. */
  readonly toGoCy: number | undefined;
  readonly loadsToGo: number | undefined;
  readonly doneLoads: number;
  readonly rejectedLoads: number;
  /** CY/h over the last hour, or since the first discharge if that is less; over the whole pour once it has ended. */
  readonly paceCyPerHour: number | undefined;
  /** Minutes ahead of the plan; negative when behind, absent without a plan or before anything is due. */
  readonly aheadMin: number | undefined;
  /** When the last yard is out at this pace, in milliseconds since 1970, UTC; the real end once the pour has ended. */
  readonly finishMs: number | undefined;
  readonly finished: boolean;
}

export function progressOf(
  views: readonly LoadView[],
  terms: PourTerms,
  nowMs: number,
  endedAt?: string,
): Progress {
  const done = views.filter((view) => view.phase === 'done');
  const placed = placedCy(
    done.map(({ load }) => ({
      loadCy: load.loadCy ?? 0,
      ...(load.returnedCy === undefined ? {} : { returnedCy: load.returnedCy }),
    })),
  );
  const planned = terms.plannedCy;
  const toGo = planned === undefined ? undefined : Math.max(planned - placed, 0);
  // More than was planned may still stand at the chute: then it goes on.
  const hasTrucks = views.some((view) => isUnderway(view.phase));
  const finished = endedAt !== undefined || (toGo === 0 && done.length > 0 && !hasTrucks);
  const times = timesOf(views);
  const untilMs = finished ? (times.lastEndMs ?? nowMs) : nowMs;
  const pace = finished ? overallPace(placed, times) : lastHourPace(done, times, nowMs);
  return {
    placedCy: placed,
    plannedCy: planned,
    toGoCy: toGo,
    loadsToGo: toGo === undefined ? undefined : loadsFor(toGo, terms.loadCy),
    doneLoads: done.length,
    rejectedLoads: views.filter((view) => view.phase === 'rejected').length,
    paceCyPerHour: pace,
    aheadMin: withinADay(aheadMin(placed, times, terms, untilMs, finished)),
    finishMs: finished ? times.lastEndMs : projectedFinish(toGo, pace, times, terms, nowMs),
    finished,
  };
}

const withinADay = (minutes: number | undefined): number | undefined =>
  minutes !== undefined && Math.abs(minutes) <= SAME_POUR_MIN ? minutes : undefined;

interface DischargeTimes {
  readonly firstStartMs: number | undefined;
  readonly lastEndMs: number | undefined;
}

function timesOf(views: readonly LoadView[]): DischargeTimes {
  const placing = views.filter((view) => view.phase === 'done' || view.phase === 'discharging');
  const starts = placing.flatMap(({ load }) => load.dischargeStartedAt ?? load.dischargeEndedAt ?? []);
  const ends = placing.flatMap(({ load }) => load.dischargeEndedAt ?? []);
  const ms = (instants: string[]): number[] => instants.map((instant) => Date.parse(instant));
  return {
    firstStartMs: starts.length > 0 ? Math.min(...ms(starts)) : undefined,
    lastEndMs: ends.length > 0 ? Math.max(...ms(ends)) : undefined,
  };
}

function overallPace(placed: number, { firstStartMs, lastEndMs }: DischargeTimes): number | undefined {
  if (firstStartMs === undefined || lastEndMs === undefined) return undefined;
  const hours = (lastEndMs - firstStartMs) / HOUR_MS;
  return hours > 0 ? placed / hours : undefined;
}

/** Each load counts by the share of its discharge that lies in the window, so the figure does not jump at its edge. */
function lastHourPace(
  done: readonly LoadView[],
  { firstStartMs }: DischargeTimes,
  nowMs: number,
): number | undefined {
  if (firstStartMs === undefined || done.length === 0) return undefined;
  const fromMs = Math.max(nowMs - HOUR_MS, firstStartMs);
  if (nowMs - fromMs < LEAST_WINDOW_MS) return undefined;
  const cy = done.reduce((sum, { load }) => {
    if (load.dischargeEndedAt === undefined) return sum;
    const endMs = Date.parse(load.dischargeEndedAt);
    const startMs = Math.min(load.dischargeStartedAt ? Date.parse(load.dischargeStartedAt) : endMs, endMs);
    const inWindowMs = Math.min(endMs, nowMs) - Math.max(startMs, fromMs);
    if (endMs === startMs) return sum + (endMs > fromMs && endMs <= nowMs ? netCy(load) : 0);
    return sum + (netCy(load) * Math.max(inWindowMs, 0)) / (endMs - startMs);
  }, 0);
  return cy / ((nowMs - fromMs) / HOUR_MS);
}

/**
 * The plan places at one rate from its start. What is placed was due at one moment of that line; the last discharge
 * ended earlier or later. While nothing more comes out, the next load's own moment passes, and the pour falls
 * behind with it.
 */
function aheadMin(
  placed: number,
  { firstStartMs, lastEndMs }: DischargeTimes,
  terms: PourTerms,
  nowMs: number,
  finished: boolean,
): number | undefined {
  const { startMs, rateCyPerHour: rate, plannedCy: planned } = terms;
  if (startMs === undefined || rate === undefined || planned === undefined) return undefined;
  const dueMs = (cy: number): number => startMs + (Math.min(cy, planned) / rate) * HOUR_MS;
  const reached =
    lastEndMs === undefined
      ? firstStartMs === undefined
        ? undefined
        : startMs - firstStartMs
      : dueMs(placed) - lastEndMs;
  const awaited = dueMs(placed + terms.loadCy) - nowMs;
  if (finished) return reached === undefined ? undefined : Math.round(reached / MINUTE_MS);
  if (reached === undefined && awaited >= 0) return undefined;
  return Math.round(Math.min(reached ?? awaited, awaited) / MINUTE_MS);
}

/** From the last discharge on at the present pace, else at the planned one; a truck that is late moves the end. */
function projectedFinish(
  toGo: number | undefined,
  pace: number | undefined,
  { firstStartMs, lastEndMs }: DischargeTimes,
  terms: PourTerms,
  nowMs: number,
): number | undefined {
  const rate = pace !== undefined && pace > 0 ? pace : terms.rateCyPerHour;
  if (toGo === undefined || rate === undefined) return undefined;
  const spacingMs = (Math.min(terms.loadCy, toGo) / rate) * HOUR_MS;
  const begun = lastEndMs ?? firstStartMs;
  const from = begun ?? Math.max(terms.startMs ?? nowMs, nowMs);
  return Math.max(from, nowMs - spacingMs) + (toGo / rate) * HOUR_MS;
}

/** What the plan would have placed by now; absent without a start and a rate. */
export function plannedCyBy(terms: PourTerms, nowMs: number): number | undefined {
  const { startMs, rateCyPerHour: rate, plannedCy: planned } = terms;
  if (startMs === undefined || rate === undefined || planned === undefined) return undefined;
  return Math.min(Math.max(((nowMs - startMs) / HOUR_MS) * rate, 0), planned);
}
