import type { FromSchema } from 'json-schema-to-ts';
import type { CollectionDefinition } from './collection.ts';
import {
  common,
  commonRequired,
  count,
  DAY_KEYS,
  flag,
  quantity,
  shortText,
  timeZone,
  uuid,
} from './fields.ts';

const rate = {
  type: 'object',
  properties: { cyPerManHour: quantity, sfPerManHour: quantity },
  additionalProperties: false,
} as const;

const bands = {
  type: 'object',
  properties: { amber: quantity, red: quantity },
  required: ['amber', 'red'],
  additionalProperties: false,
} as const;

const schema = {
  type: 'object',
  properties: {
    ...common,
    id: {
      type: 'string',
      pattern: '^(workspace:main|rate:[a-z_]{1,40}:[a-z_]{1,40}|(view|scenario):[0-9a-f-]{36})$',
      maxLength: 96,
    },
    kind: { type: 'string', enum: ['workspace', 'view', 'scenario', 'rate'], maxLength: 20 },
    /* workspace */
    office: shortText,
    timeZone,
    workingDays: { type: 'array', items: { type: 'string', enum: DAY_KEYS }, maxItems: 7, uniqueItems: true },
    /** Forecast wind is measured at 10 m; the slab feels this share of it. */
    windFactor: quantity,
    /** Evaporation in lb/ft²/h at which the band turns amber and red. */
    evaporationBands: bands,
    weatherDayRule: {
      type: 'object',
      properties: {
        hours: quantity,
        popPct: quantity,
        windMph: quantity,
        airMinF: quantity,
        airMaxF: quantity,
      },
      additionalProperties: false,
    },
    dischargeLimitMin: count,
    /** What plants and crews can place in a week: the line in the lookahead's skyline. */
    weeklyCapacityCy: quantity,
    /** How many days ahead a certificate's end is marked. */
    warningDays: count,
    foremenEditOwnCrew: flag,
    keepPhotoPositions: flag,
    brand: {
      type: 'object',
      properties: { companyName: shortText, colour: { type: 'integer', minimum: 0, maximum: 23 } },
      additionalProperties: false,
    },
    /* view, scenario */
    name: shortText,
    ownerId: uuid,
    shared: flag,
    screen: shortText,
    layout: {
      type: 'object',
      additionalProperties: { type: ['string', 'number', 'boolean'], maxLength: 2000 },
    },
    changes: {
      type: 'object',
      additionalProperties: { type: ['string', 'number', 'boolean'], maxLength: 2000 },
    },
    /* rate */
    element: shortText,
    finish: shortText,
    seed: rate,
    learned: rate,
    sampleSize: count,
  },
  required: [...commonRequired, 'kind'],
  additionalProperties: false,
} as const;

export type Settings = FromSchema<typeof schema>;

export const settings = {
  name: 'settings',
  version: 0,
  schema,
  byKey: ['changes'],
  indexes: [['kind']],
  window: { kind: 'all' },
  near: 'all',
  deletable: true,
} as const satisfies CollectionDefinition;
