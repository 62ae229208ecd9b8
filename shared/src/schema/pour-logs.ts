import type { FromSchema } from 'json-schema-to-ts';
import type { CollectionDefinition } from './collection.ts';
import { common, commonRequired, day, instant, longText, quantity, shortText, uuid } from './fields.ts';

const hours = {
  type: 'object',
  properties: { hours: quantity, note: shortText },
  required: ['hours'],
  additionalProperties: false,
} as const;

const seal = {
  type: 'object',
  properties: { hash: shortText, by: uuid, at: instant },
  required: ['hash', 'by', 'at'],
  additionalProperties: false,
} as const;

const schema = {
  type: 'object',
  properties: {
    /** `id` is the pour's. */
    ...common,
    pourDay: day,
    startedAt: instant,
    endedAt: instant,
    firstTruckAt: instant,
    lastTruckAt: instant,
    /** Hours worked on this pour, by employee. */
    crewHours: { type: 'object', additionalProperties: hours, maxProperties: 300 },
    pumpArrivedAt: instant,
    pumpStartedAt: instant,
    pumpFinishedAt: instant,
    pumpWashedOutAt: instant,
    notes: longText,
    seals: { type: 'array', items: seal, maxItems: 100 },
  },
  required: [...commonRequired, 'pourDay'],
  additionalProperties: false,
} as const;

export type PourLog = FromSchema<typeof schema>;

export const pourLogs = {
  name: 'pour_logs',
  version: 0,
  schema,
  byKey: ['crewHours'],
  indexes: [['pourDay']],
  window: { kind: 'day', field: 'pourDay' },
  near: 'week',
  deletable: false,
} as const satisfies CollectionDefinition;
