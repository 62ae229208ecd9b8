import type { AsOf } from 'shared/protocol/document.ts';
import type { AnyDocument, CollectionName } from 'shared/schema/collections.ts';
import { columnList, columnsOf, documentFromRow, quoted, tableOf } from './columns.ts';
import type { Statement, TenantQueries } from './scope.ts';

/**
 * Reading and writing many documents of one collection at once. A push holds the counter from its beginning
 * (scope.ts), reads what it needs (nobody else writes in this workspace any more, so no row locks are needed),
 * decides, and writes with one statement for each collection:
 *
 *     const stored = await readForUpdate(tx, 'loads', ids);
 *     …merge…
 *     await writeRows(tx, 'loads', rows);
 *
 * seq, the audit row and its chain are the triggers' business.
 */

/** When each merge unit last changed: `{"days.tue": "2026-11-24T06:43:00.000Z"}`. Never leaves the server. */
export type UnitStamps = Readonly<Record<string, string>>;

export interface StoredRow {
  readonly document: AnyDocument;
  readonly stamps: UnitStamps;
  readonly seq: number;
}

/** What the audit row of this write says besides the change. */
export interface WriteNote {
  /**
   * Values that lost a merge, in whatever shape the sync feature reads again; it must differ from the note of the
   * write before (name the losing rev in it), or it is taken for that one, carried along.
   */
  readonly lost?: unknown;
  /** A device gave this document back after a restore. */
  readonly offer?: boolean;
  /** Of the state that was offered: two offers of one document are two notes. */
  readonly rev?: string;
}

export interface RowToWrite {
  readonly document: AnyDocument;
  /** The whole set, not only what changed. */
  readonly stamps: UnitStamps;
  readonly note?: WriteNote;
}

/** A wall of the database let fewer rows through than were sent: the workspace is suspended, or the role too low. */
export class RowsRefused extends Error {
  override readonly name = 'RowsRefused';
  constructor(collection: CollectionName, sent: number, written: number) {
    super(`${collection}: ${written} of ${sent} rows were written`);
  }
}

const LOCK = 'select epoch, counter from app.workspace_counters where tenant_id = $1';

const one = (rows: readonly AsOf[]): AsOf => {
  const row = rows[0];
  if (!row) throw new Error('the workspace has no counter');
  return { epoch: row.epoch, counter: row.counter };
};

/** For the product's own jobs: from here to the end nobody else writes in this workspace. Before any other lock. */
export async function lockCounter(tx: TenantQueries): Promise<AsOf> {
  const text = `${LOCK} for no key update`;
  return one((await tx.named<AsOf & object>({ name: 'lock counter', text, values: [tx.tenantId] })).rows);
}

/** In a `read` transaction: what its snapshot has seen. In a `write` one: the last seq given, own writes included. */
export async function readCounter(tx: TenantQueries): Promise<AsOf> {
  return one(
    (await tx.named<AsOf & object>({ name: 'read counter', text: LOCK, values: [tx.tenantId] })).rows,
  );
}

interface Sql {
  readonly read: Omit<Statement, 'values'>;
  readonly write: Omit<Statement, 'values'>;
}

/**
 * Both statements find rows by the primary key whatever the planner believes about the size of a table that grew
 * since the plan was cached: the LIMIT keeps the lookup one per id, and ON CONFLICT always asks the index.
 */
function build(collection: CollectionName): Sql {
  const columns = [
    ...columnsOf(collection),
    { field: '#stamps', name: 'unit_stamps', type: 'jsonb' },
    { field: '#note', name: 'write_note', type: 'jsonb' },
  ];
  const table = tableOf(collection);
  const value = ({ field }: { field: string }): string =>
    field === '_deleted' ? `coalesce(x."_deleted", false)` : `x."${field}"`;
  const settable = columns.filter(({ name }) => name !== 'id');
  return {
    read: {
      name: `read ${collection}`,
      text: `select ${columnList(collection, 'd')}, d.unit_stamps, d.seq from unnest($2::text[]) wanted (id)
        cross join lateral (select * from ${table} t where t.tenant_id = $1 and t.id = wanted.id limit 1) d`,
    },
    write: {
      name: `write ${collection}`,
      // Rows arrive as one JSON text with the wire's own names: nothing is renamed or bound one by one.
      text: `insert into ${table} (tenant_id, ${columns.map(quoted).join(', ')})
        select $1::uuid, ${columns.map(value).join(', ')}
        from json_to_recordset($2) as x(${columns.map(({ field, type }) => `"${field}" ${type}`).join(', ')})
        on conflict (tenant_id, id) do update
        set ${settable.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join(', ')}`,
    },
  };
}

const built = new Map<CollectionName, Sql>();

function sqlOf(collection: CollectionName): Sql {
  const known = built.get(collection);
  if (known) return known;
  const sql = build(collection);
  built.set(collection, sql);
  return sql;
}

/** By id; what is absent, another tenant's or another's own view is not in the map. */
export async function readForUpdate(
  tx: TenantQueries,
  collection: CollectionName,
  ids: readonly string[],
): Promise<Map<string, StoredRow>> {
  const { rows } = await tx.named<Record<string, unknown>>({
    ...sqlOf(collection).read,
    values: [tx.tenantId, ids],
  });
  return new Map(
    rows.map((row) => [
      String(row['id']),
      {
        document: documentFromRow(collection, row),
        stamps: row['unit_stamps'] as UnitStamps,
        seq: Number(row['seq']),
      },
    ]),
  );
}

/** Writes whole documents, new and known, in the order given. Ids must not repeat. */
export async function writeRows(
  tx: TenantQueries,
  collection: CollectionName,
  rows: readonly RowToWrite[],
): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(
    rows.map(({ document, stamps, note }) => ({ ...document, '#stamps': stamps, '#note': note })),
  );
  const { count } = await tx.named({ ...sqlOf(collection).write, values: [tx.tenantId, json] });
  if (count !== rows.length) throw new RowsRefused(collection, rows.length, count);
}
