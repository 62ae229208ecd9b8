import { Dexie, type Collection, type Table } from 'dexie';
import { Subject, type Observable } from 'rxjs';
import { createRevision, now, type BulkWriteRow, type RxCollection, type RxDocumentData } from 'rxdb';
import type { DexieStorageInternals, RxStorageInstance } from 'rxdb';
import type { CollectionDefinition } from 'shared/schema/collection.ts';
import { Landing } from './landing.ts';
import { decodeRecord, encodeRecord, type DeviceRecord, type StoredFields } from './record.ts';
import { conditionsOf, type Conditions } from './selector.ts';
import { withStorage } from './storage-errors.ts';

type Row = RxDocumentData<StoredFields>;
type RawRow = Record<string, unknown> & { id: string };

/** A record as read, with the local revision that a write is compared against. */
export interface Held {
  readonly record: DeviceRecord;
  readonly row: Row | undefined;
}

export interface Replacement {
  readonly held: Held;
  readonly next: DeviceRecord;
}

/** A changed row of this or another tab, or `undefined` when so much changed that one reads again. */
export type StoreChange = readonly {
  readonly row: Readonly<Record<string, unknown>>;
  readonly deleted: boolean;
}[];

/** Range of one index: rows that are not deleted, by one field. */
type Range = { readonly field: string; readonly conditions: Conditions };

const IDS_PER_READ = 2_000;

/**
 * One collection's records. Reads go straight to the table under RxDB's storage, in the form in which it keeps them
 * (`_deleted` and `unsent` are '0' or '1' there, because IndexedDB cannot index booleans). Single writes go through
 * RxDB's storage, compare-and-set on its local revision, so that the other tabs hear of them. RxDB's wrapper around
 * that storage is passed by: it would insert over a mark of something that left, whoever wrote that mark meanwhile.
 */
export class RecordStore {
  readonly definition: CollectionDefinition;
  readonly #collection: RxCollection<StoredFields>;
  readonly #storage: RxStorageInstance<StoredFields, DexieStorageInternals, unknown>;
  readonly #changes = new Subject<StoreChange | undefined>();
  readonly #tellOthers: () => void;
  #landing: Landing<RawRow> | undefined;

  constructor(
    definition: CollectionDefinition,
    collection: RxCollection<StoredFields>,
    tellOthers: () => void,
  ) {
    this.definition = definition;
    this.#collection = collection;
    this.#storage = collection.storageInstance.originalStorageInstance as RxStorageInstance<
      StoredFields,
      DexieStorageInternals,
      unknown
    >;
    this.#tellOthers = tellOthers;
    this.#storage.changeStream().subscribe((bulk) => {
      const changes = bulk.events.map((event) => ({
        row: event.documentData as RawRow,
        deleted: event.operation === 'DELETE',
      }));
      // Another tab wrote into the table that was empty.
      this.#landing?.put(changes.map(({ row, deleted }) => ({ ...row, _deleted: deleted ? '1' : '0' })));
      this.#changes.next(changes);
    });
  }

  get changes$(): Observable<StoreChange | undefined> {
    return this.#changes;
  }

  /** Says that rows were written past RxDB, here or in another tab. */
  reread(): void {
    this.#changes.next(undefined);
  }

  async #table(): Promise<Table<RawRow, string>> {
    return (await this.#storage.internals).dexieTable as Table<RawRow, string>;
  }

  /**
   * Shows records before they are written: the table holds nothing, so until `settle` these are all there is to read.
   * Whoever wants to change one of them waits until then.
   */
  land(records: readonly DeviceRecord[]): void {
    this.#landing ??= new Landing();
    const rows = this.#rawRows(records);
    this.#landing.put(rows);
    this.#changes.next(rows.map((row) => ({ row, deleted: row['_deleted'] === '1' })));
  }

  /** What was shown is written, or given up: everything is read from the table again. */
  settle(outcome: 'written' | 'given up'): void {
    const landing = this.#landing;
    if (landing === undefined) return;
    this.#landing = undefined;
    landing.end();
    if (outcome === 'given up') this.reread();
  }

  /** The records of these ids, in their order; one that was never heard of is `absent`. */
  async read(ids: readonly string[]): Promise<Held[]> {
    await this.#landing?.over;
    const held: Held[] = [];
    for (let at = 0; at < ids.length; at += IDS_PER_READ) {
      const part = ids.slice(at, at + IDS_PER_READ);
      const rows = await withStorage(() => this.#storage.findDocumentsById([...part], true));
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const id of part) {
        const row = byId.get(id);
        held.push({ record: decodeRecord(id, row, row?._deleted === true), row });
      }
    }
    return held;
  }

  /**
   * Writes each record if it is still the one that was read; the ids of those that are not come back, to be read and
   * decided again.
   */
  async replace(replacements: readonly Replacement[]): Promise<string[]> {
    if (replacements.length === 0) return [];
    const lwt = now();
    const rows: BulkWriteRow<StoredFields>[] = replacements.map(({ held, next }) => {
      const { fields, deleted } = encodeRecord(next);
      const document: Row = {
        ...fields,
        _deleted: deleted,
        _attachments: {},
        _meta: { lwt },
        _rev: createRevision(this.#collection.database.token, held.row),
      };
      return held.row === undefined ? { document } : { previous: held.row, document };
    });
    const { error } = await withStorage(() => this.#storage.bulkWrite(rows, 'planning-ops'));
    return error.map(({ documentId }) => documentId);
  }

  /**
   * Adds many records that are new to this device, past RxDB's bookkeeping: only ids that the table does not hold at
   * all are written, so nothing that was changed here is ever overwritten. The ids that were there come back. Screens
   * of this tab are told row by row, the other tabs read again.
   */
  async addMany(records: readonly DeviceRecord[]): Promise<string[]> {
    const table = await this.#table();
    const rows = this.#rawRows(records);
    const there = await withStorage(() => table.db.transaction('rw', table, () => addIgnoring(table, rows)));
    // What was shown already needs no second telling.
    if (this.#landing === undefined) {
      const known = new Set(there);
      this.#changes.next(
        rows.filter(({ id }) => !known.has(id)).map((row) => ({ row, deleted: row['_deleted'] === '1' })),
      );
    }
    this.#tellOthers();
    return there;
  }

  /** As Dexie's storage keeps them. */
  #rawRows(records: readonly DeviceRecord[]): RawRow[] {
    const lwt = now();
    const revision = createRevision(this.#collection.database.token);
    return records.map((record) => {
      const { fields, deleted } = encodeRecord(record);
      return {
        ...fields,
        unsent: fields.unsent ? '1' : '0',
        _deleted: deleted ? '1' : '0',
        _attachments: {},
        _meta: { lwt },
        _rev: revision,
      };
    });
  }

  async isEmpty(): Promise<boolean> {
    const table = await this.#table();
    return withStorage(async () => (await table.limit(1).primaryKeys()).length === 0);
  }

  /** Rows that are held, by an index where the range names one; it may be more than the range. */
  async rows(range: Range | undefined): Promise<RawRow[]> {
    if (this.#landing) return this.#landing.rows().filter((row) => row['_deleted'] === '0');
    const table = await this.#table();
    if (range) return withStorage(() => Promise.resolve(this.#within(table, range).toArray()));
    return (await this.allRows()).filter((row) => row['_deleted'] === '0');
  }

  /** Every row of the table, the marks of what has left included. */
  async allRows(): Promise<RawRow[]> {
    const table = await this.#table();
    // The whole table in its own order is read much faster than through an index.
    return withStorage(() => Promise.resolve(table.toArray()));
  }

  /** The same in pieces of so many: reading thousands at once holds up the screen. */
  async *pages(range: Range, size: number): AsyncIterable<RawRow[]> {
    if (this.#landing) {
      yield await this.rows(range);
      return;
    }
    const table = await this.#table();
    for (let last: RawRow | undefined; ;) {
      const part = this.#within(table, range, last).limit(size);
      const rows = await withStorage(() => Promise.resolve(part.toArray()));
      if (rows.length > 0) yield rows;
      if (rows.length < size) return;
      last = rows.at(-1);
    }
  }

  async row(id: string): Promise<RawRow | undefined> {
    const table = await this.#table();
    const found = this.#landing
      ? this.#landing.row(id)
      : await withStorage(() => Promise.resolve(table.get(id)));
    return found === undefined || found['_deleted'] === '1' ? undefined : found;
  }

  /** `after` is the row that the one before the first came to. */
  #within(
    table: Table<RawRow, string>,
    range: Range | undefined,
    after?: RawRow,
  ): Collection<RawRow, string> {
    if (range === undefined)
      return table.where('[_deleted+id]').between(['0', Dexie.minKey], ['0', Dexie.maxKey]);
    const where = table.where(`[_deleted+${range.field}+id]`);
    const { $eq, $gt, $gte, $lt, $lte } = range.conditions;
    const least = $eq ?? $gte ?? $gt ?? Dexie.minKey;
    const most = $eq ?? $lte ?? $lt ?? Dexie.maxKey;
    const from = after ? ['0', after[range.field], after.id] : ['0', least, Dexie.minKey];
    return where.between(from, ['0', most, Dexie.maxKey], after === undefined, true);
  }

  async countUnsent(): Promise<number> {
    const table = await this.#table();
    return withStorage(() => Promise.resolve(this.#unsent(table).count()));
  }

  async unsentIds(limit?: number): Promise<string[]> {
    const table = await this.#table();
    const unsent = this.#unsent(table);
    return withStorage(() =>
      Promise.resolve((limit === undefined ? unsent : unsent.limit(limit)).primaryKeys()),
    );
  }

  #unsent(table: Table<RawRow, string>): Collection<RawRow, string> {
    return table.where('[_deleted+unsent+id]').between(['0', '1', Dexie.minKey], ['0', '1', Dexie.maxKey]);
  }

  /** Rows that are held. */
  async countHeld(): Promise<number> {
    const table = await this.#table();
    return withStorage(() => Promise.resolve(this.#within(table, undefined).count()));
  }

  /** Rows of every kind, those that have left included. */
  async countAll(): Promise<number> {
    const table = await this.#table();
    return withStorage(() => Promise.resolve(table.count()));
  }
}

/** Adds what is not there; the ids of what was. The transaction goes on past the refused keys. */
async function addIgnoring(table: Table<RawRow, string>, rows: readonly RawRow[]): Promise<string[]> {
  try {
    await table.bulkAdd(rows);
    return [];
  } catch (error) {
    if (!(error instanceof Dexie.BulkError)) throw error;
    const there = Object.keys(error.failuresByPos).map((position) => rows[Number(position)]?.id ?? '');
    if (Object.values(error.failuresByPos).some((failure) => failure.name !== 'ConstraintError')) throw error;
    return there;
  }
}

/** A row of the table as a record. */
export const decodeStored = (
  row: Readonly<Record<string, unknown>> & { readonly id: string },
): DeviceRecord => decodeRecord(row.id, { ...row, unsent: row['unsent'] === '1' }, row['_deleted'] === '1');

/** The part of a selector that an index can answer: the first indexed field with an equality or a bound. */
export function rangeOf(definition: CollectionDefinition, selector: object | undefined): Range | undefined {
  const fields = new Set(definition.indexes.map(([first]) => first));
  for (const [field, value] of Object.entries(selector ?? {})) {
    const conditions = conditionsOf(value);
    const bounded = ['$eq', '$gt', '$gte', '$lt', '$lte'].some((name) => name in conditions);
    if (fields.has(field) && bounded) return { field, conditions };
  }
  return undefined;
}
