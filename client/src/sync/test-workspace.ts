import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { AnyDocument, CollectionName, Documents } from 'shared/schema/collections.ts';
import { openWorkspaceDb, type WorkspaceDb } from '../db/workspace-db.ts';
import { NO_SERVER, type Api } from './api.ts';
import { clockOf } from './clock.ts';
import type { Author } from './decide.ts';
import { makeWorkspace, type Workspace, type WorkspaceSync, type WorkspaceUser } from './workspace.tsx';

/** For unit tests: a real workspace on an IndexedDB in memory, with a clock and ids that never change. */
export interface TestWorkspaceOptions {
  /** Only these are opened; at most 13 can be open in one test file at a time. All twelve by default. */
  readonly collections?: readonly CollectionName[];
  readonly documents?: { readonly [C in CollectionName]?: readonly Partial<Documents[C]>[] };
  readonly user?: Partial<WorkspaceUser>;
  /** Instant; the clock stands still there until `setNow`. */
  readonly now?: string;
  readonly api?: Api;
  readonly sync?: WorkspaceSync;
}

export type TestWorkspace = Workspace & AsyncDisposable & { setNow(instant: string): void };

/** An IndexedDB in memory, empty at first; databases opened with the same one find each other's rows. */
export const memoryIndexedDb = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });

const TENANT = '00000000-0000-7000-8000-00000000000a';
const USER = '00000000-0000-7000-8000-00000000000b';

let seed = 0;
/** Different bytes at every call, the same in every run. */
const countingBytes = (n: number): Uint8Array => {
  seed += 1;
  let at = seed * 2_654_435_761;
  return Uint8Array.from({ length: n }, () => {
    at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0;
    return at >>> 24;
  });
};

let opened = 0;

/** `await using workspace = await testWorkspace({ documents: { loads: [...] } })`, or close its `db` afterwards. */
export async function testWorkspace(options: TestWorkspaceOptions = {}): Promise<TestWorkspace> {
  let now = Date.parse(options.now ?? '2026-11-24T14:00:00.000Z');
  opened += 1;
  const db = await openWorkspaceDb({
    tenantId: `${TENANT}-${opened}`,
    userId: USER,
    ...memoryIndexedDb(),
    multiInstance: false,
    ...(options.collections && { collections: options.collections }),
  });
  for (const [collection, documents] of Object.entries(options.documents ?? {}))
    await seedDocuments(db, collection as CollectionName, documents);
  const workspace = makeWorkspace({
    db,
    user: { id: USER, name: 'Maria Lopez', email: 'maria@test.example', role: 'owner', ...options.user },
    workspace: { id: TENANT, slug: 'test', name: 'Test Concrete', status: 'active' },
    clock: clockOf(() => now),
    random: countingBytes,
    api: options.api ?? NO_SERVER,
    ...(options.sync && { sync: options.sync }),
  });
  return {
    ...workspace,
    setNow(instant) {
      now = Date.parse(instant);
    },
    [Symbol.asyncDispose]: () => db.close(),
  };
}

/** Puts documents in as if they had been pulled; what is missing of the common fields is filled in. */
async function seedDocuments(
  db: WorkspaceDb,
  collection: CollectionName,
  documents: readonly Partial<AnyDocument>[],
): Promise<void> {
  const store = db.store(collection);
  await store.addMany(
    documents.map((document, at) => ({
      kind: 'clean',
      id: document.id ?? `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`,
      document: {
        id: `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`,
        rev: `seed-${at}`,
        updatedAt: '2026-11-01T12:00:00.000Z',
        updatedBy: USER,
        ...document,
      },
      seen: { epoch: 'test', counter: 1 },
    })),
  );
  store.reread();
}

/** Its person as the author of edits that a test makes past the workspace, as another tab would. */
export const authorOf = ({ user, clock }: TestWorkspace): Author => ({
  userId: user.id,
  now: () => clock.now(),
  random: (n) => crypto.getRandomValues(new Uint8Array(n)),
});
