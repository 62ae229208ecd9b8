import {
  addRxPlugin,
  createRxDatabase,
  type MigrationStrategies,
  type RxCollection,
  type RxDatabase,
} from 'rxdb';
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { Subject, type Observable } from 'rxjs';
import type { CollectionDefinition } from 'shared/schema/collection.ts';
import {
  COLLECTION_NAMES,
  collections as definitions,
  type CollectionName,
} from 'shared/schema/collections.ts';
import { storedSchema } from './collection-schema.ts';
import { LocalTables } from './local-tables.ts';
import { migrateAttention } from './migrate-attention.ts';
import { migrationsOf } from './migrations.ts';
import type { StoredFields } from './record.ts';
import { RecordStore } from './record-store.ts';
import { Shelf } from './shelf.ts';

addRxPlugin(RxDBMigrationSchemaPlugin);

export interface WorkspaceDb {
  readonly name: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly collections: readonly CollectionName[];
  store(collection: CollectionName): RecordStore;
  /** Collections whose near part is shown, though not written yet. */
  readonly landing: Set<CollectionName>;
  /** What lies before the window, taken out for looking. */
  readonly shelf: Shelf;
  readonly local: LocalTables;
  /** After a change of the local tables, here or in another tab. */
  readonly localChanges$: Observable<void>;
  /** To be called after a change of the local tables that a screen shows. */
  tellLocal(): void;
  close(): Promise<void>;
  /** Closes and deletes everything of this account on this device. */
  wipe(): Promise<void>;
}

export interface WorkspaceDbOptions {
  readonly tenantId: string;
  readonly userId: string;
  /** Tests open only what they need: at most 13 collections can be open in one realm. */
  readonly collections?: readonly CollectionName[];
  readonly definitions?: Readonly<Partial<Record<CollectionName, CollectionDefinition>>>;
  readonly migrations?: Readonly<Partial<Record<CollectionName, MigrationStrategies>>>;
  readonly indexedDB?: IDBFactory;
  readonly IDBKeyRange?: typeof IDBKeyRange;
  /** Whether other tabs may hold the same database. */
  readonly multiInstance?: boolean;
}

export const workspaceDbName = (tenantId: string, userId: string): string =>
  `planning-ops-${tenantId}-${userId}`;

/** RxDB empties what it removes; the empty databases go too, since their names tell who worked here. */
async function deleteEmptied(factory: IDBFactory, name: string): Promise<void> {
  // An older browser cannot list them: there they stay, empty.
  const all = 'databases' in factory ? await factory.databases() : [];
  const own = all.flatMap((one) => (one.name?.includes(name) === true ? [one.name] : []));
  await Promise.all(
    own.map(
      (one) =>
        new Promise<void>((done) => {
          const request = factory.deleteDatabase(one);
          // Held open by another tab, it goes when that one closes.
          for (const event of ['success', 'error', 'blocked']) request.addEventListener(event, () => done());
        }),
    ),
  );
}

/** On the channel between tabs, where otherwise a collection is named. */
const LOCAL = 'local';

const open = new Map<string, Promise<WorkspaceDb>>();

/** One database per account and tab: asked for again, the same one is given until it is closed. */
export function openWorkspaceDb(options: WorkspaceDbOptions): Promise<WorkspaceDb> {
  const name = workspaceDbName(options.tenantId, options.userId);
  const found = open.get(name);
  if (found) return found;
  const opening = create(name, options);
  open.set(name, opening);
  opening.catch(() => open.delete(name));
  return opening;
}

async function create(name: string, options: WorkspaceDbOptions): Promise<WorkspaceDb> {
  const factory = {
    ...(options.indexedDB && { indexedDB: options.indexedDB }),
    ...(options.IDBKeyRange && { IDBKeyRange: options.IDBKeyRange }),
  };
  const names = options.collections ?? COLLECTION_NAMES;
  const multiInstance = options.multiInstance ?? true;
  const db: RxDatabase = await createRxDatabase({
    name,
    // Strict: what was typed on a tablet survives its battery.
    storage: getRxStorageDexie({ ...factory, chromeTransactionDurability: 'strict' }),
    multiInstance,
    eventReduce: false,
  });
  const channel = multiInstance ? new BroadcastChannel(`${name}-rows`) : undefined;
  let made: Record<string, RxCollection<StoredFields>>;
  try {
    made = await db.addCollections(
      Object.fromEntries(
        names.map((collection) => [
          collection,
          {
            schema: storedSchema(options.definitions?.[collection] ?? definitions[collection]),
            migrationStrategies: options.migrations?.[collection] ?? migrationsOf(collection),
          },
        ]),
      ),
    );
  } catch (error) {
    channel?.close();
    await db.close();
    throw error;
  }
  const stores = new Map<string, RecordStore>();
  const localChanges = new Subject<void>();
  for (const collection of names) {
    const rx = made[collection];
    if (rx === undefined) throw new Error(`Collection ${collection} did not open`);
    const definition = options.definitions?.[collection] ?? definitions[collection];
    stores.set(collection, new RecordStore(definition, rx, () => channel?.postMessage(collection)));
  }
  if (channel) {
    channel.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (event.data === LOCAL) localChanges.next();
      else stores.get(String(event.data))?.reread();
    });
    (channel as { unref?: () => void }).unref?.();
  }
  const local = new LocalTables(`${name}-local`, factory);
  await local.open();
  await migrateAttention(local, {
    versionOf: (collection) => (options.definitions?.[collection] ?? definitions[collection]).version,
    migrationsOf: (collection) => options.migrations?.[collection] ?? migrationsOf(collection),
  });

  const close = async (): Promise<void> => {
    open.delete(name);
    channel?.close();
    local.close();
    await db.close();
  };
  return {
    name,
    tenantId: options.tenantId,
    userId: options.userId,
    collections: names,
    landing: new Set(),
    shelf: new Shelf(),
    local,
    localChanges$: localChanges,
    tellLocal() {
      localChanges.next();
      channel?.postMessage(LOCAL);
    },
    store(collection) {
      const store = stores.get(collection);
      if (store === undefined) throw new Error(`Collection ${collection} is not open`);
      return store;
    },
    close,
    async wipe() {
      open.delete(name);
      channel?.close();
      await db.remove();
      await local.delete();
      await deleteEmptied(options.indexedDB ?? globalThis.indexedDB, name);
    },
  };
}
