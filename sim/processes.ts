import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { createDatabase, type Database } from '../sync-server/src/db/database.ts';
import { startEmbedded, type Embedded } from '../sync-server/src/db/embedded.ts';
import type { Scope } from '../sync-server/src/db/scope.ts';
import { types } from '../sync-server/src/db/values.ts';
import { bareEnvironment } from '../sync-server/test/bare-environment.ts';
import { freePort } from '../e2e/harness/server-process.ts';
import { openLine, type Line } from './real/line.ts';
import { accessToken } from './tokens.ts';

const ROOT = resolve(import.meta.dirname, '..');
const READY_WITHIN_MS = 60_000;

/**
 * The product as it runs: a server process and a PostgreSQL of their own, which are killed here and leave nobody else's
 * tests without a database. Both are reached through lines, so that they come back at the address that was known.
 */
export class Processes {
  readonly secretKey = randomBytes(32).toString('hex');
  readonly #folder: string;
  readonly #databaseLine: Line;
  readonly #port: number;
  readonly admin: pg.Pool;
  readonly database: Database;
  /** Between the clients and the server. */
  readonly line: Line;
  #cluster: Embedded;
  #server: ChildProcess | undefined;
  #output = '';

  private constructor(parts: {
    readonly folder: string;
    readonly cluster: Embedded;
    readonly databaseLine: Line;
    readonly line: Line;
    readonly port: number;
  }) {
    this.#folder = parts.folder;
    this.#cluster = parts.cluster;
    this.#databaseLine = parts.databaseLine;
    this.line = parts.line;
    this.#port = parts.port;
    this.admin = new pg.Pool({ connectionString: this.#databaseUrl, types, max: 3 });
    this.admin.on('error', () => undefined);
    this.database = createDatabase({ url: this.#databaseUrl, secretKey: this.secretKey });
  }

  /** Starts everything; the first start of the server makes the schema. */
  static async open(): Promise<Processes> {
    const folder = await mkdtemp(join(tmpdir(), 'planning-ops-sim-'));
    const cluster = await startEmbedded({ dataDir: folder, database: 'planning_ops' });
    const databaseLine = await openLine(Number(new URL(cluster.url).port));
    const port = await freePort();
    const line = await openLine(port);
    const processes = new Processes({ folder, cluster, databaseLine, line, port });
    await processes.startServer();
    return processes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.killServer();
    await this.admin.end();
    await this.database.close();
    await this.line.close();
    await this.#databaseLine.close();
    await this.#cluster.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #databaseUrl(): string {
    const url = new URL(this.#cluster.url);
    url.port = new URL(this.#databaseLine.origin).port;
    return url.href;
  }

  /** The server itself, past the line. */
  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Rows as the administrator sees them. */
  readonly asAdmin = async (text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]> =>
    (await this.admin.query<Record<string, unknown>>(text, values && [...values])).rows;

  token(scope: Scope): string {
    return accessToken(this.secretKey, scope);
  }

  /** Milliseconds that it took until the server answered. */
  async startServer(): Promise<number> {
    const began = Date.now();
    const child = spawn(process.execPath, [join(ROOT, 'sync-server/src/main.ts')], {
      cwd: ROOT,
      env: {
        ...bareEnvironment(),
        HOST: '127.0.0.1',
        PORT: String(this.#port),
        DATA_DIR: this.#folder,
        DATABASE_URL: this.#databaseUrl,
        SECRET_KEY: this.secretKey,
        LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#output = '';
    const note = (bytes: Buffer): void => {
      this.#output = `${this.#output}${bytes.toString()}`.slice(-20_000);
    };
    child.stdout.on('data', note);
    child.stderr.on('data', note);
    this.#server = child;
    while (!(await this.#isReady())) {
      if (child.exitCode !== null) throw new Error(`The server ended at its start:\n${this.#output}`);
      if (Date.now() - began > READY_WITHIN_MS) throw new Error(`The server is not ready:\n${this.#output}`);
      await pause(50);
    }
    return Date.now() - began;
  }

  async #isReady(): Promise<boolean> {
    return fetch(`${this.origin}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  /** Until the server answers that its database is there again. */
  async untilReady(): Promise<void> {
    const began = Date.now();
    while (!(await this.#isReady())) {
      if (this.isServerGone) throw new Error(`The server ended by itself:\n${this.#output}`);
      if (Date.now() - began > READY_WITHIN_MS) throw new Error(`The server is not ready:\n${this.#output}`);
      await pause(50);
    }
  }

  /** Whether the server process ended though nobody killed it. */
  get isServerGone(): boolean {
    return this.#server !== undefined && this.#server.exitCode !== null;
  }

  async killServer(): Promise<void> {
    const child = this.#server;
    this.#server = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((done) => child.once('exit', () => done()));
    child.kill('SIGKILL');
    await gone;
  }

  /** The largest amount of memory that the server process ever held, in bytes; undefined where the system does not say. */
  async serverMemory(): Promise<number | undefined> {
    const status = await readFile(`/proc/${this.#server?.pid}/status`, 'utf8').catch(() => '');
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  }

  /** SIGKILL of the postmaster and of every process of its own, all at once as a power cut has it. */
  async killPostgres(): Promise<void> {
    const lines = (await readFile(join(this.#folder, 'postgres/postmaster.pid'), 'utf8')).split('\n');
    const postmaster = Number(lines[0]);
    const children = await promisify(execFile)('pgrep', ['-P', String(postmaster)]).then(
      ({ stdout }) => stdout.trim().split('\n').map(Number),
      () => [],
    );
    for (const pid of [postmaster, ...children]) kill(pid);
    this.#databaseLine.breakAll();
  }

  /** It recovers from its log, at another port, which the line hides. */
  async startPostgres(): Promise<void> {
    this.#cluster = await startEmbedded({ dataDir: this.#folder, database: 'planning_ops' });
    this.#databaseLine.connectTo(Number(new URL(this.#cluster.url).port));
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export const pause = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));
