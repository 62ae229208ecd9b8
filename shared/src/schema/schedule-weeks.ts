import type { FromSchema } from 'json-schema-to-ts';
import type { CollectionDefinition } from './collection.ts';
import { clockTime, common, commonRequired, day, longText, shortText, uuid } from './fields.ts';

/** What a person can be doing in a cell instead of working on a job. */
export const CELL_STATUSES = ['pto', 'sick', 'training', 'school', 'off', 'laid_off', 'shop'] as const;
export const PARTS = ['full', 'am', 'pm'] as const;

const assignment = {
  type: 'object',
  properties: {
    part: { type: 'string', enum: PARTS },
    /** Either a project or a status, never both. */
    projectId: uuid,
    status: { type: 'string', enum: CELL_STATUSES },
    start: clockTime,
    note: shortText,
  },
  required: ['part'],
  additionalProperties: false,
} as const;

const cell = { type: 'array', items: assignment, maxItems: 2 } as const;

const schema = {
  type: 'object',
  properties: {
    ...common,
    /** `<employeeId>_<Monday>`: every device makes the same id for the same row. */
    id: {
      type: 'string',
      pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}_[0-9]{4}-[0-9]{2}-[0-9]{2}$',
      maxLength: 47,
    },
    employeeId: uuid,
    /** A Monday. */
    weekStart: day,
    /** Where it differs from the employee's home foreman. */
    foremanId: uuid,
    days: {
      type: 'object',
      properties: { mon: cell, tue: cell, wed: cell, thu: cell, fri: cell, sat: cell, sun: cell },
      additionalProperties: false,
    },
    note: longText,
  },
  required: [...commonRequired, 'employeeId', 'weekStart'],
  additionalProperties: false,
} as const;

export type ScheduleWeek = FromSchema<typeof schema>;
export type Assignment = FromSchema<typeof assignment>;
export type CellStatus = (typeof CELL_STATUSES)[number];
export type Part = (typeof PARTS)[number];

export const scheduleWeeks = {
  name: 'schedule_weeks',
  version: 0,
  schema,
  byKey: ['days'],
  indexes: [['weekStart']],
  window: { kind: 'day', field: 'weekStart' },
  near: 'week',
  deletable: false,
} as const satisfies CollectionDefinition;
