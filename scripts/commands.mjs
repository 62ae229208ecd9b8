import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { buildClient } from './client-build.mjs';
import { install } from './install.mjs';
import { node, NODE, pinnedEnv, ROOT, together } from './processes.mjs';

const hasEnvFile = existsSync(join(ROOT, '.env'));

/** What the environment says goes before what the file says. */
const ENV_FILE = hasEnvFile ? ['--env-file=.env'] : [];
const SERVER = [...ENV_FILE, 'sync-server/src/main.ts'];

/** Everything from a fresh clone to a running product; prints the address and the demo logins. */
export async function start() {
  await install();
  await buildClient();
  return node(SERVER);
}

/** The client alone, for a static host. */
export async function build() {
  await install();
  await buildClient();
  return 0;
}

/** Server and client, both following the files as they change. */
export async function dev() {
  await install();
  if (hasEnvFile) process.loadEnvFile?.(join(ROOT, '.env'));
  const port = process.env.PORT ?? '8080';
  const clientPort = process.env.CLIENT_PORT ?? '5173';
  process.stdout.write(`The client with hot reload will be at http://127.0.0.1:${clientPort}\n`);
  const api = { ...process.env, API_PROXY: `http://127.0.0.1:${port}`, CLIENT_PORT: clientPort };
  return together([
    [NODE, ['--watch', '--watch-preserve-output', ...SERVER], {}],
    [NODE, ['node_modules/vite/bin/vite.js', '--host', '127.0.0.1'], { cwd: join(ROOT, 'client'), env: api }],
  ]);
}

/** After a backup was restored, before the server is started: devices then give back what they hold. */
export async function restored(args) {
  await install();
  return node([...ENV_FILE, 'sync-server/src/restored.ts', ...args]);
}

async function withBrowser(script, args) {
  if (!existsSync(join(ROOT, script))) throw new Error(`There is no ${script}.`);
  await install();
  await buildClient();
  const path = await findChromium();
  return node([script, ...args], { env: pinnedEnv({ CHROMIUM_PATH: path }) });
}

export const bench = (args) => withBrowser('bench/run.ts', args);

/** The simulation; a part that needs a browser is told by its name, and everything needs one. */
export const sim = async (args) => {
  const only = args.join(' ').match(/--only[ =](\S+)/)?.[1];
  if (only === undefined || only.includes('browser')) return withBrowser('sim/run.ts', args);
  await install();
  return node(['sim/run.ts', ...args], { env: pinnedEnv() });
};

/** Every screen in every size and theme, into the ignored folder `screenshots`. */
export const screenshots = (args) => withBrowser('e2e/screenshots.ts', args);
