import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, NODE, ROOT } from './processes.mjs';
import { contentHash, isStamped, stamp } from './stamp.mjs';

const MANIFESTS = [
  'package.json',
  'client/package.json',
  'sync-server/package.json',
  'shared/package.json',
  'e2e/package.json',
  'bench/package.json',
];

/** Installs exactly what the lockfile says, unless that is what is there. */
export async function install() {
  const wanted = contentHash({ files: ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...MANIFESTS] });
  if (existsSync(NODE) && isStamped('installed', wanted)) return;
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  // In a terminal pnpm would ask before it replaces another's node_modules.
  const env = { ...process.env, CI: 'true' };
  await must('The installation', 'npx', ['--yes', packageManager, 'install', '--frozen-lockfile'], {
    env,
    shell: process.platform === 'win32',
  });
  stamp('installed', wanted);
}
