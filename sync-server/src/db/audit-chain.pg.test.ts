import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { COLLECTION_NAMES, type AnyDocument, type CollectionName } from 'shared/schema/collections.ts';
import { testDatabase, type TestDatabase, type TestTenant } from '../../test/database.ts';
import { sampleDocument } from '../../test/documents.ts';
import { verifyAuditChain } from './audit-chain.ts';
import { auditedFields, documentFromRow, tableOf } from './columns.ts';
import { inJobs, inTenant } from './scope.ts';
import { writeRows, type WriteNote } from './write-rows.ts';

let db: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  tenant = await db.makeTenant();
});
afterAll(() => db.close());

interface AuditRow {
  seq: number;
  actor: string | null;
  session_id: string | null;
  device_id: string | null;
  operation: string;
  collection: CollectionName;
  document_id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  lost: unknown;
  offer: boolean;
}

const write = (collection: CollectionName, document: AnyDocument, note?: WriteNote) =>
  inTenant(db.database, tenant.scope, 'write', (tx) =>
    writeRows(tx, collection, [{ document, stamps: {}, ...(note && { note }) }]),
  );

const log = async (): Promise<AuditRow[]> =>
  (
    await db.admin.query<AuditRow>('select * from app.audit_log where tenant_id = $1 order by seq', [
      tenant.tenantId,
    ])
  ).rows;

const verify = () => inTenant(db.database, tenant.scope, 'read', verifyAuditChain);

/** Some life: every collection gets documents, changes, a field unset, a deletion, a restore. */
async function live(): Promise<void> {
  for (const collection of COLLECTION_NAMES) {
    const document = sampleDocument(collection, undefined, tenant.scope.userId, 'r1');
    const bare = Object.fromEntries(
      Object.entries(document).filter(([field]) => !['note', 'name', 'notes', 'void'].includes(field)),
    ) as unknown as AnyDocument;
    await write(collection, document);
    await write(collection, { ...bare, rev: 'r2' });
    await write(collection, { ...bare, rev: 'r3', _deleted: true });
    if (collection !== 'loads') await write(collection, { ...document, rev: 'r4' });
  }
}

test('a row says who did what from where, and only what changed', async () => {
  const document = { ...sampleDocument('regions', undefined, tenant.scope.userId, 'r1'), name: 'North' };
  await write('regions', document);
  const { code: _, ...rest } = { ...document, rev: 'r2', name: 'South' } as Record<string, unknown>;
  await write('regions', rest as unknown as AnyDocument);
  const [created, changed] = await log();
  expect(created).toMatchObject({
    operation: 'create',
    collection: 'regions',
    document_id: document.id,
    actor: tenant.scope.userId,
    session_id: tenant.scope.sessionId,
    device_id: tenant.scope.deviceId,
    before: null,
    offer: false,
    lost: null,
  });
  expect(auditedFields('regions', created?.after ?? {})).toEqual({ ...document, _deleted: false });
  expect(changed).toMatchObject({
    operation: 'update',
    before: { rev: 'r1', name: 'North', code: 'sample' },
    after: { rev: 'r2', name: 'South', code: null },
  });
});

test('values that lost a merge and an offer are on the row of that write, and of no later one', async () => {
  const document = sampleDocument('loads', undefined, tenant.scope.userId, 'r1');
  await write('loads', document);
  await write('loads', { ...document, rev: 'r2' }, { lost: { rev: 'x1', slumpIn: 4 }, offer: true });
  await inJobs(db.database, tenant.tenantId, (tx) => tx.query(`update app.loads set rev = 'r3'`));
  await write('loads', { ...document, rev: 'r4' });
  expect(
    (await log()).map(({ lost, offer, actor }) => ({
      lost,
      offer,
      by: actor === null ? 'product' : 'member',
    })),
  ).toEqual([
    { lost: null, offer: false, by: 'member' },
    { lost: { rev: 'x1', slumpIn: 4 }, offer: true, by: 'member' },
    { lost: null, offer: false, by: 'product' },
    { lost: null, offer: false, by: 'member' },
  ]);
});

test('deleting, restoring and purging are told apart', async () => {
  const document = sampleDocument('absences', undefined, tenant.scope.userId, 'r1');
  await write('absences', document);
  await write('absences', { ...document, rev: 'r2', _deleted: true });
  await write('absences', { ...document, rev: 'r3' });
  await inJobs(db.database, tenant.tenantId, (tx) => tx.query('delete from app.absences'));
  const rows = await log();
  expect(rows.map((row) => row.operation)).toEqual(['create', 'delete', 'restore', 'purge']);
  expect(rows.map((row) => row.seq)).toEqual([...new Set(rows.map((row) => row.seq))].sort((a, b) => a - b));
  expect(await verify()).toEqual({ kind: 'whole', rows: 4 });
});

test('a transaction that fails leaves no row, and the chain goes on', async () => {
  const document = sampleDocument('loads', undefined, tenant.scope.userId, 'r1');
  await expect(
    inTenant(db.database, tenant.scope, 'write', async (tx) => {
      await writeRows(tx, 'loads', [{ document, stamps: {} }]);
      throw new Error('cut');
    }),
  ).rejects.toThrow('cut');
  expect(await log()).toEqual([]);
  await write('loads', document);
  expect(await verify()).toEqual({ kind: 'whole', rows: 1 });
});

test('replaying the log rebuilds every table', async () => {
  await live();
  const replayed = new Map<string, Record<string, unknown>>();
  for (const row of await log()) {
    const key = `${row.collection}/${row.document_id}`;
    replayed.set(key, { ...replayed.get(key), ...auditedFields(row.collection, row.after ?? {}) });
  }
  const rebuilt = [...replayed].map(([key, fields]) => [
    key,
    Object.fromEntries(
      Object.entries(fields).filter(
        ([field, value]) => value !== null && (field !== '_deleted' || value === true),
      ),
    ),
  ]);
  const stored: [string, unknown][] = [];
  for (const collection of COLLECTION_NAMES) {
    const { rows } = await db.admin.query<Record<string, unknown>>(
      `select * from ${tableOf(collection)} where tenant_id = $1`,
      [tenant.tenantId],
    );
    for (const row of rows)
      stored.push([`${collection}/${String(row['id'])}`, documentFromRow(collection, row)]);
  }
  expect(stored).toHaveLength(COLLECTION_NAMES.length);
  expect(new Map(rebuilt as [string, unknown][])).toEqual(new Map(stored));
});

describe('the chain', () => {
  beforeEach(live);

  test('verifies over a life of writes', async () => {
    expect(await verify()).toEqual({ kind: 'whole', rows: COLLECTION_NAMES.length * 4 - 1 });
  });

  test.each([
    ['a changed value', `update app.audit_log set after = after || '{"rev": "forged"}' where seq = $2`],
    ['a changed actor', `update app.audit_log set actor = gen_random_uuid() where seq = $2`],
    ['a changed time', `update app.audit_log set at = at - interval '1 ms' where seq = $2`],
    ['a loser that is hidden', `update app.audit_log set lost = '{}' where seq = $2`],
    [
      'a commitment made to fit',
      `update app.audit_log a set actor = null, commitment =
       sha256(convert_to(app.audit_content(jsonb_populate_record(a, '{"actor": null}')), 'UTF8')) where seq = $2`,
    ],
    ['a row taken out of the middle', 'delete from app.audit_log where seq = $2'],
    [
      'a row made to vanish as erased',
      `update app.audit_log set salt = null, commitment = '\\x00' where seq = $2`,
    ],
  ])('finds %s', async (_what, sql) => {
    const rows = await log();
    const seq = rows[10]?.seq ?? 0;
    await db.admin.query(sql.replace('$2', `$2 and tenant_id = $1`), [tenant.tenantId, seq]);
    expect(await verify()).toEqual({
      kind: 'broken',
      brokenAt: sql.startsWith('delete') ? rows[11]?.seq : seq,
    });
  });

  test('finds that the newest rows are gone', async () => {
    const last = (await log()).at(-1)?.seq;
    await db.admin.query('delete from app.audit_log where tenant_id = $1 and seq > $2', [
      tenant.tenantId,
      (last ?? 0) - 2,
    ]);
    expect(await verify()).toEqual({ kind: 'broken', brokenAt: last });
  });

  test("still verifies when a person's data was erased", async () => {
    await db.admin.query(
      'update app.audit_log set before = null, after = null, lost = null, salt = null where tenant_id = $1 and seq < 9',
      [tenant.tenantId],
    );
    expect((await verify()).kind).toBe('whole');
  });
});

describe('what a statement could tell the triggers by itself', () => {
  const insert = (rev: string): string =>
    `insert into app.regions (tenant_id, id, rev, updated_at, updated_by)
     values ((select current_setting('app.tenant_id')::uuid), 'forged', ${rev}, now(), 'u')`;
  const forge = (counter: number, hash = '\\x00'): string =>
    `select set_config('app.write_tenant', current_setting('app.tenant_id'), true),
       set_config('app.write_counter', '${counter}', true), set_config('app.write_hash', '${hash}', true)`;

  test.each([
    ['a count far ahead', forge(900_000), insert(`'r'`)],
    ['a count just ahead, over another chain', forge(4), insert(`'r'`)],
    ['a count moved on in the middle', 'select 1', insert(`set_config('app.write_counter', '77', true)`)],
    ['a number that was passed over', 'select 1', insert(`set_config('app.write_counter', '1', true)`)],
    ['another chain in the middle', 'select 1', insert(`set_config('app.write_hash', '\\x00', true)`)],
    [
      "another workspace's scope at the end",
      'select 1',
      `${insert(`'r'`)} returning set_config('app.tenant_id', '0190a000-0000-7000-8000-000000000001', true)`,
    ],
  ])('%s ends the statement, and the order and the chain go on', async (_what, before, sql) => {
    const document = sampleDocument('regions', undefined, tenant.scope.userId, 'r1');
    await write('regions', document);
    // An upsert takes two numbers: the second row leaves 2 unused.
    await write('regions', { ...document, rev: 'r2' });
    const forged = inTenant(db.database, tenant.scope, 'write', async (tx) => {
      await tx.query(before);
      await tx.query(sql);
    });
    await expect(forged).rejects.toMatchObject({ code: '42501' });
    await write('regions', { ...document, rev: 'r3' });
    expect((await log()).map(({ seq }) => seq)).toEqual([1, 3, 5]);
    expect(await verify()).toEqual({ kind: 'whole', rows: 3 });
  });

  test('one statement over several collections leaves a whole chain', async () => {
    await inTenant(db.database, tenant.scope, 'write', (tx) =>
      tx.query(
        `with first as (insert into app.regions (tenant_id, id, rev, updated_at, updated_by)
             select $1, 'r' || n, 'r', now(), 'u' from generate_series(1, 3) n returning id)
         insert into app.projects (tenant_id, id, rev, updated_at, updated_by)
           select $1, id, 'r', now(), 'u' from first`,
        [tenant.tenantId],
      ),
    );
    expect(await verify()).toEqual({ kind: 'whole', rows: 6 });
  });
});
