import type { ClientBase, PoolClient } from 'pg';
import type { Database } from './database.ts';
import { RUNTIME_ROLES, type RuntimeRole } from './roles.ts';

/** The start ends with this: the server would rather not run than run past the wall. */
export class UnsafeDatabase extends Error {
  override readonly name = 'UnsafeDatabase';
}

/** By major version the least minor: older ones let row-level security be passed or memory be read. */
const LEAST_MINOR: Readonly<Record<number, number>> = { 15: 14, 16: 10, 17: 6, 18: 1 };

/** `server_version_num`, such as 150018 → why it will not do, or nothing. */
export function versionProblem(version: number): string | undefined {
  const major = Math.floor(version / 10_000);
  const minor = version % 10_000;
  if (major < 15) return `PostgreSQL ${major} is too old: 15 or newer is needed`;
  const least = LEAST_MINOR[major] ?? 0;
  return minor < least
    ? `PostgreSQL ${major}.${minor} has known holes: ${major}.${least} or newer is needed`
    : undefined;
}

/** Before anything is made in it. */
export async function refuseOldServer(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  const problem = versionProblem(rows[0]?.version ?? 0);
  if (problem) throw new UnsafeDatabase(problem);
}

interface RoleRow {
  name: string;
  superuser: boolean;
  bypass: boolean;
  create_role: boolean;
  replication: boolean;
  owned: string[];
  member_of: string[];
  may_create_in: string[];
  open: string[];
}

/** Asked as the role itself: `row_security_active` answers for whoever asks. */
const ROLE = `
  select r.rolname as name, r.rolsuper as superuser, r.rolbypassrls as bypass, r.rolcreaterole as create_role,
    r.rolreplication as replication,
    array(select pg_describe_object(d.classid, d.objid, d.objsubid) from pg_shdepend d
      where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid and d.deptype = 'o'
        and d.dbid in (0, (select oid from pg_database where datname = current_database())) limit 5) as owned,
    array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid
      where m.member = r.oid) as member_of,
    array(select n.nspname::text from pg_namespace n where n.nspname !~ '^pg_'
      and has_schema_privilege(n.oid, 'create')) as may_create_in,
    array(select c.oid::regclass::text from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
      where c.relkind in ('r', 'p') and has_any_column_privilege(c.oid, 'select, insert, update')
        and not row_security_active(c.oid) limit 5) as open
  from pg_roles r where r.rolname = current_user`;

function roleProblem(role: RoleRow): string | undefined {
  if (role.superuser) return 'is a superuser';
  if (role.bypass) return 'may bypass row-level security';
  if (role.create_role) return 'may create roles';
  if (role.replication) return 'may replicate';
  if (role.owned.length > 0) return `owns ${role.owned.join(', ')}`;
  if (role.member_of.length > 0) return `is a member of ${role.member_of.join(', ')}`;
  if (role.may_create_in.length > 0) return `may create tables in ${role.may_create_in.join(', ')}`;
  if (role.open.length > 0) return `meets no row-level security on ${role.open.join(', ')}`;
  return undefined;
}

async function checkRole(client: PoolClient, role: RuntimeRole): Promise<void> {
  const row = (await client.query<RoleRow>(ROLE)).rows[0];
  if (!row) throw new UnsafeDatabase(`the database does not know the role ${role}`);
  const why = roleProblem(row);
  if (why)
    throw new UnsafeDatabase(`the role ${row.name} could bypass the wall between workspaces: it ${why}`);
}

/** Refuses a role that could get past row-level security. */
export async function checkWall(database: Database): Promise<void> {
  for (const role of RUNTIME_ROLES) {
    const client = await database.pool(role).connect();
    try {
      await checkRole(client, role);
    } finally {
      client.release();
    }
  }
}
