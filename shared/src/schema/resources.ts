import type { FromSchema } from 'json-schema-to-ts';
import type { CollectionDefinition } from './collection.ts';
import { common, commonRequired, count, flag, longText, quantity, shortText, uuid } from './fields.ts';

export const RESOURCE_KINDS = ['mix', 'supplier', 'plant', 'pump', 'lab', 'contact'] as const;

const details = {
  type: 'object',
  properties: {
    /* mix */
    strengthPsi: quantity,
    strengthAgeDays: count,
    slumpMinIn: quantity,
    slumpMaxIn: quantity,
    airMinPct: quantity,
    airMaxPct: quantity,
    maxWcm: quantity,
    aggregate: shortText,
    admixtures: shortText,
    fibre: shortText,
    concreteMinF: quantity,
    concreteMaxF: quantity,
    dischargeLimitMin: count,
    evaporationAmber: quantity,
    evaporationRed: quantity,
    maturityDatumC: quantity,
    maturityActivationK: quantity,
    /* plant */
    supplierId: uuid,
    travelMin: quantity,
    capacityCyPerHour: quantity,
    /* pump */
    company: shortText,
    pumpType: { type: 'string', enum: ['boom', 'line'] },
    boomSizeM: quantity,
    setupMin: quantity,
    /* contact */
    role: { type: 'string', enum: ['gc', 'inspector', 'other'] },
  },
  additionalProperties: false,
} as const;

const schema = {
  type: 'object',
  properties: {
    ...common,
    kind: { type: 'string', enum: RESOURCE_KINDS, maxLength: 20 },
    name: shortText,
    people: {
      type: 'array',
      items: {
        type: 'object',
        properties: { name: shortText, role: shortText, email: shortText, phone: shortText },
        additionalProperties: false,
      },
      maxItems: 50,
    },
    email: shortText,
    phone: shortText,
    address: shortText,
    details,
    active: flag,
    note: longText,
  },
  required: [...commonRequired, 'kind'],
  additionalProperties: false,
} as const;

export type Resource = FromSchema<typeof schema>;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

export const resources = {
  name: 'resources',
  version: 0,
  schema,
  byKey: ['details'],
  indexes: [['kind']],
  window: { kind: 'all' },
  near: 'all',
  deletable: false,
} as const satisfies CollectionDefinition;
