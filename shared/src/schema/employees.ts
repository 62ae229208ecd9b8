import type { FromSchema } from 'json-schema-to-ts';
import type { CollectionDefinition } from './collection.ts';
import { common, commonRequired, day, flag, longText, shortText, TRADES, uuid } from './fields.ts';

const certificate = {
  type: 'object',
  properties: { number: shortText, issuedOn: day, endsOn: day },
  additionalProperties: false,
} as const;

const schema = {
  type: 'object',
  properties: {
    ...common,
    /** "Alvarez, Ramon": last name first, as the sheet has it. */
    name: shortText,
    number: shortText,
    trade: { type: 'string', enum: TRADES, maxLength: 20 },
    /** Apprentice, journeyman, lead, … in the company's own words. */
    classification: shortText,
    isForeman: flag,
    homeForemanId: uuid,
    regionId: uuid,
    email: shortText,
    phone: shortText,
    language: { type: 'string', enum: ['en', 'es'], maxLength: 2 },
    /** By kind of certificate: "OSHA 10", "ACI finisher", "forklift". */
    certificates: { type: 'object', additionalProperties: certificate, maxProperties: 50 },
    hiredOn: day,
    leftOn: day,
    /** Absent means active. */
    active: flag,
    /** The login of this person, where there is one. */
    userId: uuid,
    note: longText,
  },
  required: [...commonRequired],
  additionalProperties: false,
} as const;

export type Employee = FromSchema<typeof schema>;

export const employees = {
  name: 'employees',
  version: 0,
  schema,
  byKey: ['certificates'],
  indexes: [],
  window: { kind: 'active', field: 'leftOn', closedWhen: { field: 'active', equals: false } },
  near: 'all',
  deletable: false,
} as const satisfies CollectionDefinition;
