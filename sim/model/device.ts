import type { OfferRequest } from 'shared/protocol/offer.ts';
import { toInstant } from 'shared/lib/instants.ts';
import type { DeviceRecord } from '../../client/src/db/record.ts';
import { migrateAttention } from '../../client/src/db/migrate-attention.ts';
import { migrationStep } from '../../client/src/db/migrations.ts';
import type { WorkspaceDb } from '../../client/src/db/workspace-db.ts';
import { ApiProblem, NoLine } from '../../client/src/sync/api.ts';
import { exchange, type ExchangeDeps, type ExchangeWish } from '../../client/src/sync/exchange.ts';
import { freshLine } from '../../client/src/sync/push.ts';
import { TooSlow, type Transport } from '../../client/src/sync/transport.ts';
import { Shelf } from '../../client/src/db/shelf.ts';
import { isStorageFailure } from '../../client/src/db/storage-errors.ts';
import type { Author } from '../../client/src/sync/decide.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { DeviceBug } from './plan.ts';
import { Disk, Glitch, recordOf } from './disk.ts';
import { memoryStore, type StoreManner } from './memory-store.ts';
import { memoryTables } from './memory-tables.ts';
import type { Answer, Call } from './server.ts';
import { Strand } from './strand.ts';
import { COLLECTIONS, migrateFields, type Modelled } from './units.ts';

/** What a device needs of the world around it. */
export interface Surroundings {
  readonly nowMs: () => number;
  readonly random: Author['random'];
  readonly collections: readonly Modelled[];
  readonly manner: StoreManner;
  /** Sends, and gives what came back, perhaps changed by a planted bug. */
  readonly send: (tab: Tab, call: Call) => Promise<Answer>;
  readonly onWrite: (
    device: Device,
    collection: Modelled,
    states: readonly [DeviceRecord, DeviceRecord],
  ) => void;
  /** An exchange or an edit that ended as none may end. */
  readonly onBroken: (error: unknown) => void;
}

/** What an exchange can run into without anything being wrong. */
const isExpected = (error: unknown): boolean =>
  error instanceof NoLine ||
  error instanceof TooSlow ||
  isStorageFailure(error) ||
  error instanceof Glitch ||
  (error instanceof ApiProblem && error.status !== 500);

/** One tab: its own thread of work, its own sight of the store that it shares with its siblings. */
export class Tab {
  readonly strand = new Strand();
  readonly device: Device;
  readonly db: WorkspaceDb;
  readonly #deps: ExchangeDeps;
  readonly #world: Surroundings;
  /** What a form that was opened here showed then. */
  form: { readonly collection: Modelled; readonly id: string; readonly saw: object | undefined } | undefined;
  isExchanging = false;

  constructor(device: Device, world: Surroundings) {
    this.device = device;
    this.#world = world;
    const { disk, user } = device;
    const stores = new Map<CollectionName, ReturnType<typeof memoryStore>>(
      world.collections.map((name) => [
        name,
        memoryStore(name, device.version, disk, this.strand, world.manner),
      ]),
    );
    this.db = {
      name: user,
      tenantId: 'tenant',
      userId: user,
      collections: world.collections,
      store: (name: CollectionName) => stores.get(name),
      landing: new Set(),
      shelf: new Shelf(),
      local: memoryTables(disk, this.strand),
      tellLocal: () => undefined,
    } as unknown as WorkspaceDb;
    const send = (call: Call): Promise<Answer> => world.send(this, call);
    const transport = {
      pull: (collection: Modelled, ask: Parameters<Transport['pull']>[1]) =>
        send({ kind: 'pull', collection, ask }),
      push: (request: Parameters<Transport['push']>[0]) => send({ kind: 'push', request }),
      offer: (request: OfferRequest) => send({ kind: 'offer', request }),
    } as unknown as Transport;
    this.#deps = {
      db: this.db,
      transport,
      sha256: (text) => Promise.resolve(text),
      nowInstant: () => toInstant(device.nowMs()),
      line: freshLine(),
    };
  }

  get author(): Author {
    const { device } = this;
    return { userId: device.user, now: () => device.nowMs(), random: this.#world.random };
  }

  /** Starts an exchange, unless one is under way; it goes as far as the schedule lets it. */
  exchange(wish: Partial<ExchangeWish>, pageSize: number): void {
    if (this.isExchanging) return;
    this.isExchanging = true;
    const whole = { collections: COLLECTIONS.filter((one) => this.db.collections.includes(one)) };
    const exchanging = exchange(
      { ...this.#deps, pageSize },
      { ...whole, reviews: false, push: true, digest: false, ...wish },
    );
    this.work(
      exchanging.finally(() => {
        this.isExchanging = false;
      }),
    );
  }

  /** Follows something that a tab does to its end, and tells the world of an end that nothing explains. */
  work(doing: Promise<unknown>): void {
    doing.catch((error: unknown) => {
      if (!isExpected(error)) this.#world.onBroken(error);
    });
  }
}

/** One installation: what it stores outlives its tabs. */
export class Device {
  readonly user: string;
  readonly disk: Disk;
  readonly shown = new Map<string, number>();
  readonly tabs: Tab[];
  readonly #world: Surroundings;
  offsetMs = 0;
  version = 0;

  constructor(user: string, tabs: number, world: Surroundings) {
    this.user = user;
    this.#world = world;
    this.disk = new Disk((collection, before, next) =>
      world.onWrite(this, collection as Modelled, [before, next]),
    );
    this.tabs = Array.from({ length: tabs }, () => new Tab(this, world));
  }

  nowMs(): number {
    return this.#world.nowMs() + this.offsetMs;
  }

  tab(n: number): Tab {
    const tab = this.tabs[n % this.tabs.length];
    if (tab === undefined) throw new Error('A device has a tab');
    return tab;
  }

  /** A tab dies where it stands and is opened again. */
  kill(n: number): void {
    const at = n % this.tabs.length;
    this.tabs[at]?.strand.kill();
    this.tabs[at] = new Tab(this, this.#world);
  }

  killAll(): void {
    for (const n of this.tabs.keys()) this.kill(n);
  }

  /** Takes the new version: no tab of the old one is open, and every record moves by the client's own step. */
  async update(bug: DeviceBug | undefined): Promise<void> {
    // Without room nothing is copied, and the old version stays.
    if (this.version > 0 || this.disk.isFull) return;
    this.disk.failure = undefined;
    this.version = 1;
    this.killAll();
    const steps = (collection: Modelled) => migrationStep((fields) => migrateFields(collection, fields));
    for (const collection of COLLECTIONS) {
      const rows = this.disk.rowsOf(collection);
      for (const [id, row] of rows) {
        const fields = steps(collection)({ ...row.fields });
        const { sent } = row.fields;
        const isForgotten = bug === 'migration forgets sent' && sent !== undefined;
        rows.set(id, { ...row, fields: isForgotten ? { ...fields, sent } : fields });
      }
    }
    if (bug === 'migration forgets attention') return;
    await migrateAttention(memoryTables(this.disk, new Strand()), {
      versionOf: () => 1,
      migrationsOf: (collection) => ({ 1: steps(collection as Modelled) }),
    });
  }

  record(collection: Modelled, id: string): DeviceRecord {
    return recordOf(id, this.disk.rowsOf(collection).get(id));
  }

  /** The epoch that it last heard of. */
  get epoch(): string | undefined {
    const heard = this.disk.tables.get('facts')?.get('heardAsOf') as
      | { value?: { epoch?: string } }
      | undefined;
    return heard?.value?.epoch;
  }

  get hasUnsent(): boolean {
    for (const [, record] of this.disk.records()) if ('base' in record) return true;
    return false;
  }
}
