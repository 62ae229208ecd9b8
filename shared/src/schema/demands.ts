import type { FromSchema } from 'json-schema-to-ts';
import type { CollectionDefinition } from './collection.ts';
import { common, commonRequired, count, day, longText, TRADES, uuid } from './fields.ts';

export const REQUEST_STATES = ['open', 'partly', 'filled', 'declined', 'withdrawn'] as const;
/** A plan row names a trade, or `all` for heads of any trade. */
export const DEMAND_TRADES = [...TRADES, 'all'] as const;

const schema = {
  type: 'object',
  properties: {
    ...common,
    /** A plan row is `<projectId>_<Monday>_<trade>`; a request has a UUID. */
    id: {
      type: 'string',
      pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(_[0-9]{4}-[0-9]{2}-[0-9]{2}_[a-z_]{1,20})?$',
      maxLength: 70,
    },
    kind: { type: 'string', enum: ['plan', 'request'], maxLength: 10 },
    projectId: uuid,
    weekStart: day,
    trade: { type: 'string', enum: DEMAND_TRADES, maxLength: 20 },
    /** Plan: how many people a day this job wants in this week. */
    heads: count,
    /** Request: how many people, by day of the week. */
    headsByDay: {
      type: 'object',
      properties: { mon: count, tue: count, wed: count, thu: count, fri: count, sat: count, sun: count },
      additionalProperties: false,
    },
    note: longText,
    requestedBy: uuid,
    state: { type: 'string', enum: REQUEST_STATES, maxLength: 20 },
    filledBy: { type: 'array', items: uuid, maxItems: 200 },
  },
  required: [...commonRequired, 'kind', 'weekStart'],
  additionalProperties: false,
} as const;

export type Demand = FromSchema<typeof schema>;

export const demands = {
  name: 'demands',
  version: 0,
  schema,
  byKey: ['headsByDay'],
  indexes: [['weekStart']],
  window: { kind: 'day', field: 'weekStart' },
  near: 'week',
  deletable: false,
} as const satisfies CollectionDefinition;
