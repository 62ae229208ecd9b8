import type { Pour } from 'shared/schema/pours.ts';
import { toInstant } from 'shared/lib/instants.ts';
import type { Company } from './company.ts';
import { given } from './given.ts';
import type { Job } from './jobs.ts';
import type { Person } from './people.ts';
import { kindOf, type Method, type PourElement } from './pour-kinds.ts';
import { idOf, type Random } from './random.ts';
import type { Plant, Pump } from './supplies.ts';
import { HOUR_MS } from './time.ts';

export type Status = NonNullable<Pour['status']>;
type Reason = NonNullable<Pour['reason']>;

/** A pour before it is written down: what the week's plan decides. */
export interface Draft {
  readonly id: string;
  readonly week: number;
  readonly day: string;
  /** Absent for a pour that has a day and no more. */
  readonly startMs?: number;
  readonly job: Job;
  readonly foreman?: Person;
  readonly element: PourElement;
  readonly name: string;
  readonly orderedCy: number;
  readonly method: Method;
  readonly rateCyPerHour: number;
  readonly loadSizeCy: number;
  readonly plant: Plant;
  readonly pump?: Pump;
  readonly status: Status;
  readonly number?: string;
  /** How many of the ten confirmations are in; absent means as many as the day's distance suggests. */
  readonly ready?: number;
  readonly reason?: Reason;
  readonly postponedTo?: string;
  readonly postponedFrom?: string;
  /** On the daily schedule for somebody to decide: no weather call yet. */
  readonly undecided?: true;
}

export const pourId = (company: Company, label: string): string => idOf(`pour ${company.size} ${label}`);

export const placingMs = ({ orderedCy, rateCyPerHour }: Pick<Draft, 'orderedCy' | 'rateCyPerHour'>): number =>
  Math.max(0.5, orderedCy / rateCyPerHour) * HOUR_MS;

/** From the first truck until the finishing is done. */
export const wholeMs = (draft: Pick<Draft, 'orderedCy' | 'rateCyPerHour' | 'element'>): number =>
  placingMs(draft) + kindOf(draft.element).finishingHours * HOUR_MS;

export const loadSizeFor = (orderedCy: number, random: Random): number =>
  orderedCy > 200 ? 10 : random.pick([10, 10, 9.5, 9]);

const USUAL_RATES: Readonly<Record<Method, readonly [number, number]>> = {
  boom_pump: [40, 65],
  line_pump: [22, 32],
  crane_bucket: [15, 22],
  buggy: [10, 14],
  conveyor: [28, 45],
  chute: [28, 45],
};

/** What a crew and a plant keep up, by the way the concrete is placed and by how much there is to do. */
export function rateFor(method: Method, orderedCy: number, random: Random): number {
  if (orderedCy > 800) return random.int(105, 130);
  if (orderedCy > 300) return random.int(70, 100);
  return random.int(...USUAL_RATES[method]);
}

/** Half yards: that is how ready-mix is ordered. */
export const toHalfYard = (cy: number): number => Math.ceil(cy * 2 - 1e-9) / 2;

export const reasonOf = (
  kind: Reason['kind'],
  note: string | undefined,
  by: string,
  atMs: number,
  forecast?: string,
): Reason => given({ kind, note, by, at: toInstant(atMs), forecast });
