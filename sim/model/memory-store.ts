import type { CollectionName } from 'shared/schema/collections.ts';
import { Landing } from '../../client/src/db/landing.ts';
import { encodeRecord, type DeviceRecord } from '../../client/src/db/record.ts';
import type { RecordStore } from '../../client/src/db/record-store.ts';
import { withStorage } from '../../client/src/db/storage-errors.ts';
import { recordOf, type Disk, type StoredRow } from './disk.ts';
import type { Strand } from './strand.ts';

interface Held {
  readonly record: DeviceRecord;
  readonly row: StoredRow | undefined;
}

type RawRow = Record<string, unknown> & { readonly id: string };

const rawRow = ({ fields, deleted }: StoredRow): RawRow => ({
  ...fields,
  unsent: fields.unsent ? '1' : '0',
  _deleted: deleted ? '1' : '0',
});

/** How a store may differ from the real one: more hostile, or with a planted bug. */
export interface StoreManner {
  /** A batch is written row by row, and the tab may stand still or die between two. */
  readonly torn: boolean;
  /** Planted: nothing is compared before it is written over. */
  readonly noCompareAndSet?: boolean;
}

/** One tab's sight of a collection on its installation's disk, as the client's code knows `RecordStore`. */
class MemoryStore {
  readonly #collection: CollectionName;
  readonly #disk: Disk;
  readonly #strand: Strand;
  readonly #manner: StoreManner;
  #landing: Landing<RawRow> | undefined;

  /** As much of the collection's definition as is asked for. */
  readonly definition: { readonly version: number };

  constructor(collection: CollectionName, version: number, disk: Disk, strand: Strand, manner: StoreManner) {
    this.#collection = collection;
    this.definition = { version };
    this.#disk = disk;
    this.#strand = strand;
    this.#manner = manner;
  }

  get #rows(): Map<string, StoredRow> {
    return this.#disk.rowsOf(this.#collection);
  }

  land(records: readonly DeviceRecord[]): void {
    this.#landing ??= new Landing();
    this.#landing.put(records.map((record) => rawRow(encodeRecord(record))));
  }

  settle(): void {
    this.#landing?.end();
    this.#landing = undefined;
  }

  reread(): void {
    // Nobody looks at a screen here.
  }

  async read(ids: readonly string[]): Promise<Held[]> {
    await this.#landing?.over;
    await this.#strand.step();
    return ids.map((id) => {
      const row = this.#rows.get(id);
      return { record: recordOf(id, row), row };
    });
  }

  async replace(replacements: readonly { readonly held: Held; readonly next: DeviceRecord }[]) {
    const late: string[] = [];
    if (replacements.length === 0) return late;
    const write = ({ held, next }: (typeof replacements)[number]): void => {
      const isLate = this.#rows.get(next.id) !== held.row && this.#manner.noCompareAndSet !== true;
      if (isLate) late.push(next.id);
      else this.#disk.put(this.#collection, next);
    };
    if (this.#manner.torn) for (const one of replacements) await this.#write(() => write(one), late);
    else await this.#write(() => replacements.forEach(write), late);
    return late;
  }

  /** A repeated write finds what the first one stored, and says which of it came too late. */
  async #write(work: () => void, late: string[]): Promise<void> {
    await withStorage(async () => {
      await this.#strand.step();
      const before = late.length;
      try {
        this.#disk.write(work);
      } catch (error) {
        late.length = before;
        throw error;
      }
    });
  }

  async addMany(records: readonly DeviceRecord[]): Promise<string[]> {
    return withStorage(async () => {
      await this.#strand.step();
      return this.#disk.write(() => {
        const there = records.filter(({ id }) => this.#rows.has(id)).map(({ id }) => id);
        for (const record of records)
          if (!this.#rows.has(record.id)) this.#disk.put(this.#collection, record);
        return there;
      });
    });
  }

  async rows(): Promise<RawRow[]> {
    if (this.#landing) return this.#landing.rows().filter((row) => row['_deleted'] === '0');
    await this.#strand.step();
    return [...this.#rows.values()].filter(({ deleted }) => !deleted).map(rawRow);
  }

  async allRows(): Promise<RawRow[]> {
    await this.#strand.step();
    return [...this.#rows.values()].map(rawRow);
  }

  async unsentIds(limit = Number.POSITIVE_INFINITY): Promise<string[]> {
    await this.#strand.step();
    const unsent = [...this.#rows].filter(([, { fields, deleted }]) => !deleted && fields.unsent);
    return unsent.slice(0, limit).map(([id]) => id);
  }

  countUnsent = async (): Promise<number> => (await this.unsentIds()).length;

  async countHeld(): Promise<number> {
    await this.#strand.step();
    return [...this.#rows.values()].filter(({ deleted }) => !deleted).length;
  }

  async countAll(): Promise<number> {
    await this.#strand.step();
    return this.#rows.size;
  }

  async isEmpty(): Promise<boolean> {
    return (await this.countAll()) === 0;
  }
}

export const memoryStore = (
  collection: CollectionName,
  version: number,
  disk: Disk,
  strand: Strand,
  manner: StoreManner,
): RecordStore => new MemoryStore(collection, version, disk, strand, manner) as unknown as RecordStore;
