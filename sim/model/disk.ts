import type { CollectionName } from 'shared/schema/collections.ts';
import {
  decodeRecord,
  encodeRecord,
  type DeviceRecord,
  type StoredFields,
} from '../../client/src/db/record.ts';

/** A row as it is stored; another object after every write, by which a write notices that it comes too late. */
export interface StoredRow {
  readonly fields: StoredFields;
  readonly deleted: boolean;
}

/** A write that fails `times` times in a row, the first of them after `after` others. */
interface Failure {
  after: number;
  times: number;
  /** Whether it was stored all the same: the browser lost the word of it. */
  readonly isStored: boolean;
}

export type OnWrite = (collection: CollectionName, before: DeviceRecord, next: DeviceRecord) => void;

export const recordOf = (id: string, row: StoredRow | undefined): DeviceRecord =>
  decodeRecord(id, row?.fields, row?.deleted === true);

/** An error out of the storage, after which it goes on working. */
export class Glitch extends Error {
  readonly isStored: boolean;
  constructor(isStored: boolean) {
    super(isStored ? 'the browser forgot that it stored' : 'the browser failed to store');
    this.isStored = isStored;
  }
}

const quotaExceeded = (): Error => Object.assign(new Error('no room'), { name: 'QuotaExceededError' });

/** What one installation stores: shared by its tabs, and still there after they died. */
export class Disk {
  readonly #rows = new Map<CollectionName, Map<string, StoredRow>>();
  readonly tables = new Map<string, Map<unknown, unknown>>();
  readonly #onWrite: OnWrite;
  isFull = false;
  failure: Failure | undefined;
  failures = 0;

  constructor(onWrite: OnWrite) {
    this.#onWrite = onWrite;
  }

  rowsOf(collection: CollectionName): Map<string, StoredRow> {
    const found = this.#rows.get(collection);
    if (found) return found;
    const made = new Map<string, StoredRow>();
    this.#rows.set(collection, made);
    return made;
  }

  *records(): Iterable<readonly [CollectionName, DeviceRecord]> {
    for (const [collection, rows] of this.#rows)
      for (const [id, row] of rows) yield [collection, recordOf(id, row)];
  }

  put(collection: CollectionName, next: DeviceRecord): void {
    const rows = this.rowsOf(collection);
    this.#onWrite(collection, recordOf(next.id, rows.get(next.id)), next);
    rows.set(next.id, encodeRecord(next));
  }

  /** Runs a write, or fails in its place or after it. */
  write<T>(work: () => T): T {
    const { failure } = this;
    const isDue = failure !== undefined && failure.after <= 0;
    if (failure && !isDue) failure.after -= 1;
    if (failure && isDue) {
      failure.times -= 1;
      if (failure.times <= 0) this.failure = undefined;
      this.failures += 1;
      if (!failure.isStored) throw new Glitch(false);
    }
    if (this.isFull) {
      this.failures += 1;
      throw quotaExceeded();
    }
    const done = work();
    if (isDue) throw new Glitch(true);
    return done;
  }
}
