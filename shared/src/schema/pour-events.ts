import type { FromSchema } from 'json-schema-to-ts';
import type { CollectionDefinition } from './collection.ts';
import {
  common,
  commonRequired,
  count,
  day,
  instant,
  longText,
  quantity,
  shortText,
  uuid,
  voided,
} from './fields.ts';

export const EVENT_KINDS = [
  'delay',
  'breakdown',
  'cold_joint',
  'observation',
  'finishing_pass',
  'saw_cut',
  'cure',
  'sample_set',
  'break_result',
  'temperature',
  'photo',
  'signature',
  'note',
  'amendment',
] as const;

export const DELAY_CAUSES = [
  'truck',
  'plant',
  'pump',
  'crew',
  'gc',
  'inspection',
  'weather',
  'other',
] as const;

/** The passes that a finisher is offered; a log may name others. */
export const FINISHING_PASSES = [
  'screed',
  'bull_float',
  'float',
  'pan',
  'trowel',
  'final_trowel',
  'broom',
  'edging',
] as const;

export const PHOTO_KINDS = ['form', 'rebar', 'placing', 'finished', 'issue'] as const;

/** Who signs a log. */
export const SIGNER_ROLES = ['foreman', 'gc'] as const;

const fields = {
  type: 'object',
  properties: {
    text: longText,
    cause: { type: 'string', enum: DELAY_CAUSES },
    minutes: quantity,
    endedAt: instant,
    location: shortText,
    /** A finishing pass: bull float, pan, trowel, … */
    pass: shortText,
    method: shortText,
    employeeId: uuid,
    loadId: uuid,
    /* weather as observed */
    airF: quantity,
    rhPct: quantity,
    windMph: quantity,
    sky: shortText,
    concreteF: quantity,
    /* cylinders */
    setId: shortText,
    cylinders: count,
    ageDays: count,
    strengthPsi: quantity,
    /* a photo or signature names its bytes by SHA-256 */
    sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    contentType: shortText,
    sizeBytes: count,
    /** Who took a photo, by login: a later caption may be somebody else's. */
    takenBy: uuid,
    photoKind: { type: 'string', enum: PHOTO_KINDS },
    /** Where the camera was, in degrees; only in a workspace that keeps photo positions. */
    latitude: quantity,
    longitude: quantity,
    signerName: shortText,
    signerRole: { type: 'string', enum: SIGNER_ROLES },
    /** The version of the log that a signature stands under: the SHA-256 of its sealed content, a blob too. */
    sealSha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    /** What an amendment changes: the document's id, its field, and what was said before and after. */
    amends: shortText,
    field: shortText,
    before: longText,
    after: longText,
  },
  additionalProperties: false,
} as const;

const schema = {
  type: 'object',
  properties: {
    ...common,
    pourId: uuid,
    pourDay: day,
    at: instant,
    kind: { type: 'string', enum: EVENT_KINDS, maxLength: 20 },
    fields,
    void: voided,
  },
  required: [...commonRequired, 'pourId', 'pourDay', 'kind'],
  additionalProperties: false,
} as const;

export type PourEvent = FromSchema<typeof schema>;
export type EventKind = (typeof EVENT_KINDS)[number];
export type PhotoKind = (typeof PHOTO_KINDS)[number];
export type SignerRole = (typeof SIGNER_ROLES)[number];
export type DelayCause = (typeof DELAY_CAUSES)[number];

export const pourEvents = {
  name: 'pour_events',
  version: 1,
  schema,
  byKey: ['fields'],
  indexes: [['pourId'], ['pourDay']],
  window: { kind: 'day', field: 'pourDay' },
  near: 'week',
  deletable: false,
} as const satisfies CollectionDefinition;
