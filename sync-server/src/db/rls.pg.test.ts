import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COLLECTION_NAMES, type AnyDocument, type CollectionName } from 'shared/schema/collections.ts';
import { isAtLeast, leastWriter, ROLES } from 'shared/domain/permissions.ts';
import { testDatabase, type TestDatabase, type TestTenant } from '../../test/database.ts';
import { sampleDocument } from '../../test/documents.ts';
import { RUNTIME_ROLES, type RuntimeRole } from './roles.ts';
import { inTenant, type Scope } from './scope.ts';
import { readForUpdate, writeRows } from './write-rows.ts';

const CANARY = 'canary-of-the-other-company';

let db: TestDatabase;
let mine: TestTenant;
let other: TestTenant;
/** Every table with a tenant, found in the catalogue: one that is added later is tested without a word here. */
let tables: string[];

beforeAll(async () => {
  db = await testDatabase();
  mine = await db.makeTenant();
  other = await db.makeTenant();
  for (const collection of COLLECTION_NAMES)
    await inTenant(db.database, other.scope, 'write', (tx) =>
      writeRows(tx, collection, [
        { document: sampleDocument(collection, undefined, other.scope.userId, CANARY, CANARY), stamps: {} },
      ]),
    );
  await db.admin.query(`update app.workspaces set company_name = $2 where tenant_id = $1`, [
    other.tenantId,
    CANARY,
  ]);
  await db.admin.query(`update app.users set name = $2 where tenant_id = $1`, [other.tenantId, CANARY]);
  const found = await db.admin.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where a.attname = 'tenant_id' and c.relkind in ('r', 'p') order by 1`,
  );
  tables = found.rows.map((row) => row.name);
});
afterAll(() => db.close());

interface Outcome {
  readonly rows: number;
  readonly code?: string;
  readonly text: string;
}

/** One statement as a role, in a scope; what came back, as text, so that nothing hides in it. */
async function attempt(role: RuntimeRole, tenant: string | undefined, sql: string): Promise<Outcome> {
  const client = await db.database.pool(role).connect();
  try {
    await client.query('begin');
    if (tenant !== undefined) await client.query(`select set_config('app.tenant_id', $1, true)`, [tenant]);
    await client.query(`select set_config('app.role', 'owner', true)`);
    const answer = await client.query(sql);
    return { rows: answer.rowCount ?? 0, text: JSON.stringify(answer.rows) };
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return { rows: 0, code: error.code ?? '', text: JSON.stringify([error.message, Object.entries(error)]) };
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const VERBS = {
  read: (table: string) => `select * from ${table}`,
  readById: (table: string, tenant: string) => `select * from ${table} where tenant_id = '${tenant}'`,
  lock: (table: string) => `select tenant_id from ${table} for update`,
  update: (table: string) => `update ${table} set tenant_id = tenant_id`,
  take: (table: string, _tenant: string, own: string) =>
    `update ${table} set tenant_id = '${own}' where tenant_id <> '${own}'`,
  give: (table: string, tenant: string) => `update ${table} set tenant_id = '${tenant}'`,
  remove: (table: string) => `delete from ${table}`,
  // A copy of a foreign row, were it visible, into one's own workspace.
  copy: (table: string) => `insert into ${table} select * from ${table}`,
  plant: (table: string, tenant: string) =>
    `insert into ${table} (tenant_id) values ('${tenant}') returning tenant_id`,
} as const;

/** The statement itself names the other company, and an error may repeat it. */
const NAMES_THE_OTHER: ReadonlySet<string> = new Set(['plant', 'give']);
const TOUCHES_ONLY_THE_OTHER: ReadonlySet<string> = new Set(['readById', 'plant', 'take', 'give']);

const SCOPES = {
  'of another company': () => mine.tenantId,
  'of nobody': () => randomUUID(),
  'that is unset': () => undefined,
  'that is empty': () => '',
  'that is malformed': () => `x' or true --`,
} as const;

describe.each(RUNTIME_ROLES)('the role %s', (role) => {
  test.each(Object.entries(SCOPES))(
    'in a scope %s meets no foreign byte, in any table, by any verb',
    async (_, scope) => {
      expect(tables.length).toBeGreaterThan(COLLECTION_NAMES.length);
      const breaches: string[] = [];
      for (const table of tables)
        for (const [verb, sql] of Object.entries(VERBS)) {
          const { rows, text } = await attempt(role, scope(), sql(table, other.tenantId, mine.tenantId));
          const names = NAMES_THE_OTHER.has(verb) ? [CANARY] : [CANARY, other.tenantId];
          if (names.some((name) => text.includes(name))) breaches.push(`${verb} ${table} shows ${text}`);
          if (TOUCHES_ONLY_THE_OTHER.has(verb) && rows > 0) breaches.push(`${verb} ${table} reaches ${rows}`);
        }
      expect(breaches).toEqual([]);
    },
  );
});

test("the same statements do reach the rows of one's own scope", async () => {
  for (const collection of COLLECTION_NAMES) {
    const outcome = await attempt('app', other.tenantId, VERBS.read(`app.${collection}`));
    expect(outcome.text).toContain(CANARY);
  }
});

test("after every attempt the other company's rows are as they were", async () => {
  for (const collection of COLLECTION_NAMES) {
    const { rows } = await db.admin.query(`select rev from app.${collection} where tenant_id = $1`, [
      other.tenantId,
    ]);
    expect({ collection, rows }).toEqual({ collection, rows: [{ rev: CANARY }] });
  }
});

test.each(COLLECTION_NAMES)(
  '%s: a foreign id answers exactly as an absent one, reading and writing',
  async (collection) => {
    const { rows } = await db.admin.query<{ id: string }>(
      `select id from app.${collection} where tenant_id = $1`,
      [other.tenantId],
    );
    const foreign = rows[0]?.id ?? '';
    const absent = sampleDocument(collection, undefined, mine.scope.userId, 'r').id;
    const member = await mine.addMember('owner');
    const outcome = (id: string) =>
      inTenant(db.database, member, 'write', async (tx) => {
        const before = await readForUpdate(tx, collection, [id]);
        await writeRows(tx, collection, [
          { document: sampleDocument(collection, id, member.userId, 'r1', 'mine'), stamps: {} },
        ]);
        return { before: before.size, after: (await readForUpdate(tx, collection, [id])).size };
      });
    expect(await outcome(foreign)).toEqual(await outcome(absent));
  },
);

describe('a suspended workspace', () => {
  test('can be read, and nothing is written to any collection by any role', async () => {
    const tenant = await db.makeTenant();
    const documents = COLLECTION_NAMES.map(
      (collection) => [collection, sampleDocument(collection, undefined, tenant.scope.userId, 'r1')] as const,
    );
    for (const [collection, document] of documents)
      await inTenant(db.database, tenant.scope, 'write', (tx) =>
        writeRows(tx, collection, [{ document, stamps: {} }]),
      );
    await db.admin.query(`update app.workspaces set status = 'suspended' where tenant_id = $1`, [
      tenant.tenantId,
    ]);

    for (const [collection, document] of documents) {
      const write = inTenant(db.database, tenant.scope, 'write', (tx) =>
        writeRows(tx, collection, [{ document: { ...document, rev: 'r2' }, stamps: {} }]),
      );
      await expect(write).rejects.toThrow(/row-level security/);
      for (const sql of [`update app.${collection} set rev = 'r3'`, `delete from app.${collection}`])
        expect({ sql, rows: (await attempt('jobs', tenant.tenantId, sql)).rows }).toEqual({ sql, rows: 0 });
      const seen = await inTenant(db.database, tenant.scope, 'read', async (tx) => ({
        status: tx.access.status,
        revs: [...(await readForUpdate(tx, collection, [document.id])).values()].map(
          (row) => row.document.rev,
        ),
      }));
      expect(seen).toEqual({ status: 'suspended', revs: ['r1'] });
    }
  });
});

describe('what a role may write', () => {
  test.each(ROLES)('as %s is what the permission matrix says, collection by collection', async (role) => {
    const tenant = await db.makeTenant();
    const member = await tenant.addMember(role);
    const wrote = (collection: CollectionName, document: AnyDocument, scope: Scope): Promise<boolean> =>
      inTenant(db.database, scope, 'write', (tx) =>
        writeRows(tx, collection, [{ document, stamps: {} }]),
      ).then(
        () => true,
        (error: { code?: string }) => {
          if (error.code === '42501') return false;
          throw error;
        },
      );
    const outcomes = [];
    for (const collection of COLLECTION_NAMES) {
      const stored = sampleDocument(collection, undefined, member.userId, 'r1');
      await wrote(collection, stored, tenant.scope);
      outcomes.push({
        collection,
        create: await wrote(collection, sampleDocument(collection, undefined, member.userId, 'r1'), member),
        update: await wrote(collection, { ...stored, rev: 'r2' }, member),
      });
    }
    expect(outcomes).toEqual(
      COLLECTION_NAMES.map((collection) => ({
        collection,
        create: isAtLeast(role, leastWriter(collection, 'create')),
        update: isAtLeast(role, leastWriter(collection)),
      })),
    );
  });

  test.each([
    ['suspend or reactivate a workspace', `update app.workspaces set status = 'active'`],
    ['give a workspace another address', `update app.workspaces set slug = 'mine'`],
    ['unlist a workspace', 'delete from directory.workspaces'],
    ['move the counter', 'update app.workspace_counters set counter = 0'],
    ['change the head of the audit chain', `update app.audit_heads set hash = ''`],
    ['change the audit log', 'update app.audit_log set actor = null'],
    ['make up an audit row', 'insert into app.audit_log select * from app.audit_log'],
    ['empty the audit log', 'truncate app.audit_log'],
    ['empty a collection', 'truncate app.loads'],
    ['switch a trigger off', 'alter table app.loads disable trigger audit_row'],
    ['switch triggers off', `set session_replication_role = 'replica'`],
    ['make tables of its own', 'create table app.mine as select 1'],
    ['become the owner', 'set role :owner'],
    ['call what the migrations left', `call setup.grant_to('app', 'delete', 'app.loads')`],
  ])('no role of the server can %s', async (_what, sql) => {
    for (const role of RUNTIME_ROLES) {
      const { code } = await attempt(role, mine.tenantId, sql.replace(':owner', `${db.rolePrefix}_owner`));
      expect({ role, code }).toEqual({ role, code: '42501' });
    }
  });

  test('the planner tells nobody what values the tables of all workspaces hold', async () => {
    await db.admin.query('analyze app.loads');
    for (const role of RUNTIME_ROLES) {
      const { text } = await attempt(role, mine.tenantId, 'select * from pg_stats');
      expect(text).not.toContain(CANARY);
      expect(text).not.toContain(other.tenantId);
    }
  });
});

describe('own views', () => {
  const view = (owner: string, shared: boolean) => ({
    ...sampleDocument('settings', `view:${randomUUID()}`, owner, 'r1'),
    kind: 'view' as const,
    ownerId: owner,
    shared,
    name: CANARY,
  });

  test("are in nobody else's scope, nor is their history; shared ones are in everybody's", async () => {
    const tenant = await db.makeTenant();
    const colleague = await tenant.addMember('admin');
    const [own, shared] = [view(tenant.scope.userId, false), view(tenant.scope.userId, true)];
    await inTenant(db.database, tenant.scope, 'write', (tx) =>
      writeRows(tx, 'settings', [
        { document: own, stamps: {} },
        { document: shared, stamps: {} },
      ]),
    );
    const visible = (scope: typeof colleague) =>
      inTenant(db.database, scope, 'read', async (tx) => ({
        views: [...(await readForUpdate(tx, 'settings', [own.id, shared.id])).keys()].sort(),
        history: (
          await tx.query<{ id: string }>('select document_id as id from app.audit_log order by seq')
        ).rows.map((row) => row.id),
      }));
    expect(await visible(tenant.scope)).toEqual({
      views: [own.id, shared.id].sort(),
      history: [own.id, shared.id],
    });
    expect(await visible(colleague)).toEqual({ views: [shared.id], history: [shared.id] });
    const overwrite = inTenant(db.database, colleague, 'write', (tx) =>
      writeRows(tx, 'settings', [{ document: { ...own, rev: 'r2' }, stamps: {} }]),
    );
    await expect(overwrite).rejects.toThrow(/row-level security/);
  });
});

describe('no SQL gets past the triggers', () => {
  test.each([
    [
      'without a scope',
      `insert into app.regions (tenant_id, id, rev, updated_at, updated_by, seq) values ('TENANT', 'x', 'r', now(), 'u', 1)`,
      '',
    ],
    [
      'for another workspace than the scope',
      `insert into app.regions (tenant_id, id, rev, updated_at, updated_by, seq) values ('TENANT', 'x', 'r', now(), 'u', 1)`,
      'MINE',
    ],
    ['with a new id', `update app.regions set id = 'y'`, 'TENANT'],
  ])('even the administrator cannot write %s', async (_what, sql, scope) => {
    const client = await db.admin.connect();
    try {
      await client.query('begin');
      const tenant = { TENANT: other.tenantId, MINE: mine.tenantId }[scope] ?? '';
      await client.query(`select set_config('app.tenant_id', $1, true)`, [tenant]);
      await expect(client.query(sql.replace('TENANT', other.tenantId))).rejects.toThrow(/scope|keeps its id/);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
