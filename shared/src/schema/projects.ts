import type { FromSchema } from 'json-schema-to-ts';
import type { CollectionDefinition } from './collection.ts';
import {
  common,
  commonRequired,
  count,
  day,
  longText,
  quantity,
  shortText,
  timeZone,
  TRADES,
  uuid,
} from './fields.ts';

export const PROJECT_STATUSES = ['planned', 'active', 'on_hold', 'closed'] as const;

const scopeLine = {
  type: 'object',
  properties: {
    id: uuid,
    trade: { type: 'string', enum: TRADES },
    quantity,
    unit: shortText,
    /** Quantity that one crew places in a day. */
    ratePerCrewDay: quantity,
    crewSize: count,
    from: day,
    to: day,
  },
  required: ['id'],
  additionalProperties: false,
} as const;

const schema = {
  type: 'object',
  properties: {
    ...common,
    /** The job number that people type into a cell. Not unique: a repeat is flagged. */
    number: shortText,
    name: shortText,
    nickname: shortText,
    /** Which of the 24 project hues. */
    colour: { type: 'integer', minimum: 0, maximum: 23 },
    regionId: uuid,
    address: shortText,
    latitude: { type: 'number', minimum: -90, maximum: 90 },
    longitude: { type: 'number', minimum: -180, maximum: 180 },
    timeZone,
    gcContactId: uuid,
    superintendentId: uuid,
    /** Kinds of certificate that everybody on this job needs. */
    requirements: { type: 'array', items: shortText, maxItems: 50 },
    scope: { type: 'array', items: scopeLine, maxItems: 200 },
    /** Absent means active. */
    status: { type: 'string', enum: PROJECT_STATUSES, maxLength: 20 },
    closedOn: day,
    /** What a spreadsheet calls this job, so that the next import finds it. */
    importKeys: { type: 'array', items: shortText, maxItems: 50 },
    note: longText,
  },
  required: [...commonRequired],
  additionalProperties: false,
} as const;

export type Project = FromSchema<typeof schema>;
export type ProjectStatus = (typeof PROJECT_STATUSES)[number];

export const projects = {
  name: 'projects',
  version: 0,
  schema,
  byKey: [],
  indexes: [],
  window: { kind: 'active', field: 'closedOn', closedWhen: { field: 'status', equals: 'closed' } },
  near: 'all',
  deletable: false,
} as const satisfies CollectionDefinition;
