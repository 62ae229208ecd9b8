import type { Load } from '../../schema/loads.ts';
import type { EventKind, PourEvent } from '../../schema/pour-events.ts';
import type { PourLog } from '../../schema/pour-logs.ts';
import { compareText } from '../../lib/text-order.ts';

/**
 * A signature stands under one version of a log. That version is sealed: its whole content in one canonical text, whose
 * SHA-256 names it. What differs from it later is an amendment, worked out by comparison and by nobody's clock: an
 * entry that another tablet had made before, and that arrives after the signature, differs too.
 */
export interface SealedLog {
  /** Of this form; another form gets another number. */
  readonly v: 1;
  readonly pourId: string;
  readonly log: Fields;
  /** By id. */
  readonly loads: Readonly<Record<string, Fields>>;
  readonly events: Readonly<Record<string, Fields>>;
}

type Fields = Readonly<Record<string, unknown>>;

export interface LogContent {
  readonly pourId: string;
  readonly log: PourLog | undefined;
  readonly loads: readonly Load[];
  readonly events: readonly PourEvent[];
}

/** How a document came about says nothing about what it says. */
const COMMON: ReadonlySet<string> = new Set(['id', 'rev', 'updatedAt', 'updatedBy', '_deleted']);

/** A signature is no part of what it signs, and a correction is seen in what it corrects. */
const APART: ReadonlySet<EventKind> = new Set(['signature', 'amendment']);

function contentOf(document: object, without?: string): Fields {
  return Object.fromEntries(
    Object.entries(document).filter(
      ([field, value]) => value !== undefined && !COMMON.has(field) && field !== without,
    ),
  );
}

const byId = (documents: readonly { readonly id: string }[]): Record<string, Fields> =>
  Object.fromEntries(
    documents
      .toSorted((a, b) => compareText(a.id, b.id))
      .map((document) => [document.id, contentOf(document)]),
  );

export const sealedLog = ({ pourId, log, loads, events }: LogContent): SealedLog => ({
  v: 1,
  pourId,
  log: contentOf(log ?? {}, 'seals'),
  loads: byId(loads),
  events: byId(events.filter(({ kind }) => !APART.has(kind))),
});

/** One spelling for equal content: keys in order, nothing that is not set, no spaces. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalText(member)}`);
  return `{${members.join(',')}}`;
}

/** What differs now from what was sealed, in one record. */
export interface Amendment {
  readonly about: 'log' | 'load' | 'event';
  /** The pour's for the log itself. */
  readonly id: string;
  readonly how: 'added' | 'changed' | 'missing';
  /** For a changed record: which fields, and what stood there and stands there. */
  readonly fields: readonly FieldAmendment[];
}

export interface FieldAmendment {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields that differ; of an object its members, so that one hour of one person is one line. */
function* differing(before: Fields, after: Fields, prefix = ''): Generator<FieldAmendment> {
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[field], after[field]];
    if (canonicalText(was ?? null) === canonicalText(is ?? null)) continue;
    if (isFields(was) && isFields(is)) yield* differing(was, is, `${prefix}${field}.`);
    else
      yield {
        field: prefix + field,
        ...(was !== undefined && { before: was }),
        ...(is !== undefined && { after: is }),
      };
  }
}

function* between(
  about: Amendment['about'],
  sealed: Readonly<Record<string, Fields>>,
  now: Readonly<Record<string, Fields>>,
): Generator<Amendment> {
  for (const id of new Set([...Object.keys(sealed), ...Object.keys(now)]).values()) {
    const [before, after] = [sealed[id], now[id]];
    if (!before) yield { about, id, how: 'added', fields: [] };
    else if (!after) yield { about, id, how: 'missing', fields: [] };
    else {
      const fields = [...differing(before, after)];
      if (fields.length > 0) yield { about, id, how: 'changed', fields };
    }
  }
}

/** Everything that the log says otherwise now than when it was sealed; nothing while it says the same. */
export function amendmentsSince(sealed: SealedLog, now: SealedLog): Amendment[] {
  return [
    ...between('log', { [sealed.pourId]: sealed.log }, { [now.pourId]: now.log }),
    ...between('load', sealed.loads, now.loads),
    ...between('event', sealed.events, now.events),
  ];
}

const isSealed = (value: unknown): value is SealedLog =>
  isFields(value) &&
  value['v'] === 1 &&
  typeof value['pourId'] === 'string' &&
  [value['log'], value['loads'], value['events']].every(isFields);

/** Reads sealed content; nothing for what is none, or of a form that this version does not know. */
export function readSealedLog(text: string): SealedLog | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isSealed(read) ? read : undefined;
}
