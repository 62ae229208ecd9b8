import { AsyncLocalStorage } from 'node:async_hooks';
import { LocalTables } from '../../client/src/db/local-tables.ts';
import { Glitch, type Disk } from './disk.ts';
import type { Strand } from './strand.ts';

type Entry = Record<string, unknown>;

/** The tables that the client declares, with the field that names an entry of each. */
const KEYS: ReadonlyMap<string, { readonly key: string; readonly counts: boolean }> = new Map(
  new LocalTables('sim').tables.map(({ name, schema: { primKey } }) => [
    name,
    { key: String(primKey.keyPath), counts: primKey.auto === true },
  ]),
);

/** Entries of one table that were found, as Dexie's `Collection`. */
class Found {
  readonly #table: MemoryTable;
  readonly #entries: () => readonly Entry[];
  constructor(table: MemoryTable, entries: () => readonly Entry[]) {
    this.#table = table;
    this.#entries = entries;
  }
  toArray = async (): Promise<readonly Entry[]> => this.#table.read(this.#entries);
  count = async (): Promise<number> => (await this.toArray()).length;
  first = async (): Promise<Entry | undefined> => (await this.toArray())[0];
  primaryKeys = async (): Promise<unknown[]> =>
    (await this.toArray()).map((entry) => this.#table.keyOf(entry));
  filter = (wanted: (entry: Entry) => boolean): Found =>
    new Found(this.#table, () => this.#entries().filter(wanted));
  delete = async (): Promise<void> => this.#table.bulkDelete(await this.primaryKeys());
}

/** The part of Dexie's `Table` that the exchange uses. */
class MemoryTable {
  readonly #entries: Map<unknown, unknown>;
  readonly #tables: MemoryTables;
  readonly #key: string;
  readonly #counts: boolean;

  constructor(tables: MemoryTables, entries: Map<unknown, unknown>, key: string, counts: boolean) {
    this.#tables = tables;
    this.#entries = entries;
    this.#key = key;
    this.#counts = counts;
  }

  keyOf = (entry: Entry): unknown => entry[this.#key];

  read = async <T>(work: () => T): Promise<T> => {
    await this.#tables.step();
    return work();
  };

  async #write<T>(work: () => T): Promise<T> {
    await this.#tables.step();
    return this.#tables.write(work);
  }

  get = (key: unknown): Promise<Entry | undefined> =>
    this.read(() => this.#entries.get(key) as Entry | undefined);
  bulkGet = (keys: readonly unknown[]): Promise<(Entry | undefined)[]> =>
    this.read(() => keys.map((key) => this.#entries.get(key) as Entry | undefined));

  #put(entry: Entry): unknown {
    const isNew = this.#counts && this.keyOf(entry) === undefined;
    const whole = isNew ? { ...entry, [this.#key]: this.#entries.size + 1 } : entry;
    this.#entries.set(this.keyOf(whole), whole);
    return this.keyOf(whole);
  }

  put = (entry: Entry): Promise<unknown> => this.#write(() => this.#put(entry));
  add = this.put;
  bulkPut = (entries: readonly Entry[]): Promise<void> =>
    this.#write(() => entries.forEach((entry) => this.#put(entry)));
  bulkAdd = this.bulkPut;
  update = (key: unknown, changes: Entry): Promise<void> =>
    this.#write(() => {
      const entry = this.#entries.get(key) as Entry | undefined;
      if (entry) this.#put({ ...entry, ...changes });
    });
  bulkDelete = (keys: readonly unknown[]): Promise<void> =>
    this.#write(() => {
      for (const key of keys) this.#entries.delete(key);
    });
  delete = (key: unknown): Promise<void> => this.bulkDelete([key]);
  clear = (): Promise<void> => this.#write(() => this.#entries.clear());

  #all = new Found(this, () => [...this.#entries.values()] as Entry[]);
  toArray = this.#all.toArray;
  count = this.#all.count;
  filter = this.#all.filter;
  toCollection = (): Found => this.#all;
  where = (field: string) => ({
    equals: (value: unknown): Found => this.#all.filter((entry) => entry[field] === value),
    anyOf: (values: readonly unknown[]): Found => this.#all.filter((entry) => values.includes(entry[field])),
    below: (value: number): Found => this.#all.filter((entry) => Number(entry[field]) < value),
  });
  orderBy = (field: string): Found =>
    new Found(this, () =>
      ([...this.#entries.values()] as Entry[]).toSorted((a, b) =>
        String(a[field]).localeCompare(String(b[field]), 'en', { numeric: true }),
      ),
    );
}

/** Which tables the code that runs now has a transaction on. */
const inside = new AsyncLocalStorage<MemoryTables>();

/** One tab's sight of the tables that are not synced. */
class MemoryTables {
  readonly #disk: Disk;
  readonly #strand: Strand;
  /** Transactions of one tab come one after another. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(disk: Disk, strand: Strand) {
    this.#disk = disk;
    this.#strand = strand;
    for (const [name, { key, counts }] of KEYS) {
      const entries = disk.tables.get(name) ?? new Map<unknown, unknown>();
      disk.tables.set(name, entries);
      Object.assign(this, { [name]: new MemoryTable(this, entries, key, counts) });
    }
  }

  get #isInside(): boolean {
    return inside.getStore() === this;
  }

  /** Inside of a transaction nothing stands still: it is stored as a whole or not at all. */
  step = (): Promise<void> => (this.#isInside ? Promise.resolve() : this.#strand.step());
  write = <T>(work: () => T): T => (this.#isInside ? work() : this.#disk.write(work));

  async transaction<T>(...parts: readonly unknown[]): Promise<T> {
    const work = parts.at(-1) as () => Promise<T>;
    if (this.#isInside) return work();
    await this.#strand.step();
    const mine = this.#last.catch(() => undefined).then(() => inside.run(this, () => this.#carryOut(work)));
    this.#last = mine;
    return mine;
  }

  async #carryOut<T>(work: () => Promise<T>): Promise<T> {
    const before = [...this.#disk.tables].map(([name, entries]) => [name, new Map(entries)] as const);
    try {
      const done = await work();
      this.#disk.write(() => undefined);
      return done;
    } catch (error) {
      if (error instanceof Glitch && error.isStored) throw error;
      for (const [name, entries] of before) {
        const now = this.#disk.tables.get(name);
        now?.clear();
        for (const [key, entry] of entries) now?.set(key, entry);
      }
      throw error;
    }
  }
}

export const memoryTables = (disk: Disk, strand: Strand): LocalTables =>
  new MemoryTables(disk, strand) as unknown as LocalTables;
