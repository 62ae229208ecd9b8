import pg from 'pg';
import { connectionFor, databaseName } from './address.ts';
import { roleName, rolePrefix } from './roles.ts';

export interface EpochOptions {
  /** The administrator's address, past any pooler. */
  readonly url: string;
  readonly secretKey: string;
  readonly rolePrefix?: string;
}

/** What the database says of itself. */
export interface Held {
  readonly workspaces: number;
  /** Instant of the newest change in any workspace; absent where there is none. */
  readonly newestChange?: string;
}

/** As the owner, who may begin epochs; row-level security holds for it too. */
async function asOwner<T>(options: EpochOptions, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const prefix = options.rolePrefix ?? rolePrefix(databaseName(options.url));
  const client = new pg.Client(connectionFor(options.url, prefix, 'migrator', options.secretKey));
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`set role ${pg.escapeIdentifier(roleName(prefix, 'owner'))}`);
    return await work(client);
  } finally {
    await client.end();
  }
}

export const readHeld = (options: EpochOptions): Promise<Held> =>
  asOwner(options, async (client) => {
    const { rows } = await client.query<{ workspaces: number; newest: Date | null }>(
      'select (select count(*)::int from directory.workspaces) as workspaces, setup.newest_change() as newest',
    );
    const { workspaces = 0, newest } = rows[0] ?? {};
    return { workspaces, ...(newest && { newestChange: newest.toISOString() }) };
  });

export interface Begun {
  readonly workspaces: number;
  /** Whether the database lets its roles read which one it is: without that no restore shows by itself. */
  readonly isIdentified: boolean;
}

/**
 * Begins a new epoch in every workspace, with the time of it; `onlyIfMoved`: where the database shows by its system
 * identifier or timeline that it is not the one whose epoch it holds. Safe to call from any number of nodes at once:
 * the second finds nothing to do.
 */
export const beginEpochs = (options: EpochOptions, at: Date, onlyIfMoved: boolean): Promise<Begun> =>
  asOwner(options, async (client) => {
    const { rows } = await client.query<{ begun: number; identity: string }>(
      'select setup.begin_epochs($1, $2) as begun, app.database_identity() as identity',
      [at, onlyIfMoved],
    );
    return { workspaces: rows[0]?.begun ?? 0, isIdentified: rows[0]?.identity !== 'unknown' };
  });
