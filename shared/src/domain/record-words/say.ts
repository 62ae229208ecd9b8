import type { CollectionName } from '../../schema/collections.ts';
import { CHOICE_FIELDS, CHOICE_WORDS } from './choice-words.ts';
import { FIELD_WORDS, RECORD_WORDS, type Pair } from './field-words.ts';

/** How a reader wants things said, and what ids stand for. */
export interface Sayer {
  readonly language: 'en' | 'es';
  /** What people call the person, job, pour, mix, … with this id; absent when it is not known here. */
  readonly name: (id: string) => string | undefined;
  /** 2026-11-27 → "Fri Nov 27" */
  readonly day: (day: string) => string;
  /** 2026-11-27T12:43:00.000Z → "Fri Nov 27, 6:43 am" */
  readonly moment: (instant: string) => string;
  readonly number: (value: number) => string;
}

type Part = Readonly<Record<string, unknown>>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const SMALL_WORDS = {
  unset: ['not set', 'sin valor'],
  yes: ['yes', 'sí'],
  no: ['no', 'no'],
  unknown: ['unknown', 'desconocido'],
  nothing: ['nothing', 'nada'],
  deleted: ['deleted', 'eliminado'],
  kept: ['not deleted', 'sin eliminar'],
  weekOf: ['week of', 'semana del'],
  ready: ['confirmed', 'confirmado'],
  notReady: ['not confirmed', 'sin confirmar'],
  onCrew: ['on the crew', 'en la cuadrilla'],
  offCrew: ['not on the crew', 'fuera de la cuadrilla'],
  deletion: ['Whether it exists', 'Si existe'],
  by: ['by', 'por'],
  from: ['from', 'desde las'],
} as const satisfies Readonly<Record<string, Pair>>;

/** A number's unit stands at the end of its field's name. */
const UNITS: readonly (readonly [end: string, unit: Pair])[] = [
  ['CyPerHour', ['CY/h', 'CY/h']],
  ['Cy', ['CY', 'CY']],
  ['Sf', ['SF', 'SF']],
  ['Psi', ['psi', 'psi']],
  ['Pcf', ['lb/ft³', 'lb/ft³']],
  ['Pct', ['%', '%']],
  ['Gal', ['gal', 'gal']],
  ['Mph', ['mph', 'mph']],
  ['Min', ['min', 'min']],
  ['Days', ['days', 'días']],
  ['In', ['in', 'in']],
  ['F', ['°F', '°F']],
  ['M', ['m', 'm']],
  ['C', ['°C', '°C']],
  ['K', ['K', 'K']],
  ['hours', ['h', 'h']],
  ['minutes', ['min', 'min']],
];

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

const pick = (sayer: Sayer, pair: Pair): string => pair[sayer.language === 'en' ? 0 : 1];
const small = (sayer: Sayer, key: keyof typeof SMALL_WORDS): string => pick(sayer, SMALL_WORDS[key]);

/** What somebody calls a thing by its id; what is not on this device is "unknown", never an id. */
const nameOf = (sayer: Sayer, id: string): string => sayer.name(id) ?? small(sayer, 'unknown');

/** "Job", "Load": what one record of the collection is. */
export const sayCollection = (sayer: Sayer, collection: CollectionName): string =>
  pick(sayer, RECORD_WORDS[collection]);

function sayField(sayer: Sayer, collection: CollectionName, field: string): string {
  const words = FIELD_WORDS[`${collection}.${field}`] ?? FIELD_WORDS[field];
  return words ? pick(sayer, words) : field;
}

/** "Status", "Thursday", "Crew: Boone, T.": what a merge unit is about. */
export function sayUnit(sayer: Sayer, collection: CollectionName, unit: string): string {
  if (unit === '_deleted') return small(sayer, 'deletion');
  const dot = unit.indexOf('.');
  if (dot < 0) return sayField(sayer, collection, unit);
  const field = unit.slice(0, dot);
  const key = unit.slice(dot + 1);
  if (field === 'days' || field === 'details' || field === 'fields') return sayField(sayer, collection, key);
  const ofKey = UUID.test(key)
    ? nameOf(sayer, key)
    : FIELD_WORDS[key]
      ? sayField(sayer, collection, key)
      : key;
  return `${sayField(sayer, collection, field)}: ${ofKey}`;
}

/** A merge unit's value in words; null and absent are "not set". */
export function sayValue(sayer: Sayer, unit: string, value: unknown): string {
  if (unit === '_deleted') return small(sayer, value === true ? 'deleted' : 'kept');
  const [field, key] = splitUnit(unit);
  if (field === 'days') return sayCell(sayer, value);
  if (field === 'readiness' && key !== undefined) return sayReadiness(sayer, value);
  if (field === 'crew' && key !== undefined) return sayCrew(sayer, value);
  return sayAny(sayer, key !== undefined && FIELD_WORDS[key] ? key : field, value);
}

function splitUnit(unit: string): readonly [string, string?] {
  const dot = unit.indexOf('.');
  return dot < 0 ? [unit] : [unit.slice(0, dot), unit.slice(dot + 1)];
}

/** A day's cell: "2418 Riverside L3", "2418 Riverside L3 from 9:00 pm", "2418 Riverside L3 morning, PTO afternoon". */
function sayCell(sayer: Sayer, value: unknown): string {
  const assignments = Array.isArray(value) ? value.filter(isPart) : [];
  if (assignments.length === 0) return small(sayer, 'nothing');
  return assignments
    .map(({ part, projectId, status, start, note }) => {
      const work = typeof projectId === 'string' ? nameOf(sayer, projectId) : sayAny(sayer, 'status', status);
      const half = part === 'am' || part === 'pm' ? sayAny(sayer, 'part', part) : undefined;
      const from = typeof start === 'string' ? `${small(sayer, 'from')} ${sayClock(start)}` : undefined;
      return [work, half, from, isSet(note) ? `“${String(note)}”` : undefined].filter(Boolean).join(' ');
    })
    .join(', ');
}

/** 21:00 → "9:00 pm" */
function sayClock(clock: string): string {
  const hour = Number(clock.slice(0, 2));
  return `${hour % 12 || 12}${clock.slice(2)} ${hour < 12 ? 'am' : 'pm'}`;
}

function sayReadiness(sayer: Sayer, value: unknown): string {
  if (!isPart(value)) return small(sayer, 'notReady');
  return [small(sayer, 'ready'), ...sayWhoWhen(sayer, value), value['note']].filter(isSet).join(', ');
}

function sayCrew(sayer: Sayer, value: unknown): string {
  if (!isPart(value)) return small(sayer, 'offCrew');
  return isSet(value['role']) ? sayAny(sayer, 'role', value['role']) : small(sayer, 'onCrew');
}

const sayWhoWhen = (sayer: Sayer, { by, at }: Part): string[] => [
  ...(typeof by === 'string' ? [`${small(sayer, 'by')} ${nameOf(sayer, by)}`] : []),
  ...(typeof at === 'string' ? [sayer.moment(at)] : []),
];

function sayAny(sayer: Sayer, field: string, value: unknown): string {
  if (!isSet(value)) return small(sayer, 'unset');
  if (typeof value === 'boolean') return small(sayer, value ? 'yes' : 'no');
  if (typeof value === 'number') return sayNumber(sayer, field, value);
  if (typeof value === 'string') return sayText(sayer, field, value);
  if (Array.isArray(value))
    return value.length === 0
      ? small(sayer, 'nothing')
      : value.map((item) => sayAny(sayer, field, item)).join(', ');
  return isPart(value) ? sayPart(sayer, value) : small(sayer, 'unknown');
}

function sayNumber(sayer: Sayer, field: string, value: number): string {
  if (field === 'colour') return sayer.number(value + 1);
  const unit = UNITS.find(([end]) => field.endsWith(end));
  return unit ? `${sayer.number(value)} ${pick(sayer, unit[1])}` : sayer.number(value);
}

function sayText(sayer: Sayer, field: string, value: string): string {
  const choice = CHOICE_FIELDS.has(field) ? CHOICE_WORDS[value] : undefined;
  if (choice) return pick(sayer, choice);
  if (field === 'weekStart') return `${small(sayer, 'weekOf')} ${sayer.day(value)}`;
  if (DAY.test(value)) return sayer.day(value);
  if (INSTANT.test(value)) return sayer.moment(value);
  return UUID.test(value) ? nameOf(sayer, value) : value;
}

/** "weather, hold the trucks, by J. Moreno, Fri Nov 27, 6:43 am": what has no name of its own needs no label. */
function sayPart(sayer: Sayer, part: Part): string {
  const {
    by: _by,
    at: _at,
    kind,
    decision,
    reason,
    note,
    name,
    hours,
    hash: _hash,
    id: _id,
    ...others
  } = part;
  const plain = Object.entries({ kind, decision, name, hours, reason, note })
    .filter(([, value]) => isSet(value))
    .map(([field, value]) => sayAny(sayer, field, value));
  const labelled = Object.entries(others)
    .filter(([, value]) => isSet(value))
    .map(([field, value]) => `${sayField(sayer, 'settings', field)} ${sayAny(sayer, field, value)}`);
  const said = [...plain, ...labelled, ...sayWhoWhen(sayer, part)].join(', ');
  return said === '' ? small(sayer, 'yes') : said;
}

const WEEK_ID = /^([0-9a-f-]{36})_(\d{4}-\d{2}-\d{2})/;

/**
 * What a record is called, with no need of a word before it: "Boone, T., week of Mon Nov 23", "Pour 118 L3 deck",
 * "Load 8841 · 118 L3 deck". `document` is what is known of it, in whole or in part.
 */
export function sayRecord(
  sayer: Sayer,
  collection: CollectionName,
  id: string,
  document: Part | undefined,
): string {
  const kind = sayCollection(sayer, collection);
  const week = WEEK_ID.exec(id);
  if (week?.[1] !== undefined && week[2] !== undefined)
    return `${nameOf(sayer, week[1])}, ${small(sayer, 'weekOf')} ${sayer.day(week[2])}`;
  const say = (field: string): string | undefined =>
    isSet(document?.[field]) ? sayAny(sayer, field, document?.[field]) : undefined;
  const pour = say('pourId');
  switch (collection) {
    case 'settings':
      return [kind, say('name') ?? say('office')].filter(Boolean).join(' ');
    case 'absences':
      return [say('employeeId'), say('kind'), say('from')].filter(Boolean).join(', ') || kind;
    case 'demands':
      return [kind, say('projectId')].filter(Boolean).join(' ');
    case 'pour_logs':
      return `${kind} ${sayer.name(id) ?? ''}`.trim();
    case 'loads':
      return [[kind, say('ticketNumber') ?? say('truckNumber')].filter(Boolean).join(' '), pour]
        .filter(Boolean)
        .join(' · ');
    case 'pour_events':
      return [say('kind') ?? kind, pour].filter(Boolean).join(' · ');
    case 'pours':
      return `${kind} ${sayer.name(id) ?? [say('number'), say('name')].filter(Boolean).join(' ')}`.trim();
    case 'regions':
    case 'projects':
      return [kind, sayer.name(id) ?? say('number') ?? say('name') ?? small(sayer, 'unknown')].join(' ');
    default:
      return sayer.name(id) ?? say('name') ?? `${kind}, ${small(sayer, 'unknown')}`;
  }
}
