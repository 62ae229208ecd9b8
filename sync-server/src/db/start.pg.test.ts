import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { startEmbedded } from './embedded.ts';
import { migrate, MigrationChanged, MIGRATIONS } from './migrate.ts';
import { roleName, rolePrefix } from './roles.ts';
import { OtherSecret, refuseOtherSecret } from './same-secret.ts';
import { prepareDatabase } from './start.ts';
import { checkWall, UnsafeDatabase } from './wall.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'planning-ops-start-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the start refuses a role that could pass the wall', () => {
  // A database and roles of its own: roles are shared by a whole cluster.
  const name = `wall_${process.pid}`;
  const secretKey = 'w'.repeat(40);
  let url: string;
  let admin: pg.Client;
  beforeAll(async () => {
    const address = new URL(inject('postgresTemplate'));
    address.pathname = '/postgres';
    admin = new pg.Client({ connectionString: address.href });
    await admin.connect();
    await admin.query(`create database ${name}`);
    address.pathname = `/${name}`;
    url = address.href;
    const started = await prepareDatabase({ dataDir: '/nowhere', databaseUrl: url, secretKey });
    await started.close();
  });
  afterAll(async () => {
    await admin.query(`drop database ${name} with (force)`);
    for (const role of ['app', 'accounts', 'jobs', 'migrator', 'owner'] as const)
      await admin.query(`drop role ${roleName(rolePrefix(name), role)}`);
    await admin.end();
  });

  const inDatabase = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql.replaceAll('ROLE', rolePrefix(name)));
    await client.end();
  };

  test.each([
    ['is a superuser', 'alter role ROLE_app superuser', 'alter role ROLE_app nosuperuser'],
    ['may bypass row-level security', 'alter role ROLE_jobs bypassrls', 'alter role ROLE_jobs nobypassrls'],
    ['may create roles', 'alter role ROLE_accounts createrole', 'alter role ROLE_accounts nocreaterole'],
    [
      'owns table app.loads',
      'alter table app.loads owner to ROLE_app',
      'alter table app.loads owner to ROLE_owner',
    ],
    [
      'may create tables in app',
      'grant create on schema app to ROLE_jobs',
      'revoke create on schema app from ROLE_jobs',
    ],
    [
      'meets no row-level security on app.loads',
      'alter table app.loads disable row level security',
      'alter table app.loads enable row level security',
    ],
    [`is a member of ${name}_owner`, 'grant ROLE_owner to ROLE_app', 'revoke ROLE_owner from ROLE_app'],
  ])('one that %s', async (why, plant, undo) => {
    await inDatabase(plant);
    const refused: unknown = await prepareDatabase({ dataDir: folder, databaseUrl: url, secretKey }).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(UnsafeDatabase);
    expect(String(refused)).toContain(why);
    await inDatabase(undo);
    const started = await prepareDatabase({ dataDir: folder, databaseUrl: url, secretKey });
    await started.close();
  });

  test('two nodes that start at once migrate once', async () => {
    const twin = `${name}_twin`;
    await admin.query(`create database ${twin}`);
    const twinUrl = url.replace(name, twin);
    const applied = await Promise.all([1, 2, 3].map(() => migrate({ url: twinUrl, secretKey })));
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    await admin.query(`drop database ${twin} with (force)`);
    for (const role of ['app', 'accounts', 'jobs', 'migrator', 'owner'] as const)
      await admin.query(`drop role ${roleName(rolePrefix(twin), role)}`);
  });
});

test('N4 a copy of a database knows the secret that it was used with', async () => {
  const db = await testDatabase();
  const copy = new pg.Client({ connectionString: db.adminUrl });
  await copy.connect();
  await expect(refuseOtherSecret(copy, db.secretKey)).resolves.toBeUndefined();
  await expect(refuseOtherSecret(copy, `${db.secretKey}x`)).rejects.toThrow(OtherSecret);
  await copy.end();
  await db.close();
});

describe('an applied migration is history', () => {
  let db: TestDatabase;
  let directory: string;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    directory = join(folder, 'migrations');
    await cp(MIGRATIONS, directory, { recursive: true });
  });
  const again = () =>
    migrate({ url: db.adminUrl, secretKey: db.secretKey, rolePrefix: db.rolePrefix, directory });

  test('the same files are nothing new', async () => {
    expect(await again()).toEqual([]);
  });

  test('an edited one is noticed, with its name and what to do', async () => {
    const file = join(directory, '0002_people.sql');
    await writeFile(file, `${await readFile(file, 'utf8')}\n-- harmless`);
    await expect(again()).rejects.toThrow(MigrationChanged);
    await expect(again()).rejects.toThrow(/0002_people was edited .* new migration/);
  });

  test('one that is gone is noticed', async () => {
    await rm(join(directory, '0002_people.sql'));
    await expect(again()).rejects.toThrow(/0002_people was applied .* gone/);
  });

  test('a broken one is named and leaves nothing behind, not even the sound one before it', async () => {
    await writeFile(join(directory, '8001_sound.sql'), 'create table directory.sound (id int primary key)');
    await writeFile(join(directory, '8002_broken.sql'), 'create table directory.broken (id nonsense)');
    await expect(again()).rejects.toThrow(/8002_broken failed: .*nonsense/);
    const { rows } = await db.admin.query(`select to_regclass('directory.sound') as sound`);
    expect(rows).toEqual([{ sound: null }]);
  });

  test('a new one is applied, as the owner', async () => {
    await writeFile(join(directory, '8001_sound.sql'), 'create table directory.sound (id int primary key)');
    expect(await again()).toEqual(['8001_sound']);
    const { rows } = await db.admin.query(`select tableowner from pg_tables where tablename = 'sound'`);
    expect(rows).toEqual([{ tableowner: roleName(db.rolePrefix, 'owner') }]);
  });
});

describe('the embedded database', () => {
  const options = () => ({ dataDir: folder, database: 'planning_ops', unsafe: true });
  const ask = async (url: string, sql: string): Promise<unknown> => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(sql);
    await client.end();
    return Object.values(rows[0] ?? {})[0];
  };

  test('listens on loopback only, and its address is for the administrator alone', async () => {
    const embedded = await startEmbedded(options());
    expect(await ask(embedded.url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await ask(embedded.url, 'show unix_socket_directories')).toBe('');
    const file = join(folder, 'database-url');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file, 'utf8')).trim()).toBe(embedded.url);
    expect(embedded.url).toMatch(/\/planning_ops$/);
    await embedded.stop();
  });

  test('starts again after PostgreSQL was killed, with what was written', async () => {
    const first = await startEmbedded(options());
    await ask(first.url, 'create table kept as select 1 as n');
    const pid = Number((await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    await ask(first.url, 'checkpoint');
    process.kill(pid, 'SIGKILL');
    const second = await startEmbedded(options());
    expect(await ask(second.url, 'select n from kept')).toBe(1);
    await second.stop();
  });

  test('one that was left running is taken over, not started twice', async () => {
    const left = await startEmbedded(options());
    const taken = await startEmbedded(options());
    expect(taken.url).toBe(left.url);
    await taken.stop();
    await expect(ask(left.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  });
});

test('the wall stands in a fresh database', async () => {
  const db = await testDatabase();
  await expect(checkWall(db.database)).resolves.toBeUndefined();
  await db.close();
});
