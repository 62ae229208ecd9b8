import type { Draft } from './draft.ts';
import { randomFor } from './random.ts';
import { MINUTE_MS } from './time.ts';

/** One truck as it happened: times in milliseconds, loads in yards. */
export interface Truck {
  readonly nth: number;
  readonly loadCy: number;
  readonly batchedMs: number;
  readonly arrivedMs: number;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly rejected?: 'over_time' | 'slump' | 'air' | 'temperature' | 'wrong_mix' | 'other';
  /** Its ticket was typed with the number of the load before. */
  readonly repeatsTicket?: true;
}

export interface Delay {
  readonly atMs: number;
  readonly minutes: number;
  readonly cause: 'truck' | 'plant' | 'pump' | 'crew' | 'gc' | 'inspection' | 'weather' | 'other';
}

export interface Trucking {
  readonly trucks: readonly Truck[];
  readonly delays: readonly Delay[];
}

/** About seven loads in a thousand are sent back, counted over all pours; `left` loads until the next. */
export interface Rejections {
  left: number;
  nth: number;
}

const BETWEEN_REJECTIONS = 143;
const REJECT_REASONS = [
  'slump',
  'over_time',
  'slump',
  'temperature',
  'air',
  'over_time',
  'wrong_mix',
  'slump',
  'other',
] as const;

/** What the pour of the working day before is called; two of its loads are what a log shows at its end. */
export const NOT_CLOSED = 'Drive lane 2';
const LATE_NTH = 3;
const REPEATED_NTH = 5;

/** The trucks of a pour one after the other: each waits for the one before it, and a delay moves all that follow. */
export function driveTrucks(draft: Draft, startMs: number, rejections: Rejections): Trucking {
  const random = randomFor(`trucks ${draft.id}`);
  const spacing = (draft.loadSizeCy * 60) / draft.rateCyPerHour;
  const trucks: Truck[] = [];
  const delays: Delay[] = [];
  const riverside = draft.name === 'L3 deck' && draft.foreman?.foreman === 0 && draft.week === 0;
  const notClosed = draft.name === NOT_CLOSED && draft.status === 'placed';
  let [toPlace, due, free] = [draft.orderedCy, startMs, startMs];
  for (let nth = 0; toPlace > 0.01; nth += 1) {
    const loadCy = Math.min(draft.loadSizeCy, Math.round(toPlace * 2) / 2 || 0.5);
    if (nth > 1 && !riverside && random.chance(0.018)) {
      const minutes = random.int(10, 45);
      delays.push({
        atMs: free + 2 * MINUTE_MS,
        minutes,
        cause: random.pick([
          'truck',
          'truck',
          'plant',
          'pump',
          'gc',
          'crew',
          'inspection',
          'weather',
          'other',
        ]),
      });
      due += minutes * MINUTE_MS;
    }
    const held = random.chance(0.03) ? random.int(15, 60) : random.int(-3, 3);
    const late = riverside ? Math.min(held, 3) : held;
    const startedMs = Math.max(free, due + late * MINUTE_MS);
    const endedMs = startedMs + Math.max(4, spacing * (0.68 + random.next() * 0.2)) * MINUTE_MS;
    const rejected = rejectedNext(riverside, nth, rejections);
    // Stuck on the road: what is sent back for its age was on it for an hour more.
    const isWaived = notClosed && nth === LATE_NTH;
    const usual = late > 3 ? late : random.int(-3, 5);
    const traffic = isWaived ? 84 : rejected === 'over_time' ? random.int(50, 75) : usual;
    const waited = startedMs - random.int(2, 11) * MINUTE_MS;
    // On the deck that is being poured a truck always waits when another leaves, and one is always on the road.
    const before = riverside ? trucks.at(-1) : undefined;
    const arrivedMs = Math.min(waited, before === undefined ? waited : free - 3 * MINUTE_MS);
    const roadMs = (draft.plant.travelMin + 4 + traffic) * MINUTE_MS;
    const batchedMs = Math.min(arrivedMs - roadMs, (before?.arrivedMs ?? arrivedMs) - 2 * MINUTE_MS);
    trucks.push({
      nth,
      loadCy,
      batchedMs,
      arrivedMs,
      startedMs,
      endedMs,
      ...(rejected === undefined ? {} : { rejected }),
      ...(notClosed && nth === REPEATED_NTH ? { repeatsTicket: true } : {}),
    });
    // A load that is sent back takes a few minutes, and its yards are still to come.
    free = rejected === undefined ? endedMs + MINUTE_MS : startedMs + 4 * MINUTE_MS;
    due += (rejected === undefined ? spacing : spacing / 2) * MINUTE_MS;
    if (rejected === undefined) toPlace -= loadCy;
  }
  return { trucks, delays };
}

function rejectedNext(riverside: boolean, nth: number, rejections: Rejections): Truck['rejected'] {
  if (riverside) return nth === 4 ? 'slump' : undefined;
  rejections.left -= 1;
  if (rejections.left > 0) return undefined;
  rejections.nth += 1;
  rejections.left = BETWEEN_REJECTIONS + ((rejections.nth * 37) % 41) - 20;
  return REJECT_REASONS[rejections.nth % REJECT_REASONS.length];
}
