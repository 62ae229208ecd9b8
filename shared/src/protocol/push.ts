import type { CollectionName } from '../schema/collections.ts';
import type { AsOf, WireDocument } from './document.ts';
import type { ErrorCode } from './errors.ts';

/** `POST /sync/push`: one transaction; any order of rows serves, since references are soft. */
export interface PushRow {
  readonly collection: CollectionName;
  /** The last state that the server acknowledged to this device; null for a new document. */
  readonly base: WireDocument | null;
  readonly document: WireDocument;
  /** When each merge unit changed since `base`; a unit without one takes `updatedAt`. */
  readonly stamps?: Readonly<Record<string, string>>;
  /** On a repeat: the counter known when this state was first stored for sending. */
  readonly sentAt?: number;
}

export interface PushRequest {
  readonly epoch: string;
  readonly rows: readonly PushRow[];
}

/** The master to take instead of what was sent. */
export interface PushConflict {
  readonly collection: CollectionName;
  readonly document: WireDocument;
}

export interface PushRejection {
  readonly collection: string;
  /** As it was sent, even malformed. */
  readonly id: unknown;
  readonly code: RowCode;
  /** What is wrong, in words for a person. */
  readonly message: string;
  /** The state to go back to; null where there is none. */
  readonly master: WireDocument | null;
}

/** A row in neither list is accepted as sent. */
export interface PushAnswer {
  readonly asOf: AsOf;
  readonly conflicts: readonly PushConflict[];
  readonly rejected: readonly PushRejection[];
}

/** The reasons for which one row is refused while the others of its push go on. */
export const ROW_CODES = ['invalid', 'too_large', 'not_permitted', 'too_old'] as const satisfies ErrorCode[];
export type RowCode = (typeof ROW_CODES)[number];

export const MAX_PUSH_ROWS = 200;
export const MAX_PUSH_BYTES = 1024 * 1024;
export const MAX_DOCUMENT_BYTES = 64 * 1024;

/** Only what must be readable for a verdict per row: everything else about a row is that row's own matter. */
export const pushRequestSchema = {
  type: 'object',
  properties: {
    epoch: { type: 'string', minLength: 1, maxLength: 200 },
    rows: {
      type: 'array',
      maxItems: MAX_PUSH_ROWS,
      items: {
        type: 'object',
        properties: {
          collection: { type: 'string' },
          document: { type: 'object' },
        },
        required: ['collection', 'document'],
      },
    },
  },
  required: ['epoch', 'rows'],
  additionalProperties: false,
} as const;
