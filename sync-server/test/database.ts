import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Role } from 'shared/domain/permissions.ts';
import { inject } from 'vitest';
import { databaseName } from '../src/db/address.ts';
import { createDatabase, type Database } from '../src/db/database.ts';
import { rolePrefix } from '../src/db/roles.ts';
import { inAccounts, type Scope } from '../src/db/scope.ts';
import { types } from '../src/db/values.ts';

export interface TestTenant {
  readonly tenantId: string;
  readonly slug: string;
  /** The first member, an owner unless asked otherwise. */
  readonly scope: Scope;
  /** One more member with a session of its own. */
  addMember(role: Role): Promise<Scope>;
}

export interface TestDatabase {
  readonly database: Database;
  /** The administrator: row-level security does not hold for it. */
  readonly admin: pg.Pool;
  readonly adminUrl: string;
  readonly secretKey: string;
  /** The family of roles that this database shares with its template. */
  readonly rolePrefix: string;
  makeTenant(role?: Role): Promise<TestTenant>;
  close(): Promise<void>;
}

async function addMember(database: Database, tenantId: string, role: Role): Promise<Scope> {
  const [userId, sessionId, deviceId] = [randomUUID(), randomUUID(), randomUUID()];
  await inAccounts(database, tenantId, async (tx) => {
    await tx.query('insert into app.users (tenant_id, id, email, name) values ($1, $2, $3, $4)', [
      tenantId,
      userId,
      `${userId}@test.example`,
      `Test ${role}`,
    ]);
    await tx.query('insert into app.memberships (tenant_id, user_id, role) values ($1, $2, $3)', [
      tenantId,
      userId,
      role,
    ]);
    await tx.query('insert into app.sessions (tenant_id, id, user_id, device_id) values ($1, $2, $3, $4)', [
      tenantId,
      sessionId,
      userId,
      deviceId,
    ]);
  });
  return { tenantId, userId, sessionId, deviceId };
}

export async function makeTenant(database: Database, role: Role): Promise<TestTenant> {
  const tenantId = randomUUID();
  const slug = `t-${tenantId.slice(0, 13)}`;
  await inAccounts(database, tenantId, async (tx) => {
    await tx.query('insert into app.workspaces (tenant_id, slug, company_name) values ($1, $2, $3)', [
      tenantId,
      slug,
      'Test Concrete',
    ]);
    await tx.query('insert into directory.workspaces (slug, workspace_id) values ($1, $2)', [slug, tenantId]);
  });
  return {
    tenantId,
    slug,
    scope: await addMember(database, tenantId, role),
    addMember: (other) => addMember(database, tenantId, other),
  };
}

/** A freshly migrated database of one's own: a copy of the template, some 50 ms. Call `close` in afterAll. */
export async function testDatabase(): Promise<TestDatabase> {
  const templateUrl = inject('postgresTemplate');
  const secretKey = inject('postgresSecret');
  const template = databaseName(templateUrl);
  const name = `${template}_${randomBytes(4).toString('hex')}`;
  const address = new URL(templateUrl);
  address.pathname = '/postgres';
  const cluster = new pg.Client({ connectionString: address.href });
  cluster.on('error', () => {});
  await cluster.connect();
  // Copies of one template wait for each other.
  await cluster.query('select pg_advisory_lock(1)');
  await cluster.query(`create database ${name} template ${template}`);
  await cluster.query('select pg_advisory_unlock(1)');
  await cluster.end();

  address.pathname = `/${name}`;
  const adminUrl = address.href;
  const prefix = rolePrefix(template);
  const database = createDatabase({ url: adminUrl, secretKey, rolePrefix: prefix });
  const admin = new pg.Pool({ connectionString: adminUrl, types, max: 3 });
  admin.on('error', () => {});
  return {
    database,
    admin,
    adminUrl,
    secretKey,
    rolePrefix: prefix,
    makeTenant: (role = 'owner') => makeTenant(database, role),
    close: async () => {
      await database.close();
      await admin.end();
      const last = new pg.Client({ connectionString: templateUrl.replace(/\/[^/]*$/, '/postgres') });
      last.on('error', () => {});
      await last.connect();
      await last.query(`drop database ${name} with (force)`);
      await last.end();
    },
  };
}
