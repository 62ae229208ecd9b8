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
  timeZone,
  uuid,
} from './fields.ts';

export const POUR_STATUSES = [
  'tentative',
  'scheduled',
  'confirmed',
  'in_progress',
  'placed',
  'complete',
  'on_hold',
  'postponed',
  'cancelled',
  'rained_out',
] as const;

/** Open pours are on every device, however old. */
export const OPEN_POUR_STATUSES = [
  'tentative',
  'scheduled',
  'confirmed',
  'in_progress',
  'placed',
  'on_hold',
] as const;

export const ELEMENTS = [
  'slab_on_grade',
  'elevated_deck',
  'slab_on_metal_deck',
  'footing',
  'grade_beam',
  'pier',
  'wall',
  'column',
  'tilt_up_panel',
  'topping',
  'paving',
  'curb_sidewalk',
  'equipment_pad',
  'stairs',
  'other',
] as const;

export const PLACEMENT_METHODS = [
  'chute',
  'boom_pump',
  'line_pump',
  'buggy',
  'conveyor',
  'crane_bucket',
] as const;
export const FINISHES = [
  'broom',
  'float',
  'hand_trowel',
  'hard_trowel',
  'burnished',
  'pan',
  'exposed',
  'stamped',
] as const;
export const CURES = ['wet', 'compound', 'sheet', 'blankets'] as const;
export const SAW_CUTS = ['conventional', 'early_entry', 'none'] as const;
export const ORDER_STATUSES = ['will_call', 'go', 'hold', 'ready_asap'] as const;
export const READINESS_ITEMS = [
  'forms',
  'rebar',
  'embeds',
  'sleeves',
  'gc_release',
  'supplier',
  'pump',
  'lab',
  'crew',
  'weather',
] as const;
export const REASON_KINDS = [
  'weather',
  'gc_not_ready',
  'inspection_failed',
  'supplier',
  'pump',
  'crew',
  'design',
  'other',
] as const;

const confirmation = {
  type: 'object',
  properties: { by: uuid, at: instant, note: shortText },
  required: ['by', 'at'],
  additionalProperties: false,
} as const;

const reason = {
  type: 'object',
  properties: {
    kind: { type: 'string', enum: REASON_KINDS },
    note: shortText,
    by: uuid,
    at: instant,
    forecast: longText,
  },
  required: ['kind'],
  additionalProperties: false,
} as const;

const weatherCall = {
  type: 'object',
  properties: {
    decision: { type: 'string', enum: ['go', 'hold', 'postpone'] },
    by: uuid,
    at: instant,
    forecast: longText,
  },
  required: ['decision', 'by', 'at'],
  additionalProperties: false,
} as const;

const crewMember = {
  type: 'object',
  properties: { role: { type: 'string', enum: ['placer', 'finisher', 'other'] } },
  additionalProperties: false,
} as const;

const schema = {
  type: 'object',
  properties: {
    ...common,
    /* what and where */
    status: { type: 'string', enum: POUR_STATUSES, maxLength: 20 },
    /** Not unique: a repeat is flagged. */
    number: shortText,
    /** What the crew calls it: "L3 deck". */
    name: shortText,
    projectId: uuid,
    gcContactId: uuid,
    building: shortText,
    level: shortText,
    gridLines: shortText,
    element: { type: 'string', enum: ELEMENTS, maxLength: 30 },
    /* when */
    /** The pour day at the site; a tentative pour has no more than this. */
    day,
    timeZone,
    startsAt: instant,
    firstTruckAt: instant,
    /** May lie after midnight. */
    expectedEndAt: instant,
    /* how much */
    areaSf: quantity,
    thicknessIn: quantity,
    /** Given where it is not area × thickness (footings, walls). */
    theoreticalCy: quantity,
    wastePct: quantity,
    orderedCy: quantity,
    holdCy: quantity,
    /* mix: where the pour differs from the mix it names */
    mixId: uuid,
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
    concreteMaxF: quantity,
    dischargeLimitMin: count,
    /* supply */
    supplierId: uuid,
    plantId: uuid,
    backupPlantId: uuid,
    orderNumber: shortText,
    orderStatus: { type: 'string', enum: ORDER_STATUSES, maxLength: 20 },
    rateCyPerHour: quantity,
    spacingMin: quantity,
    loadSizeCy: quantity,
    travelMin: quantity,
    /* placement */
    method: { type: 'string', enum: PLACEMENT_METHODS, maxLength: 20 },
    pumpId: uuid,
    boomSizeM: quantity,
    pumpArrivesAt: instant,
    washout: shortText,
    /* people */
    foremanId: uuid,
    plannedPlacers: count,
    plannedFinishers: count,
    /** Named crew, by employee. */
    crew: { type: 'object', additionalProperties: crewMember, maxProperties: 300 },
    labId: uuid,
    inspectorId: uuid,
    /* finish */
    finish: { type: 'string', enum: FINISHES, maxLength: 20 },
    /** Specified floor flatness and levelness. */
    ffSpecified: quantity,
    flSpecified: quantity,
    hardener: shortText,
    cure: { type: 'string', enum: CURES, maxLength: 20 },
    sawCut: { type: 'string', enum: SAW_CUTS, maxLength: 20 },
    sawCutAssigneeId: uuid,
    sawCutAt: instant,
    vapourBarrier: shortText,
    jointPlan: shortText,
    /* ready? */
    /** Who confirmed each item, and when. */
    readiness: {
      type: 'object',
      properties: {
        forms: confirmation,
        rebar: confirmation,
        embeds: confirmation,
        sleeves: confirmation,
        gc_release: confirmation,
        supplier: confirmation,
        pump: confirmation,
        lab: confirmation,
        crew: confirmation,
        weather: confirmation,
      },
      additionalProperties: false,
    },
    weatherCall,
    /** Why it is on hold, postponed, cancelled or rained out. */
    reason,
    /* links */
    /** The tentative day from which it was promoted, by whom and when. */
    promotedFrom: {
      type: 'object',
      properties: { day, by: uuid, at: instant },
      required: ['by', 'at'],
      additionalProperties: false,
    },
    /** The pour that took a postponed one's place, and the one whose place this took. */
    postponedTo: uuid,
    postponedFrom: uuid,
    note: longText,
  },
  required: [...commonRequired],
  additionalProperties: false,
} as const;

export type Pour = FromSchema<typeof schema>;
export type PourStatus = (typeof POUR_STATUSES)[number];
export type ReadinessItem = (typeof READINESS_ITEMS)[number];
export type ReasonKind = (typeof REASON_KINDS)[number];
export type Element = (typeof ELEMENTS)[number];

export const pours = {
  name: 'pours',
  version: 0,
  schema,
  byKey: ['crew', 'readiness'],
  indexes: [['day']],
  window: { kind: 'open', field: 'day', openStatuses: OPEN_POUR_STATUSES },
  near: 'open',
  deletable: false,
} as const satisfies CollectionDefinition;
