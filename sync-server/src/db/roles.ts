import { createHash, createHmac } from 'node:crypto';
import type { Client } from 'pg';
import pg from 'pg';

/**
 * The roles of one database. They are derived from its name, so that two instances share a cluster:
 * `owner` owns everything and never logs in; `migrator` may become it; the others are what the server runs as.
 */
export const RUNTIME_ROLES = ['app', 'accounts', 'jobs'] as const;
export type RuntimeRole = (typeof RUNTIME_ROLES)[number];
export type LoginRole = RuntimeRole | 'migrator';

/** PostgreSQL cuts names at 63 bytes; the longest suffix is `_accounts`, and a cut name must stay unique. */
const LONGEST_PREFIX = 50;

export function rolePrefix(database: string): string {
  if (/^[a-z_][a-z0-9_]*$/.test(database) && database.length <= LONGEST_PREFIX) return database;
  const digest = createHash('sha256').update(database).digest('hex').slice(0, 12);
  return `${database
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]/g, '_')
    .slice(0, LONGEST_PREFIX - 13)}_${digest}`;
}

export const roleName = (prefix: string, role: LoginRole | 'owner'): string => `${prefix}_${role}`;

/** Nobody has to keep these passwords: every node that knows the secret can make them again. */
export const rolePassword = (secretKey: string, name: string): string =>
  createHmac('sha256', secretKey).update(`database role ${name}`).digest('base64url');

/** Every key leads with the tenant: a scan of a whole table is never what we want, however small it was when planned. */
const SETTINGS: Readonly<Record<string, string>> = {
  enable_seqscan: 'off',
  search_path: 'pg_catalog',
  timezone: 'UTC',
  datestyle: 'ISO, YMD',
  idle_in_transaction_session_timeout: '60s',
};

const STATEMENT_TIMEOUT: Readonly<Record<LoginRole, string>> = {
  app: '30s',
  accounts: '30s',
  jobs: '10min',
  migrator: '0',
};

/** Makes the roles, or brings them up to date. `admin` is connected as the administrator, to the product's database. */
export async function ensureRoles(admin: Client, prefix: string, secretKey: string): Promise<void> {
  const quote = pg.escapeIdentifier;
  const owner = roleName(prefix, 'owner');
  const existing = await admin.query<{ rolname: string }>(
    `select rolname from pg_catalog.pg_roles where rolname = any($1)`,
    [[owner, ...[...RUNTIME_ROLES, 'migrator' as const].map((role) => roleName(prefix, role))]],
  );
  const known = new Set(existing.rows.map((row) => row.rolname));

  if (!known.has(owner)) await admin.query(`create role ${quote(owner)} nologin noinherit`);
  for (const role of [...RUNTIME_ROLES, 'migrator'] as const) {
    const name = roleName(prefix, role);
    // Without inheriting, the migrator has the owner's rights only after SET ROLE.
    const attributes = `login noinherit password ${pg.escapeLiteral(rolePassword(secretKey, name))}`;
    await admin.query(`${known.has(name) ? 'alter' : 'create'} role ${quote(name)} ${attributes}`);
    const settings = { ...SETTINGS, statement_timeout: STATEMENT_TIMEOUT[role] };
    for (const [setting, value] of Object.entries(settings))
      await admin.query(`alter role ${quote(name)} set ${setting} = ${pg.escapeLiteral(value)}`);
  }

  const { rows } = await admin.query<{ version: number; database: string }>(
    `select current_setting('server_version_num')::int as version, current_database() as database`,
  );
  const version = rows[0]?.version ?? 0;
  const database = quote(rows[0]?.database ?? '');
  const explicit = version >= 160_000 ? ' with inherit false, set true' : '';
  await admin.query(`grant ${quote(owner)} to ${quote(roleName(prefix, 'migrator'))}${explicit}`);
  await admin.query(`revoke all on database ${database} from public`);
  await admin.query(`grant create on database ${database} to ${quote(owner)}`);
  for (const role of [...RUNTIME_ROLES, 'migrator'] as const)
    await admin.query(`grant connect on database ${database} to ${quote(roleName(prefix, role))}`);
}
