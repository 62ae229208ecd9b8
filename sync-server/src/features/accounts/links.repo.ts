import type { Queries } from '../../db/scope.ts';

/** A link to set a first password, or a new one where there was one. */
export type LinkPurpose = 'invite' | 'reset';

/** Stores a link; those made before for the same person end with it. */
export async function insertLink(
  tx: Queries,
  link: {
    readonly tenantId: string;
    readonly userId: string;
    readonly hash: Buffer;
    readonly purpose: LinkPurpose;
    readonly at: string;
    readonly expiresAt: string;
  },
): Promise<void> {
  await endLinks(tx, link.tenantId, link.userId, link.at);
  await tx.query(
    `insert into app.auth_tokens (tenant_id, token_hash, user_id, purpose, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [link.tenantId, link.hash, link.userId, link.purpose, link.at, link.expiresAt],
  );
}

/** All open links of a person are used up. */
export async function endLinks(tx: Queries, tenantId: string, userId: string, at: string): Promise<void> {
  await tx.query(
    'update app.auth_tokens set used_at = $3 where tenant_id = $1 and user_id = $2 and used_at is null',
    [tenantId, userId, at],
  );
}

export interface OpenLink {
  readonly userId: string;
  readonly expiresAt: string;
}

/** Nothing for a link that is unknown, used or too old; held, so that one of two uses at once comes second. */
export async function holdOpenLink(
  tx: Queries,
  tenantId: string,
  hash: Buffer,
  at: string,
): Promise<OpenLink | undefined> {
  const { rows } = await tx.query<{ user_id: string; expires_at: string }>(
    `select user_id, expires_at from app.auth_tokens
     where tenant_id = $1 and token_hash = $2 and used_at is null and expires_at > $3 for update`,
    [tenantId, hash, at],
  );
  const row = rows[0];
  return row && { userId: row.user_id, expiresAt: row.expires_at };
}
