import type { AsOf, WireDocument } from 'shared/protocol/document.ts';
import type { AnyDocument } from 'shared/schema/collections.ts';

/** When each merge unit changed, by the name of the unit. */
export type Stamps = Readonly<Record<string, string>>;

/** The exact row that was put on the wire and is not answered yet. */
export interface SentRow {
  readonly document: WireDocument;
  readonly stamps: Stamps;
  /** The counter that the device knew when this row was first stored; absent before anything was known. */
  readonly sentAt?: number;
}

/** What stays of a deletion after its content is gone: enough to offer it again to a restored server. */
export interface Deletion {
  readonly rev: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

/** Set while the document waits to be offered to a server that was set back and does not have it any more. */
interface Offered {
  readonly offer?: true;
}

interface Unanswered extends Offered {
  readonly id: string;
  readonly document: WireDocument;
  /** The last state that the server acknowledged; null for a new document. */
  readonly base: WireDocument | null;
  /** When each unit changed since `base`. */
  readonly stamps: Stamps;
  readonly seen?: AsOf;
}

/**
 * One document's life on the device.
 * - `absent`: never held and never heard of;
 * - `left`: not held, but known at `seen`: what is older does not bring it back;
 * - `clean`: equal to the master at `seen`;
 * - `unsent`: changed here since `base`, nothing on the way;
 * - `sent`: `sent` is stored and perhaps on the way, and the document still is that state;
 * - `edited`: as `sent`, but the document was changed again meanwhile.
 *
 * After a restored backup each of them but `absent` can carry `offer`: the server lacks what is held here.
 */
export type DeviceRecord =
  | { readonly kind: 'absent'; readonly id: string }
  | ({
      readonly kind: 'left';
      readonly id: string;
      readonly seen: AsOf;
      readonly deletion?: Deletion;
    } & Offered)
  | ({
      readonly kind: 'clean';
      readonly id: string;
      readonly document: WireDocument;
      readonly seen: AsOf;
    } & Offered)
  | ({ readonly kind: 'unsent' } & Unanswered)
  | ({ readonly kind: 'sent'; readonly sent: SentRow } & Unanswered)
  | ({ readonly kind: 'edited'; readonly sent: SentRow } & Unanswered);

export type RecordKind = DeviceRecord['kind'];
export type RecordOf<K extends RecordKind> = Extract<DeviceRecord, { kind: K }>;

/** The fields that the device adds to a document; they are never on the wire. */
export const LOCAL_FIELDS = ['unsent', 'base', 'sent', 'stamps', 'seen', 'gone', 'offer'] as const;

/** A record as RxDB keeps it, without RxDB's own fields: `left` and `absent` are deleted there, `gone` is not. */
export type StoredFields = Record<string, unknown> & { id: string; unsent: boolean };

const offerField = (offer: unknown): Offered => (offer === true ? { offer } : {});

const seenField = (seen: AsOf | undefined): { seen?: AsOf } => (seen === undefined ? {} : { seen });

function contentOf(document: WireDocument): Record<string, unknown> {
  const { _deleted, ...content } = document;
  return _deleted === true ? { ...content, gone: true } : content;
}

/** The fields to store; a record without content becomes a bare mark that RxDB counts as deleted. */
export function encodeRecord(record: DeviceRecord): { fields: StoredFields; deleted: boolean } {
  switch (record.kind) {
    case 'absent':
      return { fields: { id: record.id, unsent: false }, deleted: true };
    case 'left':
      return {
        fields: {
          id: record.id,
          unsent: false,
          seen: record.seen,
          ...record.deletion,
          ...offerField(record.offer),
        },
        deleted: true,
      };
    case 'clean':
      return {
        fields: {
          ...contentOf(record.document),
          id: record.id,
          unsent: false,
          seen: record.seen,
          ...offerField(record.offer),
        },
        deleted: false,
      };
    default:
      return {
        fields: {
          ...contentOf(record.document),
          id: record.id,
          unsent: true,
          base: record.base,
          stamps: record.stamps,
          ...seenField(record.seen),
          ...offerField(record.offer),
          ...(record.kind === 'unsent' ? {} : { sent: record.sent }),
        },
        deleted: false,
      };
  }
}

const NOT_WIRE: ReadonlySet<string> = new Set([...LOCAL_FIELDS, '_deleted', '_meta', '_rev', '_attachments']);

/** The document that a stored record holds, as on the wire; one deleted here carries `_deleted`. */
export function wireOf(stored: Readonly<Record<string, unknown>>): WireDocument {
  const document: Record<string, unknown> = {};
  for (const field in stored) if (!NOT_WIRE.has(field)) document[field] = stored[field];
  if (stored['gone'] === true) document['_deleted'] = true;
  return document as WireDocument;
}

/** What a screen sees: the plain document, or nothing where it was deleted here or has left. */
export function shownOf(
  stored: Readonly<Record<string, unknown>>,
  deleted: boolean,
): AnyDocument | undefined {
  return deleted || stored['gone'] === true ? undefined : wireOf(stored);
}

export function decodeRecord(
  id: string,
  stored: Readonly<Record<string, unknown>> | undefined,
  deleted: boolean,
): DeviceRecord {
  if (stored === undefined) return { kind: 'absent', id };
  const seen = stored['seen'] as AsOf | undefined;
  const offer = offerField(stored['offer']);
  if (deleted) {
    if (seen === undefined) return { kind: 'absent', id };
    const { rev, updatedAt, updatedBy } = stored as Partial<Deletion>;
    return rev === undefined || updatedAt === undefined || updatedBy === undefined
      ? { kind: 'left', id, seen }
      : { kind: 'left', id, seen, deletion: { rev, updatedAt, updatedBy }, ...offer };
  }
  const document = wireOf(stored);
  if (stored['unsent'] !== true && seen !== undefined) return { kind: 'clean', id, document, seen, ...offer };
  const unanswered = {
    id,
    document,
    base: (stored['base'] ?? null) as WireDocument | null,
    stamps: (stored['stamps'] ?? {}) as Stamps,
    ...seenField(seen),
    ...offer,
  };
  const sent = stored['sent'] as SentRow | undefined;
  if (sent === undefined) return { kind: 'unsent', ...unanswered };
  return { kind: sent.document.rev === document.rev ? 'sent' : 'edited', ...unanswered, sent };
}
