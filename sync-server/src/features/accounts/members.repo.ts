import type { Role } from 'shared/domain/permissions.ts';
import type { Member } from 'shared/protocol/auth.ts';
import type { Queries } from '../../db/scope.ts';

interface MemberRow {
  id: string;
  name: string;
  email: string;
  role: Role;
  region_ids: string[] | null;
  added_at: string;
  removed_at: string | null;
  invited: boolean;
  last_seen_at: string | null;
}

const memberOf = (row: MemberRow): Member => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role,
  ...(row.region_ids ? { regionIds: row.region_ids } : {}),
  addedAt: row.added_at,
  ...(row.removed_at === null ? {} : { removedAt: row.removed_at }),
  invited: row.invited,
  ...(row.last_seen_at === null ? {} : { lastSeenAt: row.last_seen_at }),
});

const MEMBERS = `
  select u.id, u.name, u.email, m.role, m.region_ids, m.created_at as added_at, m.removed_at,
    p.user_id is null as invited,
    (select max(s.last_used_at) from app.sessions s where s.tenant_id = u.tenant_id and s.user_id = u.id) as last_seen_at
  from app.memberships m
  join app.users u on u.tenant_id = m.tenant_id and u.id = m.user_id
  left join app.passwords p on p.tenant_id = u.tenant_id and p.user_id = u.id
  where m.tenant_id = $1 and ($2::uuid is null or m.user_id = $2)
  order by m.removed_at is not null, lower(u.name), u.id`;

/** Everybody, those who were removed last. */
export async function listMembers(tx: Queries, tenantId: string): Promise<Member[]> {
  const { rows } = await tx.query<MemberRow>(MEMBERS, [tenantId, null]);
  return rows.map(memberOf);
}

export async function findMember(tx: Queries, tenantId: string, userId: string): Promise<Member | undefined> {
  const { rows } = await tx.query<MemberRow>(MEMBERS, [tenantId, userId]);
  return rows[0] && memberOf(rows[0]);
}

export async function findUserIdByEmail(
  tx: Queries,
  tenantId: string,
  email: string,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    'select id from app.users where tenant_id = $1 and email = $2',
    [tenantId, email],
  );
  return rows[0]?.id;
}

/** One change of a team at a time: two owners cannot remove one another at once. */
export async function holdTeam(tx: Queries, tenantId: string): Promise<void> {
  await tx.query('select 1 from app.workspaces where tenant_id = $1 for no key update', [tenantId]);
}

/** Owners in office; the team is held. */
/** Owners who can sign in: one who was invited and has no password yet would leave the workspace without any. */
export async function findOwners(tx: Queries, tenantId: string): Promise<readonly string[]> {
  const { rows } = await tx.query<{ user_id: string }>(
    `select member.user_id from app.memberships member
      join app.passwords password on password.tenant_id = member.tenant_id and password.user_id = member.user_id
      where member.tenant_id = $1 and member.role = 'owner' and member.removed_at is null`,
    [tenantId],
  );
  return rows.map((row) => row.user_id);
}

export async function removeMember(tx: Queries, tenantId: string, userId: string, at: string): Promise<void> {
  await tx.query(
    'update app.memberships set removed_at = $3 where tenant_id = $1 and user_id = $2 and removed_at is null',
    [tenantId, userId, at],
  );
}

export async function readmitMember(
  tx: Queries,
  tenantId: string,
  userId: string,
  change: { readonly name: string; readonly role: Role; readonly regionIds?: readonly string[] | undefined },
): Promise<void> {
  await tx.query(
    `update app.memberships set removed_at = null, role = $3, region_ids = $4 where tenant_id = $1 and user_id = $2`,
    [tenantId, userId, change.role, change.regionIds ?? null],
  );
  await tx.query('update app.users set name = $3 where tenant_id = $1 and id = $2', [
    tenantId,
    userId,
    change.name,
  ]);
}

export async function changeMember(
  tx: Queries,
  tenantId: string,
  userId: string,
  change: {
    readonly name?: string | undefined;
    readonly role?: Role | undefined;
    readonly regionIds?: readonly string[] | undefined;
  },
): Promise<void> {
  if (change.name !== undefined)
    await tx.query('update app.users set name = $3 where tenant_id = $1 and id = $2', [
      tenantId,
      userId,
      change.name,
    ]);
  if (change.role !== undefined)
    await tx.query('update app.memberships set role = $3 where tenant_id = $1 and user_id = $2', [
      tenantId,
      userId,
      change.role,
    ]);
  // An empty list on the wire means: all regions.
  if (change.regionIds !== undefined)
    await tx.query('update app.memberships set region_ids = $3 where tenant_id = $1 and user_id = $2', [
      tenantId,
      userId,
      change.regionIds.length === 0 ? null : change.regionIds,
    ]);
}
