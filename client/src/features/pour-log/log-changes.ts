import type { Load, RejectReason } from 'shared/schema/loads.ts';
import type { EventKind, PourEvent } from 'shared/schema/pour-events.ts';
import type { PourLog } from 'shared/schema/pour-logs.ts';
import type { Pour, PourStatus } from 'shared/schema/pours.ts';
import { ageMin } from 'shared/domain/concrete/discharge.ts';
import { correctionsOf } from 'shared/domain/pour-log/corrections.ts';
import { statusOf } from 'shared/domain/pours/lifecycle.ts';

/** What one tap changes in one document, as data: a repo carries it out, and its reverse is made from it. */
export interface LogChange {
  readonly collection: 'loads' | 'pour_events' | 'pour_logs' | 'pours';
  readonly id: string;
  /** Fields to set; `undefined` takes a field away. */
  readonly set: Readonly<Record<string, unknown>>;
  /** Keys to set inside a field that is merged by key; the other keys stay as they are. */
  readonly keys?: { readonly field: string; readonly values: Readonly<Record<string, unknown>> };
}

/** Who writes, where and when; ids and clock come in from outside. */
export interface Writing {
  readonly pourId: string;
  readonly pourDay: string;
  readonly userId: string;
  readonly now: string;
  readonly newId: () => string;
}

export type LoadFields = { readonly [K in keyof Load]?: Load[K] | undefined };
export type EventFields = NonNullable<PourEvent['fields']>;
export type LoadTime = 'arrivedAt' | 'dischargeStartedAt' | 'dischargeEndedAt';

export function addLoad(writing: Writing, fields: LoadFields): LogChange[] {
  return [
    {
      collection: 'loads',
      id: writing.newId(),
      set: { pourId: writing.pourId, pourDay: writing.pourDay, createdAt: writing.now, ...fields },
    },
  ];
}

/**
 * Sets fields of a load; a corrected time can change whether it is accepted. What replaces an earlier entry leaves an
 * amendment with the value that stood there.
 */
export function editLoad(writing: Writing, load: Load, fields: LoadFields, limitMin: number): LogChange[] {
  return [
    { collection: 'loads', id: load.id, set: { ...fields, ...verdictAfter(load, fields, limitMin) } },
    ...correctionsOf(load, fields).map((correction) => amendment(writing, load.id, correction)),
  ];
}

function amendment(
  writing: Writing,
  amends: string,
  { field, before, after }: { field: string; before: string; after?: string },
): LogChange {
  return newEvent(writing, 'amendment', { amends, field, before, ...(after === undefined ? {} : { after }) });
}

/**
 * One tap, one time. A load whose discharge ends within its limit is accepted by that; one over it waits for a
 * waiver or a rejection, though its concrete is placed.
 */
export function stampLoad(writing: Writing, load: Load, time: LoadTime, limitMin: number): LogChange[] {
  const set = { [time]: writing.now };
  return [{ collection: 'loads', id: load.id, set: { ...set, ...verdictAfter(load, set, limitMin) } }];
}

/** The verdict that follows from times: only an end accepts, a rejection is taken back by a person only. */
function verdictAfter(load: Load, fields: LoadFields, limitMin: number): LoadFields {
  if (load.verdict === 'rejected' || !('dischargeEndedAt' in fields || 'batchedAt' in fields)) return {};
  const { batchedAt, dischargeEndedAt, waiver } = { ...load, ...fields };
  if (dischargeEndedAt === undefined) return 'dischargeEndedAt' in fields ? { verdict: undefined } : {};
  const age = batchedAt ? ageMin(Date.parse(batchedAt), Date.parse(dischargeEndedAt)) : 0;
  return { verdict: age < limitMin || waiver ? 'accepted' : undefined };
}

export const rejectLoad = (load: Load, reason: RejectReason, note: string): LogChange[] => [
  {
    collection: 'loads',
    id: load.id,
    set: { verdict: 'rejected', rejectReason: reason, rejectNote: note.trim() || undefined },
  },
];

/** A rejection taken back: the load is again where its times say. */
export const unrejectLoad = (load: Load): LogChange[] => [
  {
    collection: 'loads',
    id: load.id,
    set: {
      verdict: load.dischargeEndedAt === undefined ? undefined : 'accepted',
      rejectReason: undefined,
      rejectNote: undefined,
    },
  },
];

export function waiveLoad(writing: Writing, load: Load, name: string, reason: string): LogChange[] {
  const waiver = {
    by: writing.userId,
    at: writing.now,
    name: name.trim(),
    ...(reason.trim() ? { reason: reason.trim() } : {}),
  };
  const verdict = load.dischargeEndedAt === undefined ? {} : { verdict: 'accepted' };
  return [{ collection: 'loads', id: load.id, set: { waiver, ...verdict } }];
}

/** Withdrawn, never deleted. */
export const voidRecord = (
  writing: Writing,
  collection: 'loads' | 'pour_events',
  id: string,
  reason: string,
): LogChange[] => [
  {
    collection,
    id,
    set: {
      void: { by: writing.userId, at: writing.now, ...(reason.trim() ? { reason: reason.trim() } : {}) },
    },
  },
];

export const restoreRecord = (collection: 'loads' | 'pour_events', id: string): LogChange[] => [
  { collection, id, set: { void: undefined } },
];

function newEvent(writing: Writing, kind: EventKind, fields: EventFields, at = writing.now): LogChange {
  const { pourId, pourDay } = writing;
  return { collection: 'pour_events', id: writing.newId(), set: { pourId, pourDay, at, kind, fields } };
}

export const addEvent = (
  writing: Writing,
  kind: EventKind,
  fields: EventFields,
  at?: string,
): LogChange[] => [newEvent(writing, kind, fields, at)];

export function editEvent(
  writing: Writing,
  event: PourEvent,
  fields: Readonly<Record<string, unknown>>,
  at = event.at,
): LogChange[] {
  const before = event.fields ?? {};
  return [
    {
      collection: 'pour_events',
      id: event.id,
      set: at === event.at ? {} : { at },
      keys: { field: 'fields', values: fields },
    },
    ...[...correctionsOf(before, fields), ...correctionsOf({ at: event.at }, { at })].map((correction) =>
      amendment(writing, event.id, correction),
    ),
  ];
}

export const stopDelay = (writing: Writing, event: PourEvent): LogChange[] => [
  {
    collection: 'pour_events',
    id: event.id,
    set: {},
    keys: { field: 'fields', values: { endedAt: writing.now } },
  },
];

/** Times and notes of the log's header; `current` is absent until the first of them is written. */
export function editLog(
  writing: Writing,
  current: PourLog | undefined,
  fields: { readonly [K in keyof PourLog]?: PourLog[K] | undefined },
): LogChange[] {
  return [
    { collection: 'pour_logs', id: writing.pourId, set: { pourDay: writing.pourDay, ...fields } },
    ...correctionsOf(current ?? {}, fields).map((correction) =>
      amendment(writing, writing.pourId, correction),
    ),
  ];
}

/** Hours by employee; 0 takes a person's hours away. */
export function editCrewHours(writing: Writing, hours: Readonly<Record<string, number>>): LogChange[] {
  const values = Object.fromEntries(
    Object.entries(hours).map(([employeeId, worked]) => [
      employeeId,
      worked > 0 ? { hours: worked } : undefined,
    ]),
  );
  return [
    {
      collection: 'pour_logs',
      id: writing.pourId,
      set: { pourDay: writing.pourDay },
      keys: { field: 'crewHours', values },
    },
  ];
}

const FOLLOWS: Readonly<Record<'in_progress' | 'placed', readonly PourStatus[]>> = {
  in_progress: ['scheduled', 'confirmed'],
  placed: ['in_progress'],
};

/**
 * The pour follows its log: begun with the first discharge, placed when somebody says that it has ended. A load
 * added afterwards does not open it again, and a hold is lifted by a person only.
 */
export function followStatus(pour: Pour, to: 'in_progress' | 'placed', mayWrite: boolean): LogChange[] {
  if (!mayWrite || !FOLLOWS[to].includes(statusOf(pour))) return [];
  return [{ collection: 'pours', id: pour.id, set: { status: to } }];
}
