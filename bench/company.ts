import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askDatabase } from '../e2e/harness/oracle.ts';
import { startServer, type RunningServer } from '../e2e/harness/server-process.ts';
// @ts-expect-error plain JavaScript, since it runs before anything is installed
import { contentHash } from '../scripts/stamp.mjs';
import { copyHistory } from './history.ts';

/**
 * The company of size L: 2,000 people, a year of history. Seeding it takes minutes, so its data folder is kept under
 * the system's temporary folder for the day and for as long as the migrations and the demo company stay the same.
 */
const PREFIX = 'planning-ops-bench-';
const SEEDING_MS = 900_000;

function folderOf(years: number): string {
  const today = new Date().toISOString().slice(0, 10);
  const made: string = contentHash({ folders: ['migrations', 'sync-server/src/demo'], others: [today] });
  const version = made.slice(0, 12);
  for (const name of readdirSync(tmpdir()))
    if (name.startsWith(PREFIX) && !name.includes(version))
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
  return join(tmpdir(), `${PREFIX}${version}-${years}`);
}

/** Starts the server over the large company with so many years of history; `stop` leaves the folder for the next time. */
export async function startLargeCompany(years: 1 | 10 = 1): Promise<RunningServer> {
  const dataDir = folderOf(years);
  if (years === 10 && !existsSync(dataDir)) await growFromOneYear(dataDir);
  const isNew = !existsSync(join(dataDir, 'demo-password'));
  const server = await startServer({ dataDir, demoSize: 'L', patienceMs: SEEDING_MS });
  if (isNew) await analyze(server);
  return server;
}

async function growFromOneYear(dataDir: string): Promise<void> {
  await (await startLargeCompany(1)).stop();
  const growing = `${dataDir}-unfinished`;
  rmSync(growing, { recursive: true, force: true });
  // Owners too: the cluster belongs to the account that PostgreSQL runs as.
  execFileSync('cp', ['-a', folderOf(1), growing]);
  const server = await startServer({ dataDir: growing, demoSize: 'L', patienceMs: SEEDING_MS });
  try {
    await copyHistory(server.databaseUrl, 9);
    await analyze(server);
  } finally {
    await server.stop();
  }
  renameSync(growing, dataDir);
}

/** A database in use has been analyzed by itself long ago. */
async function analyze({ databaseUrl }: RunningServer): Promise<void> {
  const admin = await askDatabase(databaseUrl);
  await admin.rows('vacuum analyze');
  await admin.close();
}
