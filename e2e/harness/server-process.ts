import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bareEnvironment } from '../../sync-server/test/bare-environment.ts';

const ROOT = resolve(import.meta.dirname, '../..');

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** The demo accounts' password, as the start prints it. */
  readonly password: string;
  /** The administrator's address of the embedded database: the oracle that tests compare with. */
  readonly databaseUrl: string;
  /** A polite stop, as Ctrl-C does it. */
  stop(): Promise<void>;
  /** A power cut for the server process. */
  kill(): Promise<void>;
}

export interface ServerOptions {
  readonly dataDir?: string;
  readonly port?: number;
  readonly demoSize?: 'S' | 'M' | 'L' | 'none';
  readonly env?: Readonly<Record<string, string>>;
  /** Leave the data folder where it is on `stop`. */
  readonly keepData?: boolean;
  /** For the first start of a large company. */
  readonly patienceMs?: number;
}

/** Starts the real server with its embedded database on loopback and waits until it says that it is ready. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'planning-ops-e2e-'));
  const port = options.port ?? (await freePort());
  const child = spawn(process.execPath, [join(ROOT, 'sync-server/src/main.ts')], {
    cwd: ROOT,
    env: {
      ...bareEnvironment(),
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      DEMO_SIZE: options.demoSize ?? 'S',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));

  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url, child, () => output, options.patienceMs ?? 120_000);
  } catch (error) {
    await ended(child, 'SIGTERM');
    throw error;
  }
  const password = /^password: (.+)$/m.exec(output)?.[1] ?? '';
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    await ended(child, signal);
    if (!options.keepData && !options.dataDir) rmSync(dataDir, { recursive: true, force: true });
  };
  return {
    url,
    port,
    dataDir,
    password,
    databaseUrl: readFileSync(join(dataDir, 'database-url'), 'utf8').trim(),
    stop: () => stop('SIGTERM'),
    kill: () => ended(child, 'SIGKILL'),
  };
}

async function untilReady(
  url: string,
  child: ChildProcess,
  output: () => string,
  patienceMs: number,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended at its start:\n${output()}`);
    if (Date.now() > deadline) throw new Error(`the server was not ready in time:\n${output()}`);
    const ready = await fetch(`${url}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((next) => setTimeout(next, 100));
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill(signal);
  await gone;
}

export function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? done(address.port) : failed(new Error('no port')),
      );
    });
  });
}
