import type { FromSchema } from 'json-schema-to-ts';
import type { CollectionDefinition } from './collection.ts';
import { common, commonRequired, day, longText, uuid } from './fields.ts';
import { PARTS } from './schedule-weeks.ts';

export const ABSENCE_KINDS = ['pto', 'sick', 'training', 'school', 'laid_off', 'other'] as const;
export const ABSENCE_STATES = ['requested', 'approved', 'declined'] as const;

const schema = {
  type: 'object',
  properties: {
    ...common,
    employeeId: uuid,
    /** First and last day, both included. */
    from: day,
    to: day,
    /** Absent means full days. */
    part: { type: 'string', enum: PARTS, maxLength: 4 },
    kind: { type: 'string', enum: ABSENCE_KINDS, maxLength: 20 },
    state: { type: 'string', enum: ABSENCE_STATES, maxLength: 20 },
    note: longText,
    requestedBy: uuid,
    decidedBy: uuid,
  },
  required: [...commonRequired, 'employeeId', 'from', 'to'],
  additionalProperties: false,
} as const;

export type Absence = FromSchema<typeof schema>;
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

export const absences = {
  name: 'absences',
  version: 0,
  schema,
  byKey: [],
  indexes: [['to']],
  window: { kind: 'day', field: 'to' },
  near: 'all',
  deletable: true,
} as const satisfies CollectionDefinition;
