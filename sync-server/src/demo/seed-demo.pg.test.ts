import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COLLECTION_NAMES, type AnyDocument } from 'shared/schema/collections.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { columnList, documentFromRow, tableOf } from '../db/columns.ts';
import { DEMO_WORKSPACE } from './company.ts';
import { makeDemo } from './make-demo.ts';
import { seedDemo } from './seed-demo.ts';
import { OFFICE_ZONE, siteMs } from './time.ts';

const TODAY = '2026-11-24';
const nowMs = siteMs(TODAY, 461, OFFICE_ZONE);
const options = { size: 'S', nowMs, password: 'of the demo', hashPassword: async () => 'hashed' } as const;

let db: TestDatabase;
let answers: string[];
beforeAll(async () => {
  db = await testDatabase();
  answers = [await seedDemo(db.database, options), await seedDemo(db.database, options)];
});
afterAll(() => db.close());

const count = async (sql: string): Promise<number> => {
  const { rows } = await db.admin.query<{ n: string }>(`select count(*) n from ${sql}`);
  return Number(rows[0]?.n);
};

describe('seeding the demo company', () => {
  const demo = makeDemo('S', TODAY, { nowMs });

  test('a second start seeds nothing', () => expect(answers).toEqual(['seeded', 'present']));

  test.each(COLLECTION_NAMES)('%s holds exactly the documents that were made up', async (collection) => {
    const { rows } = await db.admin.query(`select ${columnList(collection)} from ${tableOf(collection)}`);
    const stored = rows.map((row) => documentFromRow(collection, row)).sort(byId);
    expect(stored).toEqual(([...demo.documents[collection]] as AnyDocument[]).sort(byId));
  });

  test('every write went through the triggers: it has an audit row and its place in the order', async () => {
    const documents = COLLECTION_NAMES.reduce((sum, name) => sum + demo.documents[name].length, 0);
    expect(await count("app.audit_log where operation = 'create'")).toBe(documents);
    const unaudited = COLLECTION_NAMES.map(
      (collection) =>
        `select 1 from ${tableOf(collection)} d where seq not in
           (select seq from app.audit_log a where a.collection = '${collection}' and a.document_id = d.id)`,
    );
    expect(await count(`(${unaudited.join(' union all ')}) unaudited`)).toBe(0);
  });

  test('the audit log names who changed this week', async () => {
    const { rows } = await db.admin.query<{ email: string }>(
      `select distinct u.email from app.audit_log a join app.users u on u.tenant_id = a.tenant_id and u.id = a.actor
       where a.operation = 'update' and a.before is not null order by 1`,
    );
    expect(rows.map(({ email }) => email)).toEqual(['foreman@demo.example', 'scheduler@demo.example']);
  });

  test('five people can sign in, each in a role of their own, and no session is left open', async () => {
    const { rows } = await db.admin.query<{ email: string; role: string; hash: string }>(
      `select u.email, m.role, p.hash from app.users u join app.memberships m on m.user_id = u.id
       join app.passwords p on p.user_id = u.id order by 1`,
    );
    expect(rows).toEqual(
      ['admin', 'foreman', 'owner', 'scheduler', 'viewer'].map((role) => ({
        email: `${role}@demo.example`,
        role,
        hash: 'hashed',
      })),
    );
    expect(await count('app.sessions where revoked_at is null')).toBe(0);
    expect(
      await count(`directory.workspaces where slug = 'demo' and workspace_id = '${DEMO_WORKSPACE.id}'`),
    ).toBe(1);
  });
});

describe('a start that was killed while it seeded', () => {
  test('is finished by the next one', async () => {
    const other = await testDatabase();
    try {
      const killed = async (): Promise<string> => Promise.reject(new Error('killed'));
      await expect(seedDemo(other.database, { ...options, hashPassword: killed })).rejects.toThrow('killed');
      expect(await seedDemo(other.database, options)).toBe('seeded');
      const { rows } = await other.admin.query<{ n: string }>('select count(*) n from app.employees');
      expect(Number(rows[0]?.n)).toBe(30);
    } finally {
      await other.close();
    }
  });
});

const byId = (a: AnyDocument, b: AnyDocument): number => (a.id < b.id ? -1 : 1);
