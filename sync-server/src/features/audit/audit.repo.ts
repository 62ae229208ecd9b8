import type { AuditEntry, AuditLoser, AuditOperation } from 'shared/protocol/audit.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import { auditedFields } from '../../db/columns.ts';
import type { Tx } from '../../db/scope.ts';

export interface AuditFilter {
  readonly before?: number;
  readonly actor?: string;
  readonly collection?: CollectionName;
  readonly documentId?: string;
  readonly from?: string;
  readonly to?: string;
}

type Part = Readonly<Record<string, unknown>>;

interface Row {
  seq: number;
  at: string;
  actor: string | null;
  actor_name: string | null;
  device_id: string | null;
  operation: AuditOperation;
  collection: CollectionName;
  document_id: string;
  before: Part | null;
  after: Part | null;
  lost: readonly AuditLoser[] | null;
  offer: boolean;
  handed_over_by: string | null;
}

const CONDITIONS: Readonly<Record<keyof AuditFilter, string>> = {
  before: 'a.seq <',
  actor: 'a.actor =',
  collection: 'a.collection =',
  documentId: 'a.document_id =',
  from: 'a.at >=',
  to: 'a.at <',
};

function fromRow(row: Row): AuditEntry {
  const { collection, before, after, lost } = row;
  return {
    seq: row.seq,
    at: row.at,
    ...(row.actor === null ? {} : { actor: row.actor }),
    ...(row.actor_name === null ? {} : { actorName: row.actor_name }),
    ...(row.device_id === null ? {} : { deviceId: row.device_id }),
    operation: row.operation,
    collection,
    documentId: row.document_id,
    ...(before ? { before: auditedFields(collection, before) } : {}),
    ...(after ? { after: auditedFields(collection, after) } : {}),
    ...(lost
      ? { lost: lost.map(({ unit, lost: value, lostBy, lostAt }) => ({ unit, lost: value, lostBy, lostAt })) }
      : {}),
    ...(row.offer ? { offer: true } : {}),
    ...(row.handed_over_by === null ? {} : { handedOverBy: row.handed_over_by }),
  };
}

/** Newest first. Others' own views are behind the wall here too. */
export async function readAudit(tx: Tx, filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined) as [
    keyof AuditFilter,
    unknown,
  ][];
  const conditions = given.map(([name], at) => `and ${CONDITIONS[name]} $${at + 3}`).join(' ');
  const { rows } = await tx.query<Row>(
    `select a.seq, a.at, a.actor, u.name as actor_name, a.device_id, a.operation, a.collection, a.document_id,
       a.before, a.after, a.lost, a.offer, q.user_id as handed_over_by
     from app.audit_log a left join app.users u on u.tenant_id = a.tenant_id and u.id = a.actor
     left join app.quarantine q on q.tenant_id = a.tenant_id and q.audit_seq = a.seq
     where a.tenant_id = $1 ${conditions} order by a.seq desc limit $2`,
    [tx.tenantId, limit, ...given.map(([, value]) => value)],
  );
  return rows.map(fromRow);
}
