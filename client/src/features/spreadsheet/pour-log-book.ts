import type { Load } from 'shared/schema/loads.ts';
import type { PourEvent } from 'shared/schema/pour-events.ts';
import type { PourLog } from 'shared/schema/pour-logs.ts';
import type { Pour } from 'shared/schema/pours.ts';
import type { Resource } from 'shared/schema/resources.ts';

/** A pour log as documents, with what is needed to say them in words. */
export interface PourLogBook {
  readonly pour: Pour;
  readonly log?: PourLog;
  readonly loads: readonly Load[];
  readonly events: readonly PourEvent[];
  readonly mix?: Resource;
  readonly workspaceLimitMin?: number;
  /** The site's zone: all times stand in it. */
  readonly zone: string;
  readonly locale: string;
  /** Milliseconds since 1970; the age of a load that is still open counts to here. */
  readonly now: number;
  readonly words: PourLogWords;
  /** Names by id: people, plants, mixes, projects. */
  readonly names: Readonly<Record<string, string>>;
}

/** Every word of the book in the user's language; kinds, causes and reasons by their value. */
export interface PourLogWords {
  readonly pour: string;
  readonly loads: string;
  readonly events: string;
  readonly crew: string;
  readonly labels: Readonly<Record<LabelKey, string>>;
  readonly values: Readonly<Record<string, string>>;
}

export const LABEL_KEYS = [
  'number', 'name', 'project', 'day', 'mix', 'foreman', 'ordered', 'theoretical', 'placed', 'yield', 'accepted', 'rejected',
  'delays', 'rate', 'start', 'end', 'firstTruck', 'lastTruck', 'pumpArrived', 'pumpStarted', 'pumpFinished', 'pumpWashedOut', 'notes', 'zone',
  'load', 'ticket', 'truck', 'plant', 'batched', 'arrived', 'discharging', 'done', 'age', 'cy', 'slump', 'air',
  'temperature', 'unitWeight', 'waterAdded', 'waterAddedBy', 'maxWater', 'cylinders', 'placedAt', 'verdict', 'reason',
  'returned', 'waiver', 'note', 'voided', 'duplicate',
  'time', 'kind', 'cause', 'minutes', 'text', 'person', 'hours', 'total', 'overLimit',
] as const; // prettier-ignore
export type LabelKey = (typeof LABEL_KEYS)[number];
