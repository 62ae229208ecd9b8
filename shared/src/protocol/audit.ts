import { COLLECTION_NAMES, type CollectionName } from '../schema/collections.ts';

/** `GET /audit`: newest first; `before` takes the last `seq` of the page before. */
export interface AuditQuery {
  readonly before?: string;
  readonly limit?: string;
  readonly actor?: string;
  readonly collection?: CollectionName;
  readonly documentId?: string;
  /** Instants; `from` included, `to` not. */
  readonly from?: string;
  readonly to?: string;
}

export const AUDIT_OPERATIONS = ['create', 'update', 'delete', 'restore', 'purge'] as const;
export type AuditOperation = (typeof AUDIT_OPERATIONS)[number];

export interface AuditEntry {
  readonly seq: number;
  readonly at: string;
  /** Absent: the product itself. */
  readonly actor?: string;
  readonly actorName?: string;
  /** The installation it came from; absent: the server itself. */
  readonly deviceId?: string;
  readonly operation: AuditOperation;
  readonly collection: CollectionName;
  readonly documentId: string;
  /** Changed fields by their wire names; null stands for "not set". */
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  /** Values that lost a merge with this write. */
  readonly lost?: readonly AuditLoser[];
  readonly offer?: true;
  /** Whose quarantined work the actor applied with it. */
  readonly handedOverBy?: string;
}

export interface AuditLoser {
  readonly unit: string;
  readonly lost?: unknown;
  readonly lostBy: string;
  readonly lostAt: string;
}

export interface AuditAnswer {
  readonly entries: readonly AuditEntry[];
  /** Absent at the end. */
  readonly next?: number;
}

export const MAX_AUDIT_LIMIT = 500;

export const auditQuerySchema = {
  type: 'object',
  properties: {
    before: { type: 'string', pattern: '^[0-9]{1,15}$' },
    limit: { type: 'string', pattern: '^[0-9]{1,3}$' },
    actor: { type: 'string', maxLength: 64 },
    collection: { type: 'string', enum: COLLECTION_NAMES },
    documentId: { type: 'string', maxLength: 100 },
    from: { type: 'string', maxLength: 24 },
    to: { type: 'string', maxLength: 24 },
  },
  additionalProperties: false,
} as const;
