import type { Queries } from '../../db/scope.ts';
import { IDLE_MS } from './refresh-family.ts';

export type RevokeReason = 'signed_out' | 'theft' | 'expired' | 'password_changed' | 'readmitted';

export interface NewSession {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly deviceId?: string;
  readonly ip: string;
  readonly userAgent?: string;
  readonly at: string;
}

export async function insertSession(tx: Queries, session: NewSession): Promise<void> {
  await tx.query(
    `insert into app.sessions (tenant_id, id, user_id, device_id, ip, user_agent, created_at, last_used_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7)`,
    [
      session.tenantId,
      session.id,
      session.userId,
      session.deviceId ?? null,
      session.ip,
      session.userAgent ?? null,
      session.at,
    ],
  );
  // Whole addresses are kept for 90 days, their network for as long as the session.
  await tx.query(
    `update app.sessions set ip = network(set_masklen(ip, case family(ip) when 4 then 24 else 48 end))
     where tenant_id = $1 and last_used_at < $2::timestamptz - interval '90 days'
       and masklen(ip) > case family(ip) when 4 then 24 else 48 end`,
    [session.tenantId, session.at],
  );
}

export async function insertRefreshToken(
  tx: Queries,
  token: {
    readonly tenantId: string;
    readonly sessionId: string;
    readonly hash: Buffer;
    readonly generation: number;
    readonly at: string;
  },
): Promise<void> {
  await tx.query(
    `insert into app.refresh_tokens (tenant_id, token_hash, session_id, generation, created_at)
     values ($1, $2, $3, $4, $5)`,
    [token.tenantId, token.hash, token.sessionId, token.generation, token.at],
  );
}

export interface FoundToken {
  readonly sessionId: string;
  readonly userId: string;
  readonly isRevoked: boolean;
  readonly generation: number;
  readonly replaced: boolean;
  readonly newestGeneration: number;
  readonly newestAt: number;
  readonly startedAt: number;
}

/** The token with its family, whose session stays locked: of two exchanges at once, one comes second. */
export async function findRefreshToken(
  tx: Queries,
  tenantId: string,
  hash: Buffer,
): Promise<FoundToken | undefined> {
  const held = await tx.query<{ id: string; user_id: string; revoked: boolean; created_at: string }>(
    `select s.id, s.user_id, s.revoked_at is not null as revoked, s.created_at
     from app.sessions s
     where s.tenant_id = $1
       and s.id = (select session_id from app.refresh_tokens where tenant_id = $1 and token_hash = $2)
     for update`,
    [tenantId, hash],
  );
  const session = held.rows[0];
  if (!session) return undefined;
  const tokens = await tx.query<{ mine: boolean; generation: number; replaced: boolean; created_at: string }>(
    `select token_hash = $3 as mine, generation, replaced, created_at from app.refresh_tokens
     where tenant_id = $1 and session_id = $2 and (token_hash = $3 or not replaced)
     order by (token_hash = $3) desc, generation desc limit 2`,
    [tenantId, session.id, hash],
  );
  const presented = tokens.rows.find((row) => row.mine);
  const newest = tokens.rows.findLast(
    (row) => !row.replaced && row.generation >= (presented?.generation ?? 0),
  );
  if (!presented || !newest) return undefined;
  return {
    sessionId: session.id,
    userId: session.user_id,
    isRevoked: session.revoked,
    generation: presented.generation,
    replaced: presented.replaced,
    newestGeneration: newest.generation,
    newestAt: Date.parse(newest.created_at),
    startedAt: Date.parse(session.created_at),
  };
}

export async function replaceGeneration(
  tx: Queries,
  tenantId: string,
  sessionId: string,
  generation: number,
): Promise<void> {
  await tx.query(
    `update app.refresh_tokens set replaced = true
     where tenant_id = $1 and session_id = $2 and generation = $3 and not replaced`,
    [tenantId, sessionId, generation],
  );
}

/** The session was used now, from here; tokens that could not be accepted any more for their age are forgotten. */
export async function touchSession(
  tx: Queries,
  session: { readonly tenantId: string; readonly id: string; readonly ip: string; readonly at: number },
): Promise<void> {
  const at = new Date(session.at).toISOString();
  await tx.query('update app.sessions set last_used_at = $3, ip = $4 where tenant_id = $1 and id = $2', [
    session.tenantId,
    session.id,
    at,
    session.ip,
  ]);
  await tx.query(
    `delete from app.refresh_tokens where tenant_id = $1 and session_id = $2 and created_at < $3
       and generation < (select max(generation) from app.refresh_tokens where tenant_id = $1 and session_id = $2) - 1`,
    [session.tenantId, session.id, new Date(session.at - IDLE_MS).toISOString()],
  );
}

/** Ends one session, or all of a user's but one. */
export async function revokeSessions(
  tx: Queries,
  which: {
    readonly tenantId: string;
    readonly userId?: string;
    readonly sessionId?: string;
    readonly exceptId?: string;
    readonly reason: RevokeReason;
    readonly at: string;
  },
): Promise<number> {
  const { count } = await tx.query(
    `update app.sessions set revoked_at = $5, revoked_reason = $6
     where tenant_id = $1 and ($2::uuid is null or user_id = $2) and ($3::uuid is null or id = $3)
       and ($4::uuid is null or id <> $4) and ($2::uuid is not null or $3::uuid is not null)
       and revoked_at is null`,
    [
      which.tenantId,
      which.userId ?? null,
      which.sessionId ?? null,
      which.exceptId ?? null,
      which.at,
      which.reason,
    ],
  );
  return count;
}

export interface SessionRow {
  readonly id: string;
  readonly device_id: string | null;
  readonly network: string | null;
  readonly user_agent: string | null;
  readonly created_at: string;
  readonly last_used_at: string;
}

/** Sessions of a user that could still be used; the address is shortened to its network. */
export async function liveSessions(
  tx: Queries,
  tenantId: string,
  userId: string,
  now: number,
): Promise<readonly SessionRow[]> {
  const { rows } = await tx.query<SessionRow>(
    `select id, device_id, user_agent, created_at, last_used_at,
       text(network(set_masklen(ip, least(masklen(ip), case family(ip) when 4 then 24 else 48 end)))) as network
     from app.sessions
     where tenant_id = $1 and user_id = $2 and revoked_at is null and last_used_at > $3
     order by last_used_at desc limit 100`,
    [tenantId, userId, new Date(now - IDLE_MS).toISOString()],
  );
  return rows;
}
