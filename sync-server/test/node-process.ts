import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { roleName, rolePrefix, RUNTIME_ROLES } from '../src/db/roles.ts';
import { bareEnvironment } from './bare-environment.ts';

/** One real server process on a database that others may use too. */
export interface NodeProcess {
  readonly url: string;
  /** Ends it as whoever stops servers does; gives the exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A start that ended again by itself, with what it said. */
export class NodeEnded extends Error {
  override readonly name = 'NodeEnded';
}

const MAIN = join(import.meta.dirname, '../src/main.ts');

/** Waits until it says where it listens. @throws NodeEnded with its last words */
export async function startNode(settings: Readonly<Record<string, string>>): Promise<NodeProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...bareEnvironment(),
      PORT: '0',
      DATA_DIR: join(tmpdir(), 'planning-ops-node-without-data'),
      LOG_LEVEL: 'warn',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const closed = once(child, 'close').then(([code]) => code as number | null);
  for (;;) {
    const url = /runs at (\S+)\n/.exec(output)?.[1];
    if (url !== undefined)
      return {
        url,
        end: (signal = 'SIGTERM') => {
          child.kill(signal);
          return closed;
        },
      };
    const code = await Promise.race([once(child.stdout, 'data').then(() => undefined), closed]);
    if (code !== undefined) throw new NodeEnded(errors || output);
  }
}

/** An empty database for nodes to start on, in the cluster of the run. */
export interface NodeDatabase {
  /** The administrator's address. */
  readonly url: string;
  readonly secretKey: string;
  readonly admin: pg.Client;
  drop(): Promise<void>;
}

export async function nodeDatabase(): Promise<NodeDatabase> {
  const name = `nodes_${randomBytes(5).toString('hex')}`;
  const address = new URL(inject('postgresTemplate'));
  address.pathname = '/postgres';
  const cluster = new pg.Client({ connectionString: address.href });
  cluster.on('error', () => {});
  await cluster.connect();
  await cluster.query(
    `create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`,
  );
  address.pathname = `/${name}`;
  const admin = new pg.Client({ connectionString: address.href });
  admin.on('error', () => {});
  await admin.connect();
  return {
    url: address.href,
    secretKey: randomBytes(32).toString('hex'),
    admin,
    async drop() {
      await admin.end();
      await cluster.query(`drop database ${name} with (force)`);
      const roles = [...RUNTIME_ROLES, 'migrator' as const, 'owner' as const];
      await cluster.query(
        `drop role if exists ${roles.map((role) => roleName(rolePrefix(name), role)).join(', ')}`,
      );
      await cluster.end();
    },
  };
}
