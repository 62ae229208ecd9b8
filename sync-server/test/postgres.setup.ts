import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../src/db/embedded.ts';
import { migrate } from '../src/db/migrate.ts';
import { roleName, rolePrefix, RUNTIME_ROLES } from '../src/db/roles.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The administrator's address of the cluster, naming the migrated template. */
    readonly postgresTemplate: string;
    readonly postgresSecret: string;
  }
}

const administer = async (url: string, ...statements: readonly string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
};

const naming = (url: string, database: string): string => {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
};

/**
 * One cluster for the whole run: the one of TEST_DATABASE_URL or DATABASE_URL, else an embedded one in a temporary
 * folder. It holds one migrated template, of which every test file gets a copy.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  const folder = given ? undefined : await mkdtemp(join(tmpdir(), 'planning-ops-test-'));
  const embedded = folder
    ? await startEmbedded({ dataDir: folder, database: 'planning_ops', unsafe: true })
    : undefined;
  const admin = given ?? embedded?.url ?? '';
  const template = `test_${randomBytes(5).toString('hex')}`;
  const url = naming(admin, template);
  const secretKey = randomBytes(32).toString('hex');
  await administer(
    admin,
    `create database ${template} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`,
  );
  await migrate({ url, secretKey });
  provide('postgresTemplate', url);
  provide('postgresSecret', secretKey);
  return async () => {
    if (given) {
      const roles = [...RUNTIME_ROLES, 'migrator' as const, 'owner' as const];
      const names = roles.map((role) => roleName(rolePrefix(template), role));
      await administer(admin, `drop database ${template} with (force)`, `drop role ${names.join(', ')}`);
    }
    await embedded?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  };
}
