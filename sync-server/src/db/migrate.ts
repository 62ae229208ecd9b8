import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { connectionFor, databaseName } from './address.ts';
import { ensureRoles, roleName, rolePrefix } from './roles.ts';
import { refuseOtherNodesSecret, refuseOtherSecret } from './same-secret.ts';
import { refuseOldServer } from './wall.ts';

export interface MigrateOptions {
  /** The administrator's address, past any pooler: the lock belongs to a session. */
  readonly url: string;
  readonly secretKey: string;
  readonly rolePrefix?: string;
  readonly directory?: string;
}

/** An applied migration is history: it is never edited or removed, only followed by another. */
export class MigrationChanged extends Error {
  override readonly name = 'MigrationChanged';
}

export const MIGRATIONS = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** Any number will do, as long as every node takes the same: one migrates, the others wait and find nothing to do. */
const LOCK = 7_305_812_994;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

interface MigrationFile {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

async function migrationFiles(directory: string): Promise<MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (file) => {
      const sql = await readFile(join(directory, file), 'utf8');
      return { name: basename(file, '.sql'), sql, checksum: sha256(sql) };
    }),
  );
}

/** Compares what was applied with what the files say now. */
async function refuseChanged(client: pg.Client, files: readonly MigrationFile[]): Promise<void> {
  const applied = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from migrations.checksums order by name',
  );
  const now = new Map(files.map((file) => [file.name, file.checksum]));
  for (const { name, checksum } of applied.rows) {
    const current = now.get(name);
    if (current === undefined)
      throw new MigrationChanged(`migration ${name} was applied to this database, but its file is gone`);
    if (current !== checksum)
      throw new MigrationChanged(
        `migration ${name} was edited after it had been applied: restore the file and write the change as a new migration`,
      );
  }
}

/** Applies what is new, as the owner, all of it or nothing. Returns the names of what it applied. */
async function applyAs(
  client: pg.Client,
  prefix: string,
  { secretKey, directory = MIGRATIONS }: MigrateOptions,
): Promise<string[]> {
  const quote = pg.escapeIdentifier;
  await client.query(`set role ${quote(roleName(prefix, 'owner'))}`);
  await client.query('select set_config($1, $2, false)', ['setup.role_prefix', prefix]);
  await client.query('create schema if not exists migrations');
  await client.query(
    'create table if not exists migrations.checksums (name text primary key, checksum text not null)',
  );
  await refuseOtherSecret(client, secretKey);
  const files = await migrationFiles(directory);
  await refuseChanged(client, files);
  const byName = new Map(files.map((file) => [file.name, file]));
  let current = 'the migrations';
  const ran = await runner({
    dbClient: client,
    dir: directory,
    direction: 'up',
    migrationsSchema: 'migrations',
    migrationsTable: 'applied',
    ignorePattern: String.raw`(\..*)|(.*(?<!\.sql))`,
    // Our own lock is held around the comparison too.
    noLock: true,
    log: (message) => {
      current = /^### MIGRATION (\S+)/.exec(message)?.[1] ?? current;
    },
    migrationLoaderStrategies: [
      {
        extensions: ['.sql'],
        // The checksum is written in the migration's own transaction, of exactly the text that was run.
        loader: (paths) =>
          Promise.resolve(
            paths.map((path) => {
              const file = byName.get(basename(path, '.sql'));
              if (!file) throw new Error(`${path} appeared while the migrations were read`);
              const note = `insert into migrations.checksums values (${pg.escapeLiteral(file.name)}, '${file.checksum}')`;
              return {
                id: path,
                filePaths: [path],
                actions: { up: (build) => build.sql(`${file.sql}\n;${note}`), down: false as const },
              };
            }),
          ),
      },
    ],
    singleTransaction: true,
  }).catch((error: unknown) => {
    throw new Error(`${current} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  });
  return ran.map((migration) => migration.name);
}

/** Makes the roles and brings the schema up to date. Safe to call from any number of nodes at once. */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const prefix = options.rolePrefix ?? rolePrefix(databaseName(options.url));
  const admin = new pg.Client({ connectionString: options.url, application_name: 'planning-ops start' });
  admin.on('error', () => {});
  await admin.connect();
  try {
    await refuseOldServer(admin);
    await admin.query('select pg_advisory_lock($1)', [LOCK]);
    await refuseOtherNodesSecret(admin, options.url, prefix, options.secretKey);
    await ensureRoles(admin, prefix, options.secretKey);
    const migrator = new pg.Client(connectionFor(options.url, prefix, 'migrator', options.secretKey));
    migrator.on('error', () => {});
    await migrator.connect();
    try {
      return await applyAs(migrator, prefix, options);
    } finally {
      await migrator.end();
    }
  } finally {
    await admin.end();
  }
}
