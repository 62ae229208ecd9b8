import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase, type Database, type DatabaseConfig } from './database.ts';
import { startEmbedded, type Embedded } from './embedded.ts';
import { beginEpochs, type Begun } from './epochs.ts';
import { migrate } from './migrate.ts';
import { refuseHiddenPooler } from './pooler.ts';
import { checkWall } from './wall.ts';

export interface StartConfig {
  readonly dataDir: string;
  /** The administrator's address; absent means the embedded database in the data folder. */
  readonly databaseUrl?: string;
  /** The same past a pooler, for migrations and LISTEN. */
  readonly directDatabaseUrl?: string;
  readonly secretKey: string;
  readonly onConnectionError?: DatabaseConfig['onConnectionError'];
}

export interface PreparedDatabase {
  readonly database: Database;
  /** The administrator's address, for what only an administrator may do. */
  readonly adminUrl: string;
  /** Names of the migrations that this start applied. */
  readonly applied: readonly string[];
  /** Workspaces that begin a new epoch, since the database shows that it was restored from a backup. */
  readonly setBack: Begun;
  /** Closes the pools, and the embedded database. */
  close(): Promise<void>;
}

/** How long a statement that is under way may hold up the end; whoever stops servers kills them some time later. */
const CLOSE_MS = 5_000;

export const EMBEDDED_DATABASE = 'planning_ops';

/** From nothing to a database that may be used: cluster, roles, schema, and the proof that the wall stands. */
export async function prepareDatabase(config: StartConfig): Promise<PreparedDatabase> {
  let embedded: Embedded | undefined;
  let database: Database | undefined;
  const close = async (): Promise<void> => {
    // What still runs is rolled back by the database itself when the process goes; its device sends it again.
    if (database) await Promise.race([database.close(), sleep(CLOSE_MS, undefined, { ref: false })]);
    await embedded?.stop();
  };
  try {
    if (!config.databaseUrl)
      embedded = await startEmbedded({ dataDir: config.dataDir, database: EMBEDDED_DATABASE });
    const adminUrl = embedded?.url ?? config.databaseUrl ?? '';
    if (config.directDatabaseUrl === undefined) await refuseHiddenPooler(adminUrl);
    const directUrl = config.directDatabaseUrl ?? adminUrl;
    const applied = await migrate({ url: directUrl, secretKey: config.secretKey });
    database = createDatabase({
      url: adminUrl,
      directUrl,
      secretKey: config.secretKey,
      ...(config.onConnectionError && { onConnectionError: config.onConnectionError }),
    });
    await checkWall(database);
    const epochs = { url: directUrl, secretKey: config.secretKey };
    const setBack = await beginEpochs(epochs, new Date(), true);
    return { database, adminUrl: directUrl, applied, setBack, close };
  } catch (error) {
    await close();
    throw error;
  }
}
