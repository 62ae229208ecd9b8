import { collections, type AnyDocument, type CollectionName } from 'shared/schema/collections.ts';

/**
 * A collection's JSON Schema seen as columns: one typed column per wire field, in snake_case. The tables are written
 * by hand in migrations/; a test compares them with this.
 */
export type ColumnType =
  | 'date'
  | 'timestamp with time zone'
  | 'double precision'
  | 'integer'
  | 'boolean'
  | 'text'
  | 'jsonb';

export interface Column {
  /** On the wire. */
  readonly field: string;
  /** In the table, unquoted. */
  readonly name: string;
  readonly type: ColumnType;
  readonly required: boolean;
}

const snakeCase = (field: string): string =>
  field === '_deleted' ? 'deleted' : field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

interface Fragment {
  readonly type?: unknown;
  readonly format?: unknown;
}

function typeOf(field: string, { type, format }: Fragment): ColumnType {
  switch (type) {
    case 'string':
      if (format === 'date') return 'date';
      return format === 'date-time' ? 'timestamp with time zone' : 'text';
    case 'number':
      return 'double precision';
    case 'integer':
      return 'integer';
    case 'boolean':
      return 'boolean';
    case 'object':
    case 'array':
      return 'jsonb';
    default:
      throw new TypeError(`no column type for the field ${field}`);
  }
}

function derive(collection: CollectionName): readonly Column[] {
  const { properties, required } = collections[collection].schema;
  const needed: ReadonlySet<string> = new Set(required);
  return Object.entries<Fragment>(properties).map(([field, fragment]) => ({
    field,
    name: snakeCase(field),
    type: typeOf(field, fragment),
    required: needed.has(field) || field === '_deleted',
  }));
}

const derived = new Map<CollectionName, readonly Column[]>();

export function columnsOf(collection: CollectionName): readonly Column[] {
  const known = derived.get(collection);
  if (known) return known;
  const columns = derive(collection);
  derived.set(collection, columns);
  return columns;
}

/** Columns that every collection's table has and no document: ours alone. */
export const SERVER_COLUMNS = ['tenant_id', 'seq', 'unit_stamps', 'write_note'] as const;

export const tableOf = (collection: CollectionName): string => `app.${collection}`;

export const quoted = (column: Pick<Column, 'name'>): string => `"${column.name}"`;

/** `"id", "rev", …`: what `documentFromRow` reads, optionally of an alias. */
export const columnList = (collection: CollectionName, alias?: string): string =>
  columnsOf(collection)
    .map((column) => (alias ? `${alias}.${quoted(column)}` : quoted(column)))
    .join(', ');

/** A row as pg gives it (days and instants are wire text already) → the wire document: null becomes absent. */
export function documentFromRow(
  collection: CollectionName,
  row: Readonly<Record<string, unknown>>,
): AnyDocument {
  const document: Record<string, unknown> = {};
  for (const { field, name } of columnsOf(collection)) {
    const value = row[name];
    if (value === null || value === undefined) continue;
    if (field === '_deleted' && value !== true) continue;
    document[field] = value;
  }
  return document as unknown as AnyDocument;
}

/**
 * What the audit log holds of a change (`before` or `after`: column → value, null for what was or became absent)
 * → wire field → value, null kept, since here it says "was not set".
 */
export function auditedFields(
  collection: CollectionName,
  part: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const { field, name, type } of columnsOf(collection)) {
    const value = part[name];
    if (value === undefined) continue;
    fields[field] =
      type === 'timestamp with time zone' && typeof value === 'string'
        ? new Date(value).toISOString()
        : value;
  }
  return fields;
}
