import pg from 'pg';
import { connectionFor, databaseName } from './address.ts';
import { rolePrefix, RUNTIME_ROLES, type RuntimeRole } from './roles.ts';
import { types } from './values.ts';

export interface DatabaseConfig {
  /** The administrator's address; only its host, port and database are used here. */
  readonly url: string;
  /** The same past a pooler, for LISTEN; another one than `url` says that there is a pooler. */
  readonly directUrl?: string;
  readonly secretKey: string;
  /** The family of roles, where it is not named after the database. */
  readonly rolePrefix?: string;
  /** The most connections that each role opens. */
  readonly poolSize?: Partial<Readonly<Record<RuntimeRole, number>>>;
  /** Told when a connection breaks while nobody uses it (a restart of the database). */
  readonly onConnectionError?: (error: Error) => void;
}

/** One pool per role that the server runs as. Nothing outside of db/ touches a pool: use scope.ts. */
export interface Database {
  readonly config: DatabaseConfig;
  /**
   * Whether a statement that is prepared once under its name is still there when its connection is used again. Behind
   * a pooler another backend may answer then, and most poolers do not see to it.
   */
  readonly keepsStatements: boolean;
  pool(role: RuntimeRole): pg.Pool;
  close(): Promise<void>;
}

const POOL_SIZE: Readonly<Record<RuntimeRole, number>> = { app: 10, accounts: 5, jobs: 3 };

export function createDatabase(config: DatabaseConfig): Database {
  const prefix = config.rolePrefix ?? rolePrefix(databaseName(config.url));
  const onError = config.onConnectionError ?? (() => {});
  const open = (role: RuntimeRole): pg.Pool => {
    const pool = new pg.Pool({
      ...connectionFor(config.url, prefix, role, config.secretKey),
      types,
      max: config.poolSize?.[role] ?? POOL_SIZE[role],
      idleTimeoutMillis: 60_000,
      connectionTimeoutMillis: 10_000,
    });
    // A client without a listener would end the process when the database restarts, checked out or not.
    pool.on('error', onError);
    pool.on('connect', (client) => client.on('error', onError));
    return pool;
  };
  const pools = Object.fromEntries(RUNTIME_ROLES.map((role) => [role, open(role)])) as Record<
    RuntimeRole,
    pg.Pool
  >;
  let closed: Promise<void> | undefined;
  return {
    config,
    keepsStatements: config.directUrl === undefined || config.directUrl === config.url,
    pool: (role) => pools[role],
    close: () =>
      (closed ??= Promise.all(RUNTIME_ROLES.map((role) => pools[role].end())).then(() => undefined)),
  };
}
