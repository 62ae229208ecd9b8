import type { Role } from 'shared/domain/permissions.ts';
import type { Mode, Queries } from '../../db/scope.ts';
import { MemberRemoved, SessionRevoked, WorkspaceGone } from '../../db/scope.ts';
import type { PastPassword } from '../../plugins/passwords.ts';

/** A person with all that signing in asks about. Every statement runs inside the tenant's scope. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly regionIds?: readonly string[];
  readonly isRemoved: boolean;
  readonly passwordHash?: string;
  readonly workspace: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly status: 'active' | 'suspended' | 'deleted';
  };
}

interface PersonRow {
  id: string;
  name: string;
  email: string;
  role: Role;
  region_ids: string[] | null;
  removed: boolean;
  hash: string | null;
  tenant_id: string;
  slug: string;
  company_name: string;
  status: Person['workspace']['status'];
}

const PERSON = `
  select u.id, u.name, u.email, m.role, m.region_ids, m.removed_at is not null as removed, p.hash,
    w.tenant_id, w.slug, w.company_name, w.status
  from app.users u
  join app.memberships m on m.tenant_id = u.tenant_id and m.user_id = u.id
  join app.workspaces w on w.tenant_id = u.tenant_id
  left join app.passwords p on p.tenant_id = u.tenant_id and p.user_id = u.id`;

const personOf = (row: PersonRow): Person => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role,
  ...(row.region_ids ? { regionIds: row.region_ids } : {}),
  isRemoved: row.removed,
  ...(row.hash === null ? {} : { passwordHash: row.hash }),
  workspace: { id: row.tenant_id, slug: row.slug, name: row.company_name, status: row.status },
});

export async function findWorkspaceId(tx: Queries, slug: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ workspace_id: string }>(
    'select workspace_id from directory.workspaces where slug = $1',
    [slug],
  );
  return rows[0]?.workspace_id;
}

export async function findPersonByEmail(
  tx: Queries,
  tenantId: string,
  email: string,
): Promise<Person | undefined> {
  const { rows } = await tx.query<PersonRow>(`${PERSON} where u.tenant_id = $1 and u.email = $2`, [
    tenantId,
    email,
  ]);
  return rows[0] && personOf(rows[0]);
}

export async function findPerson(tx: Queries, tenantId: string, userId: string): Promise<Person | undefined> {
  const { rows } = await tx.query<PersonRow>(`${PERSON} where u.tenant_id = $1 and u.id = $2`, [
    tenantId,
    userId,
  ]);
  return rows[0] && personOf(rows[0]);
}

/**
 * Who calls, read in the transaction that does what the call asks for; where that writes, with the membership held
 * until its end: a role taken away meanwhile is a role not had.
 */
export async function findCaller(
  tx: Queries,
  caller: { readonly tenantId: string; readonly userId: string; readonly sessionId: string },
  mode: Mode = 'write',
): Promise<Person> {
  const { rows } = await tx.query<{ revoked: boolean | null; removed: boolean; status: string }>(
    `select s.revoked_at is not null as revoked, m.removed_at is not null as removed, w.status
     from app.workspaces w
     join app.memberships m on m.tenant_id = w.tenant_id and m.user_id = $2
     left join app.sessions s on s.tenant_id = w.tenant_id and s.user_id = m.user_id and s.id = $3
     where w.tenant_id = $1
     ${mode === 'write' ? 'for share of m' : ''}`,
    [caller.tenantId, caller.userId, caller.sessionId],
  );
  const row = rows[0];
  if (!row || row.status === 'deleted') throw new WorkspaceGone();
  if (row.removed) throw new MemberRemoved();
  if (row.revoked !== false) throw new SessionRevoked();
  const person = await findPerson(tx, caller.tenantId, caller.userId);
  if (!person) throw new MemberRemoved();
  return person;
}

export interface NewPerson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly regionIds?: readonly string[] | undefined;
}

export async function insertPerson(tx: Queries, tenantId: string, person: NewPerson): Promise<void> {
  await tx.query('insert into app.users (tenant_id, id, email, name) values ($1, $2, $3, $4)', [
    tenantId,
    person.id,
    person.email,
    person.name,
  ]);
  await tx.query(
    'insert into app.memberships (tenant_id, user_id, role, region_ids) values ($1, $2, $3, $4)',
    [tenantId, person.id, person.role, person.regionIds ?? null],
  );
}

/** How many passwords back none is taken again. */
const HISTORY = 5;

export async function storePassword(
  tx: Queries,
  tenantId: string,
  userId: string,
  password: { readonly hash: string; readonly past: PastPassword; readonly at: string },
): Promise<void> {
  await tx.query(
    `insert into app.passwords (tenant_id, user_id, hash, changed_at) values ($1, $2, $3, $4)
     on conflict (tenant_id, user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    [tenantId, userId, password.hash, password.at],
  );
  await tx.query(
    `insert into app.password_history (tenant_id, user_id, set_at, salt, iterations, digest)
     values ($1, $2, clock_timestamp(), $3, $4, $5)`,
    [tenantId, userId, password.past.salt, password.past.iterations, password.past.digest],
  );
  await tx.query(
    `delete from app.password_history where tenant_id = $1 and user_id = $2 and set_at not in (
       select set_at from app.password_history where tenant_id = $1 and user_id = $2 order by set_at desc limit $3)`,
    [tenantId, userId, HISTORY],
  );
}

export async function passwordHistory(
  tx: Queries,
  tenantId: string,
  userId: string,
): Promise<PastPassword[]> {
  const { rows } = await tx.query<{ salt: Buffer; iterations: number; digest: Buffer }>(
    'select salt, iterations, digest from app.password_history where tenant_id = $1 and user_id = $2',
    [tenantId, userId],
  );
  return rows;
}
