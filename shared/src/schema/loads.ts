import type { FromSchema } from 'json-schema-to-ts';
import type { CollectionDefinition } from './collection.ts';
import {
  common,
  commonRequired,
  day,
  instant,
  longText,
  quantity,
  shortText,
  uuid,
  voided,
} from './fields.ts';

export const REJECT_REASONS = ['over_time', 'slump', 'air', 'temperature', 'wrong_mix', 'other'] as const;

const schema = {
  type: 'object',
  properties: {
    ...common,
    pourId: uuid,
    pourDay: day,
    /** When somebody wrote this load down; loads are numbered by batch time, then by this. */
    createdAt: instant,
    /** As printed. Not unique: a repeat is flagged, never merged away. */
    ticketNumber: shortText,
    truckNumber: shortText,
    plantId: uuid,
    mixId: uuid,
    /** Start of mixing: the discharge limit counts from here. */
    batchedAt: instant,
    arrivedAt: instant,
    dischargeStartedAt: instant,
    dischargeEndedAt: instant,
    loadCy: quantity,
    slumpIn: quantity,
    airPct: quantity,
    concreteF: quantity,
    unitWeightPcf: quantity,
    maxWaterGal: quantity,
    waterAddedGal: quantity,
    waterAddedBy: shortText,
    cylinderSetIds: { type: 'array', items: shortText, maxItems: 20 },
    placedAt: shortText,
    /** Absent while the load is still open. */
    verdict: { type: 'string', enum: ['accepted', 'rejected'], maxLength: 10 },
    rejectReason: { type: 'string', enum: REJECT_REASONS, maxLength: 20 },
    rejectNote: shortText,
    returnedCy: quantity,
    /** Who accepted a load over its discharge limit, and why. */
    waiver: {
      type: 'object',
      properties: { by: uuid, name: shortText, at: instant, reason: shortText },
      required: ['by', 'at'],
      additionalProperties: false,
    },
    note: longText,
    void: voided,
  },
  required: [...commonRequired, 'pourId', 'pourDay'],
  additionalProperties: false,
} as const;

export type Load = FromSchema<typeof schema>;
export type RejectReason = (typeof REJECT_REASONS)[number];

export const loads = {
  name: 'loads',
  version: 0,
  schema,
  byKey: [],
  indexes: [['pourId'], ['pourDay']],
  window: { kind: 'day', field: 'pourDay' },
  near: 'week',
  deletable: false,
} as const satisfies CollectionDefinition;
