import { addDays, instantOf, isDay } from 'shared/lib/days.ts';
import type { AuditEntry, AuditQuery } from 'shared/protocol/audit.ts';
import { COLLECTION_NAMES, type CollectionName } from 'shared/schema/collections.ts';

/** What the log is narrowed to; days are whole days in the office's zone, both included. */
export interface AuditFilter {
  readonly person?: string;
  readonly collection?: CollectionName;
  readonly document?: string;
  readonly from?: string;
  readonly to?: string;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const dayOf = (value: unknown): string | undefined => {
  const text = textOf(value);
  return text !== undefined && isDay(text) ? text : undefined;
};

/** Reads the filter out of an address; what makes no sense there is left out. */
export function filterOf(search: Readonly<Record<string, unknown>>): AuditFilter {
  const person = textOf(search['person']);
  const collection = COLLECTION_NAMES.find((name) => name === search['collection']);
  const document = textOf(search['document']);
  const from = dayOf(search['from']);
  const to = dayOf(search['to']);
  return {
    ...(person !== undefined && { person }),
    ...(collection !== undefined && { collection }),
    ...(document !== undefined && { document }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

export function queryOf(filter: AuditFilter, zone: string): AuditQuery {
  return {
    ...(filter.person !== undefined && { actor: filter.person }),
    ...(filter.collection !== undefined && { collection: filter.collection }),
    ...(filter.document !== undefined && { documentId: filter.document }),
    ...(filter.from !== undefined && { from: instantOf(filter.from, '00:00', zone) }),
    ...(filter.to !== undefined && { to: instantOf(addDays(filter.to, 1), '00:00', zone) }),
  };
}

/** The same choice as the server's, over entries that were read earlier. */
export const meets =
  ({ actor, collection, documentId, from, to }: AuditQuery) =>
  (entry: AuditEntry): boolean =>
    (actor === undefined || entry.actor === actor) &&
    (collection === undefined || entry.collection === collection) &&
    (documentId === undefined || entry.documentId === documentId) &&
    (from === undefined || entry.at >= from) &&
    (to === undefined || entry.at < to);
