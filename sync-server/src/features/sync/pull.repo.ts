import { edgeOf, nearDays, yearEdgeOf } from 'shared/domain/window.ts';
import type { CheckpointPhase, Digest } from 'shared/protocol/pull.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import { collections, type CollectionName } from 'shared/schema/collections.ts';
import { columnList, columnsOf, documentFromRow, quoted, tableOf } from '../../db/columns.ts';
import type { Tx } from '../../db/scope.ts';

/** Which part of a pull is asked for: the window of `day`, after `seq`, up to `start`. */
export interface Slice {
  readonly seq: number;
  readonly start: number;
  readonly day: string;
}

export interface Page {
  readonly documents: readonly WireDocument[];
  /** Of the last document; absent when there is none. */
  readonly lastSeq?: number;
}

const column = (collection: CollectionName, field: string): string => {
  const found = columnsOf(collection).find((candidate) => candidate.field === field);
  if (!found) throw new TypeError(`${collection} has no field ${field}`);
  return quoted(found);
};

const literal = (value: string | boolean): string =>
  typeof value === 'boolean' ? String(value) : `'${value.replaceAll("'", "''")}'`;

const isOpen = (statuses: readonly string[]): string =>
  `("status" in (${statuses.map(literal).join(', ')}) or "status" is null)`;

/** The window in SQL, from the same data as `inWindow`. $2 is the edge, $3 what lies a year back. */
function windowSql(collection: CollectionName): string {
  const { window } = collections[collection];
  switch (window.kind) {
    case 'all':
      return 'true';
    case 'day':
      return `(${column(collection, window.field)} >= $2::date)`;
    case 'active': {
      const field = column(collection, window.field);
      const closed = column(collection, window.closedWhen.field);
      return `(${closed} is distinct from ${literal(window.closedWhen.equals)} or ${field} >= $3::date or ${field} is null)`;
    }
    case 'open': {
      const field = column(collection, window.field);
      return `(${isOpen(window.openStatuses)} or ${field} >= $2::date or ${field} is null)`;
    }
  }
}

/** The near part in SQL, as `isNear`. $4 and $5 are its first and last day. */
function nearSql(collection: CollectionName): string {
  const { near, window } = collections[collection];
  if (near === 'all') return windowSql(collection);
  if (near === 'open') return window.kind === 'open' ? isOpen(window.openStatuses) : 'false';
  return window.kind === 'day'
    ? `(${column(collection, window.field)} between $4::date and $5::date)`
    : 'false';
}

/** What the rest of the window holds that the near part did not. */
function restSql(collection: CollectionName): string {
  const { near, window } = collections[collection];
  if (near === 'all') return 'false';
  if (near === 'open')
    return window.kind === 'open'
      ? `(not ${isOpen(window.openStatuses)} and (${column(collection, window.field)} >= $2::date or ${column(collection, window.field)} is null))`
      : 'false';
  return window.kind === 'day'
    ? `(${column(collection, window.field)} >= $2::date and ${column(collection, window.field)} not between $4::date and $5::date)`
    : 'false';
}

/** Keeps every parameter in use, so that one list of values serves all statements. */
const ALL_TYPED = `($2::date is not null and $3::date is not null and $4::date is not null and $5::date is not null)`;

interface Sql {
  readonly phases: Readonly<Record<Exclude<CheckpointPhase, 'live'>, string>>;
  readonly live: string;
  readonly digest: string;
}

function build(collection: CollectionName): Sql {
  const table = tableOf(collection);
  const columns = `${columnList(collection)}, seq`;
  // `seq + 0`: the window's own index finds the rows; in the order of seq the server would read years of history.
  const phase = (condition: string): string => `select ${columns} from ${table}
    where tenant_id = $1 and ${ALL_TYPED} and ${condition} and not deleted and seq + 0 > $6 and seq + 0 <= $7
    order by seq + 0 limit $8`;
  return {
    phases: { near: phase(nearSql(collection)), rest: phase(restSql(collection)) },
    live: `select ${columns} from ${table} where tenant_id = $1 and seq > $2 order by seq limit $3`,
    digest: `select count(*)::int as count,
      encode(sha256(convert_to(coalesce(string_agg(id || ' ' || rev, E'\\n' order by id), ''), 'UTF8')), 'hex') as hash
      from ${table} where tenant_id = $1 and ($2::date is not null and $3::date is not null) and not deleted
      and ${windowSql(collection)}`,
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

type Row = Readonly<Record<string, unknown>>;

function pageOf(collection: CollectionName, rows: readonly Row[]): Page {
  const last = rows.at(-1);
  return {
    documents: rows.map((row) => documentFromRow(collection, row)),
    ...(last ? { lastSeq: Number(last['seq']) } : {}),
  };
}

/** True when the near part is the whole window. */
export const isAllNear = (collection: CollectionName): boolean => collections[collection].near === 'all';

/** The next documents of a first pull, in the order of seq. */
export async function readPhase(
  tx: Tx,
  collection: CollectionName,
  phase: 'near' | 'rest',
  slice: Slice,
  limit: number,
): Promise<Page> {
  const edge = edgeOf(slice.day);
  const near = nearDays(slice.day);
  const { rows } = await tx.named<Record<string, unknown>>({
    name: `pull ${phase} ${collection}`,
    text: sqlOf(collection).phases[phase],
    values: [tx.tenantId, edge, yearEdgeOf(edge), near.from, near.to, slice.seq, slice.start, limit],
  });
  return pageOf(collection, rows);
}

/** Everything after `seq`: tombstones and what lies outside of the window too. */
export async function readLive(
  tx: Tx,
  collection: CollectionName,
  seq: number,
  limit: number,
): Promise<Page> {
  const { rows } = await tx.named<Record<string, unknown>>({
    name: `pull live ${collection}`,
    text: sqlOf(collection).live,
    values: [tx.tenantId, seq, limit],
  });
  return pageOf(collection, rows);
}

export async function readDigest(tx: Tx, collection: CollectionName, edge: string): Promise<Digest> {
  const { rows } = await tx.named<{ count: number; hash: string }>({
    name: `digest ${collection}`,
    text: sqlOf(collection).digest,
    values: [tx.tenantId, edge, yearEdgeOf(edge)],
  });
  return rows[0] ?? { count: 0, hash: '' };
}
