import type { ArchivedName } from 'shared/protocol/archive.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import { collections } from 'shared/schema/collections.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import { columnList, columnsOf, documentFromRow, quoted, tableOf } from '../../db/columns.ts';
import type { Tx } from '../../db/scope.ts';

/** Where a page of the archive goes on: after this day and id, both in falling order. */
export interface Place {
  readonly day: string;
  readonly id: string;
}

export interface ArchiveSlice {
  readonly from: string;
  readonly before: string;
  readonly after: Place | undefined;
  readonly limit: number;
}

const literal = (value: string | boolean): string =>
  typeof value === 'boolean' ? String(value) : `'${value.replaceAll("'", "''")}'`;

function column(collection: ArchivedName, field: string): string {
  const found = columnsOf(collection).find((candidate) => candidate.field === field);
  if (!found) throw new TypeError(`${collection} has no field ${field}`);
  return quoted(found);
}

export function dayFieldOf(collection: ArchivedName): string {
  const { window } = collections[collection];
  return window.field;
}

/** What has left the window by its day is closed as well: the opposite of the window, from the same data. */
function closedSql(collection: ArchivedName): string {
  const { window } = collections[collection];
  switch (window.kind) {
    case 'day':
      return 'true';
    case 'active':
      return `${column(collection, window.closedWhen.field)} = ${literal(window.closedWhen.equals)}`;
    case 'open':
      return `"status" not in (${window.openStatuses.map(literal).join(', ')})`;
  }
}

const built = new Map<ArchivedName, string>();

/** The window's own index gives the rows in this order; what was deleted is in no archive. */
export function archiveSql(collection: ArchivedName): string {
  const known = built.get(collection);
  if (known !== undefined) return known;
  const day = column(collection, dayFieldOf(collection));
  const sql = `select ${columnList(collection)} from ${tableOf(collection)}
    where tenant_id = $1 and ${day} >= $2::date and ${day} < $3::date
    and (${day}, id) < (coalesce($4::date, 'infinity'::date), coalesce($5::text, ''))
    and ${closedSql(collection)} and not deleted
    order by ${day} desc, id desc limit $6`;
  built.set(collection, sql);
  return sql;
}

export async function readArchive(
  tx: Tx,
  collection: ArchivedName,
  { from, before, after, limit }: ArchiveSlice,
): Promise<readonly WireDocument[]> {
  const { rows } = await tx.named<Record<string, unknown>>({
    name: `archive ${collection}`,
    text: archiveSql(collection),
    values: [tx.tenantId, from, before, after?.day ?? null, after?.id ?? null, limit],
  });
  return rows.map((row) => documentFromRow(collection, row));
}

/** One document, where it lies before `before`; somebody else's is as absent as one that never was. */
export async function readArchived(
  tx: Tx,
  collection: ArchivedName,
  id: string,
  before: string,
): Promise<readonly WireDocument[]> {
  const { rows } = await tx.named<Record<string, unknown>>({
    name: `archived ${collection}`,
    text: `select ${columnList(collection)} from ${tableOf(collection)}
      where tenant_id = $1 and id = $2 and ${column(collection, dayFieldOf(collection))} < $3::date
      and ${closedSql(collection)} and not deleted`,
    values: [tx.tenantId, id, before],
  });
  return rows.map((row) => documentFromRow(collection, row));
}

interface Weeks {
  readonly weeks: readonly ScheduleWeek[];
  readonly tradeOf: (employeeId: string) => string | undefined;
}

/** Every person's weeks from one Monday to before another, with the trade of each as it is now. */
export async function readWeeks(tx: Tx, from: string, before: string): Promise<Weeks> {
  const weeks = await tx.named<Record<string, unknown>>({
    name: 'facts weeks',
    text: `select ${columnList('schedule_weeks')} from app.schedule_weeks
      where tenant_id = $1 and week_start >= $2::date and week_start < $3::date and not deleted`,
    values: [tx.tenantId, from, before],
  });
  const people = await tx.named<{ id: string; trade: string | null }>({
    name: 'facts trades',
    text: 'select id, trade from app.employees where tenant_id = $1 and not deleted',
    values: [tx.tenantId],
  });
  const trades = new Map(people.rows.map(({ id, trade }) => [id, trade ?? undefined]));
  return {
    weeks: weeks.rows.map((row) => documentFromRow('schedule_weeks', row) as unknown as ScheduleWeek),
    tradeOf: (employeeId) => trades.get(employeeId),
  };
}

/** The latest Monday of a week before that day, where there is one; without a day, of any week. */
export async function lastWeekBefore(tx: Tx, before: string | undefined): Promise<string | undefined> {
  const { rows } = await tx.named<{ monday: string }>({
    name: 'facts last week',
    text: `select to_char(week_start, 'YYYY-MM-DD') as monday from app.schedule_weeks
      where tenant_id = $1 and week_start < coalesce($2::date, 'infinity'::date) and not deleted
      order by week_start desc limit 1`,
    values: [tx.tenantId, before ?? null],
  });
  return rows[0]?.monday;
}
