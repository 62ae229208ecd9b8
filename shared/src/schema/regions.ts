import type { FromSchema } from 'json-schema-to-ts';
import type { CollectionDefinition } from './collection.ts';
import { common, commonRequired, count, flag, shortText } from './fields.ts';

const schema = {
  type: 'object',
  properties: { ...common, name: shortText, code: shortText, order: count, active: flag },
  required: [...commonRequired],
  additionalProperties: false,
} as const;

export type Region = FromSchema<typeof schema>;

export const regions = {
  name: 'regions',
  version: 0,
  schema,
  byKey: [],
  indexes: [],
  window: { kind: 'all' },
  near: 'all',
  deletable: false,
} as const satisfies CollectionDefinition;
