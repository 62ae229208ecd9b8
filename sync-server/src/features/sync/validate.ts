import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isDay } from 'shared/lib/days.ts';
import { isUuid } from 'shared/lib/ids.ts';
import { isInstant } from 'shared/lib/instants.ts';
import type { OfferRow } from 'shared/protocol/offer.ts';
import { MAX_DOCUMENT_BYTES, type PushRow } from 'shared/protocol/push.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import { refusal, type Refusal } from 'shared/merge/verdict.ts';
import { collections, COLLECTION_NAMES, type CollectionName } from 'shared/schema/collections.ts';

/**
 * What may enter the tables: exactly the shared schemas, with nothing added, converted or left out. PostgreSQL has
 * no year 0, and no text with NUL or half a surrogate pair.
 */
const ajv = new Ajv2020({
  strict: true,
  allErrors: false,
  coerceTypes: false,
  useDefaults: false,
  removeAdditional: false,
  allowUnionTypes: true,
  ownProperties: true,
});
ajv.addFormat('date', { type: 'string', validate: (text) => isDay(text) && !text.startsWith('0000') });
/** An instant that a column can hold, wherever in a row it stands. */
const isStorableInstant = (text: string): boolean => isInstant(text) && !text.startsWith('0000');
ajv.addFormat('date-time', { type: 'string', validate: isStorableInstant });

const compiled = new Map<CollectionName, ValidateFunction>(
  COLLECTION_NAMES.map((name) => [name, ajv.compile(collections[name].schema)]),
);

const invalid = (message: string): Refusal => refusal('invalid', message);

/** `days.mon.0.part` as a person reads it. */
const place = (error: ErrorObject): string => error.instancePath.slice(1).replaceAll('/', '.');

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no',
  object: 'a group of fields',
  array: 'a list',
};

function words({ keyword, params, schema }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return `is not ${TYPE_WORDS[String(params['type'])] ?? String(params['type'])}`;
    case 'enum':
      return 'is not one of the values that it may have';
    case 'format':
      return params['format'] === 'date' ? 'is not a day of the calendar' : 'is not a time of the calendar';
    case 'pattern':
      return 'is not written as it should be';
    case 'maxLength':
      return `is longer than ${String(params['limit'])} characters`;
    case 'maxItems':
    case 'maxProperties':
      return `holds more than ${String(params['limit'])} entries`;
    case 'minimum':
    case 'maximum':
      return `is out of range (${String(params['comparison'])} ${String(params['limit'])})`;
    case 'uniqueItems':
      return 'holds something twice';
    default:
      return `does not satisfy ${keyword}${typeof schema === 'string' ? ` ${schema}` : ''}`;
  }
}

function sentence(error: ErrorObject | undefined): string {
  if (!error) return 'The record is not as it should be.';
  const where = place(error);
  const { params } = error;
  if (error.keyword === 'additionalProperties')
    return `The record has a field “${[where, String(params['additionalProperty'])].filter(Boolean).join('.')}” that nobody knows.`;
  if (error.keyword === 'required')
    return `The field “${[where, String(params['missingProperty'])].filter(Boolean).join('.')}” is missing.`;
  return where ? `The field “${where}” ${words(error)}.` : `The record ${words(error)}.`;
}

/** Anything in a text that no database takes, at any depth, keys included. */
function poison(value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (value.includes('\u0000')) return 'A text holds a NUL character.';
    return value.isWellFormed() ? undefined : 'A text holds half a character.';
  }
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'A number is too large.';
  if (typeof value !== 'object') return undefined;
  if (value === null) return 'A field is null; leave it out when it is not set.';
  if (Array.isArray(value)) return firstOf(value, poison);
  return firstOf(Object.entries(value), ([key, part]) =>
    key === '__proto__' ? 'A field has a name that cannot be used.' : (poison(key) ?? poison(part)),
  );
}

function firstOf<T>(values: readonly T[], find: (value: T) => string | undefined): string | undefined {
  for (const value of values) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

const REV = /^[A-Za-z0-9._-]{1,64}$/;

/** True for names under which a verdict can be remembered, whatever else is wrong with the document. */
export const hasNames = (document: Readonly<Record<string, unknown>>): document is WireDocument =>
  typeof document['id'] === 'string' &&
  document['id'].length <= 200 &&
  poison(document['id']) === undefined &&
  typeof document['rev'] === 'string' &&
  REV.test(document['rev']);

const ROW_FIELDS: ReadonlySet<string> = new Set(['collection', 'base', 'document', 'stamps', 'sentAt']);

/** The row around the document: only its own matter, so that one bad row never costs a push its others. */
function whatIsWrongWithRow(row: Readonly<Record<string, unknown>>): string | undefined {
  const { base, stamps, sentAt } = row;
  const unknown = Object.keys(row).find((field) => !ROW_FIELDS.has(field));
  if (unknown !== undefined) return `The row has a field “${unknown}” that nobody knows.`;
  if (base !== null) {
    if (typeof base !== 'object' || Array.isArray(base)) return 'The base is neither a record nor null.';
    if (typeof (base as WireDocument).rev !== 'string') return 'The base has no rev.';
  }
  if (sentAt !== undefined && !(Number.isSafeInteger(sentAt) && Number(sentAt) >= 0))
    return 'sentAt is not a counter.';
  if (stamps === undefined) return undefined;
  if (typeof stamps !== 'object' || stamps === null || Array.isArray(stamps))
    return 'The stamps are not a group of fields.';
  const entries = Object.entries(stamps);
  if (entries.length > 2000) return 'The stamps are too many.';
  return entries.every(
    ([unit, at]) => poison(unit) === undefined && typeof at === 'string' && isStorableInstant(at),
  )
    ? undefined
    : 'A stamp is not a time of the calendar.';
}

/** At least as long as the value's JSON: an escaped character takes six bytes, everything else around a value thirty. */
function longestJson(value: unknown): number {
  if (typeof value === 'string') return value.length * 6 + 30;
  if (typeof value !== 'object' || value === null) return 30;
  if (Array.isArray(value)) return value.reduce<number>((sum, part) => sum + longestJson(part), 30);
  let sum = 30;
  for (const key in value)
    if (Object.hasOwn(value, key))
      sum += key.length * 6 + longestJson((value as Record<string, unknown>)[key]);
  return sum;
}

/** Writing out every document to count its bytes would cost as much as storing it: most are far below the limit. */
const isTooLarge = (document: unknown): boolean =>
  longestJson(document) > MAX_DOCUMENT_BYTES &&
  Buffer.byteLength(JSON.stringify(document)) > MAX_DOCUMENT_BYTES;

/** Why this row cannot be judged; undefined when it can. */
export function problemOf(row: PushRow, senderId: string): Refusal | undefined {
  if (isTooLarge(row.document))
    return refusal('too_large', `The record is larger than ${MAX_DOCUMENT_BYTES / 1024} KB.`);
  const poisoned = poison(row.document);
  if (poisoned !== undefined) return invalid(poisoned);
  const validate = compiled.get(row.collection);
  if (!validate?.(row.document)) return invalid(sentence(validate?.errors?.[0]));
  if (row.document.updatedBy !== senderId)
    return refusal(
      'not_permitted',
      'A change is signed by the person who sends it, and this one names another.',
    );
  const wrong = whatIsWrongWithRow(row as unknown as Readonly<Record<string, unknown>>);
  return wrong === undefined ? whatIsWrongWithId(row) : invalid(wrong);
}

/**
 * Why an offered row cannot be judged. What had been acknowledged may be somebody else's; a deletion comes without any
 * content.
 */
export function problemOfOffer({ counter, clean, ...row }: OfferRow, senderId: string): Refusal | undefined {
  if (!Number.isSafeInteger(counter) || counter < 0) return invalid('counter is not a counter.');
  if (typeof clean !== 'boolean') return invalid('clean is neither yes nor no.');
  const { document } = row;
  if (!clean) return problemOf(row, senderId);
  return document._deleted === true ? whatIsWrongWithDeletion(document) : problemOf(row, document.updatedBy);
}

function whatIsWrongWithDeletion(document: WireDocument): Refusal | undefined {
  const { id: _id, rev: _rev, updatedAt, updatedBy, _deleted, ...content } = document;
  const isWhole = hasNames(document) && typeof updatedAt === 'string' && isStorableInstant(updatedAt);
  if (!isWhole || typeof updatedBy !== 'string' || !isUuid(updatedBy))
    return invalid('The deletion does not say of what, when and by whom.');
  return Object.keys(content).length === 0 ? undefined : invalid('A deletion has no content.');
}

/** Ids that are made of other fields agree with them: every device makes the same id for the same row. */
function whatIsWrongWithId({ collection, document }: PushRow): Refusal | undefined {
  const { id } = document;
  if (
    collection === 'schedule_weeks' &&
    id !== `${String(document['employeeId'])}_${String(document['weekStart'])}`
  )
    return invalid('The id does not name this person and week.');
  if (collection === 'settings') {
    const kind = id.slice(0, id.indexOf(':'));
    if (kind !== document['kind']) return invalid('The id does not name this kind of setting.');
  }
  return undefined;
}
