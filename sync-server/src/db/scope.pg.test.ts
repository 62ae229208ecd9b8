import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase, type TestTenant } from '../../test/database.ts';
import {
  inAccounts,
  inJobs,
  inTenant,
  MemberRemoved,
  SessionRevoked,
  WorkspaceGone,
  type Tx,
} from './scope.ts';

let db: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  db = await testDatabase();
  tenant = await db.makeTenant();
});
afterAll(() => db.close());

const settings = (tx: { query: Tx['query'] }) =>
  tx
    .query<Record<string, string>>(
      `select current_setting('app.tenant_id', true) as tenant, current_setting('app.user_id', true) as "user",
         current_setting('app.role', true) as role, current_setting('app.session_id', true) as session,
         current_setting('app.device_id', true) as device, current_setting('transaction_read_only') as read_only,
         current_setting('transaction_isolation') as isolation`,
    )
    .then((answer) => answer.rows[0]);

describe("a member's transaction", () => {
  test('carries who asks, and the role that the membership says', async () => {
    const foreman = await tenant.addMember('foreman');
    const seen = await inTenant(db.database, foreman, 'read', async (tx) => ({
      access: tx.access,
      settings: await settings(tx),
    }));
    expect(seen).toEqual({
      access: { role: 'foreman', status: 'active' },
      settings: {
        tenant: tenant.tenantId,
        user: foreman.userId,
        role: 'foreman',
        session: foreman.sessionId,
        device: foreman.deviceId,
        read_only: 'on',
        isolation: 'repeatable read',
      },
    });
  });

  test('writes under READ COMMITTED, and a reading one cannot write at all', async () => {
    expect(await inTenant(db.database, tenant.scope, 'write', settings)).toMatchObject({
      read_only: 'off',
      isolation: 'read committed',
    });
    const writing = inTenant(db.database, tenant.scope, 'read', (tx) =>
      tx.query(
        `insert into app.regions (tenant_id, id, rev, updated_at, updated_by) values ($1, 'x', 'r', now(), 'u')`,
        [tenant.tenantId],
      ),
    );
    await expect(writing).rejects.toThrow(/read-only transaction/);
  });

  test('leaves nothing of its scope on the connection, whether it succeeds or fails', async () => {
    await inTenant(db.database, tenant.scope, 'write', settings);
    await inTenant(db.database, tenant.scope, 'write', () => Promise.reject(new Error('no'))).catch(() => {});
    const pool = db.database.pool('app');
    const clients = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()));
    for (const client of clients) {
      expect(
        (await settings({ query: async (text) => ({ rows: (await client.query(text)).rows, count: 0 }) }))?.[
          'tenant'
        ] || '',
      ).toBe('');
      client.release();
    }
  });

  test('is of no use once it has ended', async () => {
    const leaked = await inTenant(db.database, tenant.scope, 'read', (tx) => Promise.resolve(tx));
    await expect(leaked.query('select 1')).rejects.toThrow(/has ended/);
  });

  test('undoes everything when its work fails', async () => {
    await inTenant(db.database, tenant.scope, 'write', async (tx) => {
      await tx.query(
        `insert into app.regions (tenant_id, id, rev, updated_at, updated_by) values ($1, 'gone', 'r', now(), 'u')`,
        [tenant.tenantId],
      );
      throw new Error('cut');
    }).catch(() => {});
    const { rows } = await inTenant(db.database, tenant.scope, 'read', (tx) =>
      tx.query(`select 1 as one from app.regions where id = 'gone'`),
    );
    expect(rows).toEqual([]);
  });
});

describe('who is no longer welcome is told so by the very next transaction', () => {
  const change = (sql: string, ...values: string[]) => db.admin.query(sql, values);
  const ask = (scope: Parameters<typeof inTenant>[1]) =>
    inTenant(db.database, scope, 'read', () => Promise.resolve('in'));

  test('a revoked session, with the reason', async () => {
    const member = await tenant.addMember('scheduler');
    expect(await ask(member)).toBe('in');
    await change(
      `update app.sessions set revoked_at = now(), revoked_reason = 'theft' where id = $1`,
      member.sessionId,
    );
    await expect(ask(member)).rejects.toMatchObject({ name: 'SessionRevoked', reason: 'theft' });
  });

  test('a session of somebody else, and one that never was', async () => {
    const [one, two] = [await tenant.addMember('viewer'), await tenant.addMember('viewer')];
    await expect(ask({ ...one, sessionId: two.sessionId })).rejects.toBeInstanceOf(SessionRevoked);
    await expect(ask({ ...one, sessionId: randomUUID() })).rejects.toBeInstanceOf(SessionRevoked);
  });

  test('a removed member, whatever became of the session', async () => {
    const member = await tenant.addMember('viewer');
    await change('update app.memberships set removed_at = now() where user_id = $1', member.userId);
    await change('update app.sessions set revoked_at = now() where id = $1', member.sessionId);
    await expect(ask(member)).rejects.toBeInstanceOf(MemberRemoved);
  });

  test('members of a deleted workspace, and of one that never was', async () => {
    const other = await db.makeTenant();
    await change(`update app.workspaces set status = 'deleted' where tenant_id = $1`, other.tenantId);
    await expect(ask(other.scope)).rejects.toBeInstanceOf(WorkspaceGone);
    await expect(ask({ ...other.scope, tenantId: randomUUID() })).rejects.toBeInstanceOf(WorkspaceGone);
  });

  test('a member of one workspace in another', async () => {
    const other = await db.makeTenant();
    await expect(ask({ ...tenant.scope, tenantId: other.tenantId })).rejects.toBeInstanceOf(SessionRevoked);
  });

  test('O14 somebody whom a restored backup has never heard of, who was not removed and wipes nothing', async () => {
    const member = await tenant.addMember('foreman');
    await change('delete from app.sessions where user_id = $1', member.userId);
    await change('delete from app.memberships where user_id = $1', member.userId);
    await expect(ask(member)).rejects.toBeInstanceOf(SessionRevoked);
  });
});

test('a role and regions changed by an administrator hold from the next transaction', async () => {
  const member = await tenant.addMember('viewer');
  const region = randomUUID();
  await db.admin.query(`update app.memberships set role = 'scheduler', region_ids = $2 where user_id = $1`, [
    member.userId,
    [region],
  ]);
  expect(await inTenant(db.database, member, 'read', (tx) => Promise.resolve(tx.access))).toEqual({
    role: 'scheduler',
    status: 'active',
    regionIds: [region],
  });
});

test.each([`x' or 1=1`, '', `${randomUUID()}'; select 1 --`, randomUUID().toUpperCase()])(
  'a scope made of %j is refused before any SQL',
  async (text) => {
    await expect(
      inTenant(db.database, { ...tenant.scope, tenantId: text }, 'read', settings),
    ).rejects.toBeInstanceOf(TypeError);
    await expect(inAccounts(db.database, text, settings)).rejects.toBeInstanceOf(TypeError);
  },
);

test("the accounts role reads no collection; without a tenant it meets no tenant's rows", async () => {
  await expect(
    inAccounts(db.database, tenant.tenantId, (tx) => tx.query('select * from app.loads')),
  ).rejects.toThrow(/permission denied/);
  const { rows } = await inAccounts(db.database, null, (tx) => tx.query('select * from app.users'));
  expect(rows).toEqual([]);
});

test('the accounts role reads under READ ONLY where it is asked to', async () => {
  expect(await inAccounts(db.database, tenant.tenantId, settings, 'read')).toMatchObject({ read_only: 'on' });
  expect(await inAccounts(db.database, tenant.tenantId, settings)).toMatchObject({ read_only: 'off' });
});

test('the product itself writes without an actor', async () => {
  expect(await inJobs(db.database, tenant.tenantId, settings)).toMatchObject({
    tenant: tenant.tenantId,
    role: 'owner',
  });
});

test('a connection that the database ends harms only its own transaction', async () => {
  const broken = inTenant(db.database, tenant.scope, 'read', async (tx) => {
    const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
    await db.admin.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    return tx.query('select 1');
  });
  // Which of the two pg says depends on whether the end had arrived before the next statement was sent.
  await expect(broken).rejects.toThrow(/terminat|connection error/i);
  expect(await inTenant(db.database, tenant.scope, 'read', (tx) => Promise.resolve(tx.access.role))).toBe(
    'owner',
  );
});
