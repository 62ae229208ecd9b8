import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { bareEnvironment } from '../test/bare-environment.ts';

/** The real process with its embedded database, in a folder of its own. */
const dataDir = mkdtempSync(join(tmpdir(), 'planning-ops-main-'));
const children = new Set<ChildProcess>();

interface Started {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  output(): string;
  errors(): string;
}

function start(
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = ['main.ts'],
): Started {
  const [entry = 'main.ts', ...rest] = args;
  const child = spawn(process.execPath, [join(import.meta.dirname, entry), ...rest], {
    env: { ...bareEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exited = once(child, 'close').then(([code]) => {
    children.delete(child);
    return code as number | null;
  });
  return { child, exited, output: () => output, errors: () => errors };
}

const settings = { PORT: '0', DATA_DIR: dataDir, DEMO_SIZE: 'S' };

/** The address, as soon as it is printed. */
async function addressOf(started: Started): Promise<string> {
  const { stdout } = started.child;
  for (;;) {
    const address = /runs at (\S+)\n[^]*^password: .+\n/m.exec(started.output())?.[1];
    if (address) return address;
    if (started.child.exitCode !== null) throw new Error(`ended: ${started.errors()}`);
    await Promise.race([stdout ? once(stdout, 'data') : undefined, started.exited]);
  }
}

const passwordsIn = (output: string): string[] => output.match(/^password: .*$/gm) ?? [];
const postgresPid = (): number =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const login = (address: string, password: string): Promise<Response> =>
  fetch(`${address}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ workspace: 'demo', email: 'foreman@demo.example', password }),
  });

afterEach(async () => {
  for (const child of children) {
    child.kill('SIGINT');
    await once(child, 'close');
  }
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

// Each start brings up a PostgreSQL and a company: on a busy machine that takes its time.
describe('one data folder, start after start', { timeout: 180_000 }, () => {
  let password = '';

  test('the first prints the address, five logins and one password, is ready, and Ctrl-C leaves nothing running', async () => {
    const server = start(settings);
    const address = await addressOf(server);
    expect((await fetch(`${address}/health/ready`)).status).toBe(200);
    for (const role of ['owner', 'admin', 'scheduler', 'foreman', 'viewer'])
      expect(server.output()).toContain(`${role}@demo.example`);
    expect(passwordsIn(server.output())).toHaveLength(1);
    password = passwordsIn(server.output())[0]?.slice('password: '.length) ?? '';
    expect((await login(address, password)).status).toBe(200);
    expect((await login(address, `${password}x`)).status).toBe(401);
    expect(statSync(join(dataDir, 'database-url')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'secret-key')).mode & 0o777).toBe(0o600);

    const postgres = postgresPid();
    server.child.kill('SIGINT');
    server.child.kill('SIGINT');
    expect(await server.exited).toBe(0);
    expect(isAlive(postgres)).toBe(false);
    expect(existsSync(join(dataDir, 'server.pid'))).toBe(false);
  });

  test('a killed server leaves a folder that starts again, with the same password and an open session', async () => {
    const killed = start(settings);
    const first = await addressOf(killed);
    const { refreshToken } = (await (await login(first, password)).json()) as { refreshToken: string };
    killed.child.kill('SIGKILL');
    await killed.exited;

    const server = start(settings);
    const address = await addressOf(server);
    expect(passwordsIn(server.output())).toEqual([`password: ${password}`]);
    const refreshed = await fetch(`${address}/api/v1/auth/refresh`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    expect(refreshed.status).toBe(200);

    const second = start(settings);
    expect(await second.exited).toBe(1);
    expect(second.errors()).toMatch(
      /^planning-ops: another server \(process \d+\) uses the data folder .*\n$/,
    );
    expect((await fetch(`${address}/health/ready`)).status).toBe(200);
  });

  test('told that its backup was restored, it begins anew, and asks before it does', async () => {
    const unasked = start(settings, ['restored.ts']);
    expect(await unasked.exited).toBe(1);
    expect(unasked.output()).toMatch(/^This database holds 1 workspace\.\nIts newest change is of 20/);
    expect(unasked.errors()).toContain('run it again with -- --yes');
    const told = start(settings, ['restored.ts', '--yes']);
    expect(await told.exited).toBe(0);
    expect(told.output()).toContain('Done: 1 workspace begins anew.');
    expect(existsSync(join(dataDir, 'server.pid'))).toBe(false);
  });
});

test('a start that is interrupted while it fills in the demo company ends there, the database too', async () => {
  const folder = join(dataDir, 'interrupted');
  mkdirSync(folder);
  const appeared = watch(folder);
  const server = start({ ...settings, DATA_DIR: folder, DEMO_SIZE: 'L' });
  // Made just before the seeding, which takes far longer than a signal.
  for await (const { filename } of appeared) if (filename === 'demo-password') break;
  const postgres = Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  server.child.kill('SIGINT');
  expect(await server.exited).toBe(130);
  expect(server.output()).toBe('');
  expect(isAlive(postgres)).toBe(false);
  expect(existsSync(join(folder, 'server.pid'))).toBe(false);
});

describe('a start that cannot be', () => {
  test.each([
    [{ PORT: 'abc' }, /^planning-ops: PORT="abc" is not a port between 0 and 65535\n$/],
    [{ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' }, /^planning-ops: SECRET_KEY is required/],
    [
      { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c', SECRET_KEY: 'k'.repeat(32) },
      /^planning-ops: .*ECONNREFUSED.*\n$/,
    ],
  ])('with %o ends with one line', async (environment, line) => {
    const server = start({ PORT: '0', DATA_DIR: join(dataDir, 'none'), ...environment });
    expect(await server.exited).toBe(1);
    expect(server.errors()).toMatch(line);
    expect(server.output()).toBe('');
  });
});
