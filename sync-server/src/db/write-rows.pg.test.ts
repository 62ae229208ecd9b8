import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  collections,
  COLLECTION_NAMES,
  type AnyDocument,
  type CollectionName,
} from 'shared/schema/collections.ts';
import { testDatabase, type TestDatabase, type TestTenant } from '../../test/database.ts';
import { sampleDocument } from '../../test/documents.ts';
import { inJobs, inTenant } from './scope.ts';
import { readCounter, readForUpdate, writeRows } from './write-rows.ts';

let db: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  db = await testDatabase();
  tenant = await db.makeTenant();
});
afterAll(() => db.close());

const NOW = '2026-11-24T06:43:00.120Z';

const writeDocument = (collection: CollectionName, document: AnyDocument) =>
  inTenant(db.database, tenant.scope, 'write', (tx) =>
    writeRows(tx, collection, [{ document, stamps: { note: NOW } }]),
  );

const writeLoads = (ids: readonly string[], scope = tenant.scope) =>
  inTenant(db.database, scope, 'write', async (tx) => {
    await writeRows(
      tx,
      'loads',
      ids.map((id) => ({ document: sampleDocument('loads', id, scope.userId, 'r1'), stamps: {} })),
    );
    return readCounter(tx);
  });

const read = (collection: CollectionName, ids: readonly string[], scope = tenant.scope) =>
  inTenant(db.database, scope, 'read', (tx) => readForUpdate(tx, collection, ids));

describe('documents and rows', () => {
  test.each(COLLECTION_NAMES)(
    '%s: a document with every field comes back as it was sent',
    async (collection) => {
      const document = sampleDocument(collection, undefined, tenant.scope.userId, 'r1');
      expect(Object.keys(document).sort()).toEqual(
        Object.keys(collections[collection].schema.properties)
          .filter((field) => field !== '_deleted')
          .sort(),
      );
      await writeDocument(collection, document);
      const stored = (await read(collection, [document.id])).get(document.id);
      expect(stored?.document).toEqual(document);
      expect(stored?.stamps).toEqual({ note: NOW });
    },
  );

  test('a second write replaces the first, and an absent field is unset again', async () => {
    const document = sampleDocument('regions', undefined, tenant.scope.userId, 'r1');
    await writeDocument('regions', document);
    const { name: _, ...bare } = { ...document, rev: 'r2' } as Record<string, unknown>;
    await inTenant(db.database, tenant.scope, 'write', (tx) =>
      writeRows(tx, 'regions', [{ document: bare as typeof document, stamps: {} }]),
    );
    expect((await read('regions', [document.id])).get(document.id)?.document).toEqual(bare);
  });
});

const seqsOf = async ({ tenantId }: TestTenant): Promise<readonly number[]> =>
  (
    await db.admin.query<{ seq: number }>('select seq from app.loads where tenant_id = $1 order by seq', [
      tenantId,
    ])
  ).rows.map(({ seq }) => seq);

describe('the order of writes', () => {
  test('each row gets its own seq, and the counter has counted them', async () => {
    const ids = Array.from({ length: 5 }, () => sampleDocument('loads', undefined, 'x', 'r').id);
    const { counter } = await writeLoads(ids);
    const seqs = ids.map(async (id) => (await read('loads', [id])).get(id)?.seq ?? 0);
    const found = await Promise.all(seqs);
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(new Set(found).size).toBe(5);
    expect(found.at(-1)).toBe(counter);
  });

  test('what was rolled back to a savepoint takes its numbers back', async () => {
    const [kept, undone] = [0, 1].map(() => sampleDocument('loads', undefined, tenant.scope.userId, 'r'));
    if (!kept || !undone) throw new Error('two documents');
    const numbers = await inTenant(db.database, tenant.scope, 'write', async (tx) => {
      const before = tx.asOf.counter;
      await tx.query('savepoint row');
      await writeRows(tx, 'loads', [{ document: undone, stamps: {} }]);
      await tx.query('rollback to savepoint row');
      await writeRows(tx, 'loads', [{ document: kept, stamps: {} }]);
      return { before, after: (await readCounter(tx)).counter };
    });
    expect(numbers.after).toBe(numbers.before + 1);
  });

  test('one SQL statement that writes two collections gives no number twice', async () => {
    const other = await db.makeTenant();
    const values = `($1, $2, 'r', now(), 'u')`;
    await inTenant(db.database, other.scope, 'write', (tx) =>
      tx.query(
        `with first as (insert into app.regions (tenant_id, id, rev, updated_at, updated_by) values ${values}),
           second as (insert into app.projects (tenant_id, id, rev, updated_at, updated_by) values ${values})
         insert into app.employees (tenant_id, id, rev, updated_at, updated_by) values ${values}`,
        [other.tenantId, 'a'],
      ),
    );
    const seqs = await db.admin.query('select seq from app.audit_log where tenant_id = $1 order by seq', [
      other.tenantId,
    ]);
    expect(seqs.rows.map((row: { seq: number }) => row.seq)).toEqual([1, 2, 3]);
  });

  test('O1 writers of one workspace queue: sixteen at once lose and repeat no number', async () => {
    const other = await db.makeTenant();
    const ids = Array.from({ length: 16 }, () =>
      Array.from({ length: 8 }, () => sampleDocument('loads', undefined, 'x', 'r').id),
    );
    await Promise.all(ids.map((batch) => writeLoads(batch, other.scope)));
    expect(await seqsOf(other)).toEqual(Array.from({ length: 128 }, (_, i) => i + 1));
  });

  test('O1 so do writers that never asked for the lock: the trigger takes it for every statement', async () => {
    const other = await db.makeTenant();
    const rowOf = () => ({ document: sampleDocument('loads', undefined, 'x', 'r'), stamps: {} });
    await Promise.all(
      Array.from({ length: 16 }, () =>
        inJobs(db.database, other.tenantId, async (tx) => {
          await writeRows(tx, 'loads', [rowOf(), rowOf()]);
          await writeRows(tx, 'loads', [rowOf()]);
        }),
      ),
    );
    expect(await seqsOf(other)).toEqual(Array.from({ length: 48 }, (_, i) => i + 1));
  });
});

test('a viewer who writes a load is told that the row was refused', async () => {
  const viewer = await tenant.addMember('viewer');
  const id = sampleDocument('loads', undefined, 'x', 'r').id;
  await expect(writeLoads([id], viewer)).rejects.toThrow(/row-level security/);
});
