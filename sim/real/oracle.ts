import { edgeOf, inWindow } from 'shared/domain/window.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import { readDocs } from '../../client/src/db/live.ts';
import { verifyAuditChain } from '../../sync-server/src/db/audit-chain.ts';
import { auditedFields, documentFromRow } from '../../sync-server/src/db/columns.ts';
import { inTenant, type Scope } from '../../sync-server/src/db/scope.ts';
import type { Database } from '../../sync-server/src/db/database.ts';
import type { SimDevice } from './device.ts';
import { COLLECTIONS, DAY } from './ledger.ts';

/** A promise that a schedule broke; `promise` is its id. */
export class Broken extends Error {
  override readonly name = 'Broken';
  readonly promise: string;
  constructor(promise: string, message: string) {
    super(`${promise}: ${message}`);
    this.promise = promise;
  }
}

/** The database past the server: as the administrator, and as the server's own role. */
export interface Asking {
  asAdmin(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  readonly database: Database;
}

const text = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => sorted(part));

/** Fields in one order, so that equal documents are equal texts. */
const sorted = (part: unknown): unknown =>
  typeof part === 'object' && part !== null && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
    : part;

/** I2, I9: every device holds exactly what the database has in its window, and nothing waits. */
export async function expectEqual(
  { asAdmin }: Pick<Asking, 'asAdmin'>,
  tenantId: string,
  devices: readonly SimDevice[],
): Promise<void> {
  const edge = edgeOf(DAY);
  for (const collection of COLLECTIONS) {
    const rows = await asAdmin(
      `select * from app.${collection} where tenant_id = $1 and not deleted order by id`,
      [tenantId],
    );
    const wanted = rows
      .map((row) => documentFromRow(collection, row))
      .filter((document) => inWindow(collection, document, edge))
      .map(text);
    for (const [n, device] of devices.entries()) {
      const waiting = await device.db.store(collection).countUnsent();
      if (waiting > 0) throw new Broken('I9', `${waiting} of ${collection} still wait on device ${n}`);
      // What its own edit moved out of the window stays on a device, unchanged, until the window moves on.
      const held = (await readDocs(device.db, collection, undefined, [{ id: 'asc' }]))
        .filter((document) => inWindow(collection, document, edge))
        .map(text);
      if (held.join('\n') !== wanted.join('\n'))
        throw new Broken(
          'I2',
          `device ${n} holds of ${collection}\n${held.join('\n')}\nand the database has\n${wanted.join('\n')}`,
        );
    }
  }
}

/** I1: whatever somebody was told is saved stands in a document, or under review or attention. */
export async function expectNothingLost(
  { asAdmin }: Pick<Asking, 'asAdmin'>,
  tenantId: string,
  devices: readonly SimDevice[],
  owed: readonly string[],
): Promise<void> {
  const texts: string[] = [];
  for (const table of [...COLLECTIONS, 'conflicts', 'quarantine']) {
    const rows = await asAdmin(`select to_jsonb(t)::text as text from app.${table} t where tenant_id = $1`, [
      tenantId,
    ]);
    texts.push(...rows.map((row) => String(row['text'])));
  }
  for (const device of devices) texts.push(JSON.stringify(await device.db.local.attention.toArray()));
  const everything = texts.join('\n');
  const lost = owed.filter((value) => !everything.includes(`"${value}"`));
  if (lost.length > 0) throw new Broken('I1', `lost: ${lost.join(', ')}`);
}

/** I4, I8: the log holds every write once, replaying it rebuilds the tables, and its chain is whole. */
export async function expectAudited({ asAdmin, database }: Asking, scope: Scope): Promise<void> {
  const log = await asAdmin(
    'select collection, document_id, operation, "after" from app.audit_log where tenant_id = $1 order by seq',
    [scope.tenantId],
  );
  const replayed = new Map<string, Record<string, unknown>>();
  const revs = new Set<string>();
  for (const row of log) {
    const collection = row['collection'] as CollectionName;
    const key = `${collection}/${String(row['document_id'])}`;
    if (row['operation'] === 'purge') {
      replayed.delete(key);
      continue;
    }
    const after = (row['after'] ?? {}) as Record<string, unknown>;
    const rev = String(after['rev']);
    if (after['rev'] === undefined || revs.has(rev))
      throw new Broken('I4', `${key} was written twice as ${rev}`);
    revs.add(rev);
    replayed.set(key, { ...replayed.get(key), ...auditedFields(collection, after) });
  }
  const rebuilt = [...replayed].map(([key, fields]) => `${key} ${text(documentOf(fields))}`).sort();
  const stored: string[] = [];
  for (const collection of COLLECTIONS)
    for (const row of await asAdmin(`select * from app.${collection} where tenant_id = $1`, [scope.tenantId]))
      stored.push(`${collection}/${String(row['id'])} ${text(documentFromRow(collection, row))}`);
  if (rebuilt.join('\n') !== stored.sort().join('\n'))
    throw new Broken(
      'I8',
      `the log rebuilds\n${rebuilt.join('\n')}\nand the tables hold\n${stored.join('\n')}`,
    );
  const chain = await inTenant(database, scope, 'read', verifyAuditChain);
  if (chain.kind !== 'whole' || chain.rows !== log.length)
    throw new Broken('I8', `the chain is ${JSON.stringify(chain)} over ${log.length} rows`);
}

/** I4: no value is said to have lost against what was written in knowledge of it, as one is that is merged twice. */
export async function expectAppliedOnce(
  { asAdmin }: Pick<Asking, 'asAdmin'>,
  tenantId: string,
): Promise<void> {
  const twice = await asAdmin(
    `select c.collection, c.document_id, c.lost_rev from app.conflicts c where c.tenant_id = $1 and c.audit_seq is null
     and exists (select from app.audit_log a where a.tenant_id = $1 and a."after" ->> 'rev' = c.lost_rev)`,
    [tenantId],
  );
  if (twice.length > 0) throw new Broken('I4', `was applied before it lost: ${JSON.stringify(twice)}`);
}

/** A field that was set back to nothing is no field. */
const documentOf = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([field, value]) => value !== null && (field !== '_deleted' || value === true),
    ),
  );

/** I3: no byte of the neighbour is on any of these devices. */
export async function expectNoByteOf(canary: string, devices: readonly SimDevice[]): Promise<void> {
  for (const device of devices)
    for (const collection of COLLECTIONS)
      if (JSON.stringify(await device.db.store(collection).rows(undefined)).includes(canary))
        throw new Broken('I3', `a neighbour's ${collection} is on a device`);
}
