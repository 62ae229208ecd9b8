import type { TenantQueries } from './scope.ts';

/** `brokenAt`: the first row whose content or link is not what was written, or the head when rows are missing. */
export type ChainCheck =
  | { readonly kind: 'whole'; readonly rows: number }
  | { readonly kind: 'broken'; readonly brokenAt: number };

/**
 * Follows the workspace's audit chain from its beginning. A row without a salt has been erased: its commitment
 * still carries the chain, its content can no longer be checked.
 */
export async function verifyAuditChain(tx: TenantQueries): Promise<ChainCheck> {
  const broken = await tx.query<{ seq: number }>(
    `select seq from (
       select a.seq,
         a.hash = sha256(lag(a.hash, 1, '\\x') over (order by a.seq) || a.commitment) as linked,
         a.salt is null or a.commitment = sha256(convert_to(app.audit_content(a), 'UTF8')) as kept
       from app.audit_log a where a.tenant_id = $1
     ) row where not (linked and kept) order by seq limit 1`,
    [tx.tenantId],
  );
  const first = broken.rows[0];
  if (first) return { kind: 'broken', brokenAt: first.seq };
  const tail = await tx.query<{ rows: number; head: number; whole: boolean }>(
    `select (select count(*) from app.audit_log where tenant_id = $1) as rows, h.seq as head,
       h.hash = coalesce((select hash from app.audit_log where tenant_id = $1 order by seq desc limit 1), '\\x') as whole
     from app.audit_heads h where h.tenant_id = $1`,
    [tx.tenantId],
  );
  const end = tail.rows[0];
  if (!end) throw new Error('the workspace has no audit chain');
  return end.whole ? { kind: 'whole', rows: end.rows } : { kind: 'broken', brokenAt: end.head };
}
