import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../src/app.ts';
import type { Config } from '../src/config.ts';
import type { Database } from '../src/db/database.ts';
import { blobStoresOnDisk, type BlobStores } from '../src/features/blobs/blob-stores.ts';
import { makePasswords } from '../src/plugins/passwords.ts';
import { holdToDescription } from './described.ts';
import { testDatabase, type TestDatabase } from './database.ts';

/** The whole server over a database of its own, with a clock in the test's hand and cheap hashing. */
export interface TestApp {
  readonly app: FastifyInstance;
  readonly testDatabase: TestDatabase;
  readonly blobs: BlobStores;
  /** Where the blobs lie. */
  readonly dataDir: string;
  /** Rows as the administrator sees them. */
  asAdmin(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  advance(ms: number): void;
  /** Pauses that the server made on purpose, in milliseconds; none of them is waited for. */
  slept(): readonly number[];
  /** How often a password was compared so far. */
  comparisons(): number;
  close(): Promise<void>;
}

/** `around` gets between the server and its database; what the test itself asks goes past it. */
export async function buildTestApp(
  trustProxy: Config['trustProxy'] = false,
  around: (database: Database) => Database = (database) => database,
): Promise<TestApp> {
  const held = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'planning-ops-blobs-'));
  const blobs = blobStoresOnDisk(dataDir);
  let skew = 0;
  let compared = 0;
  const slept: number[] = [];
  const passwords = makePasswords({
    secretKey: held.secretKey,
    random: randomBytes,
    cost: 4,
    iterations: 10,
  });
  const app = await buildApp(
    { trustProxy, clientOrigins: [], logLevel: 'silent' },
    {
      database: around(held.database),
      blobs,
      secretKey: held.secretKey,
      now: () => Date.now() + skew,
      random: randomBytes,
      sleep: async (ms) => {
        slept.push(ms);
      },
      passwords: {
        ...passwords,
        matches: (password, storedHash) => {
          compared += 1;
          return passwords.matches(password, storedHash);
        },
      },
      ready: async () => {},
      clientFolder: '/nowhere',
    },
  );
  await app.ready();
  await holdToDescription(app);
  return {
    app,
    testDatabase: held,
    blobs,
    dataDir,
    asAdmin: async (text, values) =>
      (await held.admin.query<Record<string, unknown>>(text, values && [...values])).rows,
    advance: (ms) => {
      skew += ms;
    },
    slept: () => slept,
    comparisons: () => compared,
    close: async () => {
      await app.close();
      await held.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
