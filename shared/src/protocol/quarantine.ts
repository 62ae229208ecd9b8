import { MAX_PUSH_ROWS } from './push.ts';

/** `POST /quarantine`, with a drain token: what a removed member's device still held. Stored, not applied. */
export interface QuarantineRequest {
  readonly items: readonly QuarantineItem[];
}

/**
 * `unsent`: never sent; `attention`: refused before; `offer`: what a restored server lacked, and would not take back
 * from whoever held it.
 */
export const QUARANTINE_SOURCES = ['unsent', 'attention', 'offer'] as const;
export type QuarantineSource = (typeof QUARANTINE_SOURCES)[number];

export interface QuarantineItem {
  readonly collection: string;
  readonly document: Readonly<Record<string, unknown>>;
  readonly base?: Readonly<Record<string, unknown>> | null;
  readonly source: QuarantineSource;
  /** Why it was refused, where it was. */
  readonly reason?: string;
}

export interface QuarantineAnswer {
  /** How many are kept now; a repeat of the same item counts once. */
  readonly stored: number;
}

/** `GET /quarantine`, for administrators; `after` takes the last `id`. */
export interface QuarantineList {
  readonly entries: readonly QuarantineEntry[];
  readonly next?: string;
}

/** `POST /quarantine/:id/apply` and `/discard`: the entry as it was settled, by whomever. */
export interface QuarantineEntryAnswer {
  readonly entry: QuarantineEntry;
}

export interface QuarantineEntry extends QuarantineItem {
  readonly id: string;
  readonly userId: string;
  readonly deviceId?: string;
  readonly receivedAt: string;
  /** Absent while it waits for an administrator. */
  readonly settled?: { readonly by: string; readonly at: string; readonly how: 'applied' | 'discarded' };
}

export const MAX_QUARANTINE_ITEMS = MAX_PUSH_ROWS;

export const quarantineRequestSchema = {
  type: 'object',
  properties: {
    items: {
      type: 'array',
      maxItems: MAX_QUARANTINE_ITEMS,
      items: {
        type: 'object',
        properties: {
          collection: { type: 'string', minLength: 1, maxLength: 64 },
          document: { type: 'object' },
          base: { type: ['object', 'null'] },
          source: { type: 'string', enum: QUARANTINE_SOURCES },
          reason: { type: 'string', maxLength: 1000 },
        },
        required: ['collection', 'document', 'source'],
        additionalProperties: false,
      },
    },
  },
  required: ['items'],
  additionalProperties: false,
} as const;

export const quarantineQuerySchema = {
  type: 'object',
  properties: { after: { type: 'string', maxLength: 64 } },
  additionalProperties: false,
} as const;

export const quarantineParamsSchema = {
  type: 'object',
  properties: { id: { type: 'string', maxLength: 64 } },
  required: ['id'],
  additionalProperties: false,
} as const;
