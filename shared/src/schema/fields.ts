/**
 * The kinds of field that documents are made of. Each is a JSON Schema fragment; the TypeScript type, the RxDB
 * schema, the server's validator, the SQL column and the OpenAPI document are all derived from it.
 *
 * An absent field means "not set" everywhere: null is not used on the wire.
 */

/** A UUID in lower case; any version is accepted, devices make version 7. */
export const uuid = {
  type: 'string',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  maxLength: 36,
} as const;

/** A calendar day `YYYY-MM-DD` in the site's zone. */
export const day = {
  type: 'string',
  format: 'date',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  maxLength: 10,
} as const;

/** A UTC instant with milliseconds, `2026-11-24T06:43:00.000Z`: one spelling, so that equal instants are equal text. */
export const instant = {
  type: 'string',
  format: 'date-time',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$',
  maxLength: 24,
} as const;

/** A wall-clock time at the site, `06:30`. */
export const clockTime = {
  type: 'string',
  pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
  maxLength: 5,
} as const;

/** An IANA time zone, `America/Chicago`. */
export const timeZone = { type: 'string', pattern: '^[A-Za-z0-9_+/-]{1,64}$', maxLength: 64 } as const;

/** A name, number or other short text. */
export const shortText = { type: 'string', maxLength: 200 } as const;

/** A note of some sentences. */
export const longText = { type: 'string', maxLength: 8000 } as const;

export const flag = { type: 'boolean' } as const;

/** A measured or planned quantity; its unit is in the field's name. Finite, as JSON is. */
export const quantity = { type: 'number', minimum: -1e9, maximum: 1e9 } as const;

export const count = { type: 'integer', minimum: 0, maximum: 1_000_000 } as const;

/** Fields that every document has on the wire. */
export const common = {
  id: uuid,
  /** Made new by the writer for every write. */
  rev: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,64}$', maxLength: 64 },
  /** The device's clock, corrected by the server's. */
  updatedAt: instant,
  updatedBy: uuid,
  _deleted: flag,
} as const;

export const commonRequired = ['id', 'rev', 'updatedAt', 'updatedBy'] as const;

/** Who withdrew a record, when and why; the record itself stays. */
export const voided = {
  type: 'object',
  properties: { by: uuid, at: instant, reason: shortText },
  required: ['by', 'at'],
  additionalProperties: false,
} as const;

export { DAY_KEYS, type DayKey } from '../lib/days.ts';

export const TRADES = [
  'finisher',
  'laborer',
  'carpenter',
  'rodbuster',
  'operator',
  'pump_operator',
  'mason',
  'driver',
  'foreman',
  'other',
] as const;
export type Trade = (typeof TRADES)[number];
