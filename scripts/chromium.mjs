import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './processes.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function lookUp() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const places = [...folders, '/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) =>
    NAMES.map((name) => join(folder, name)),
  );
  return [...places, ...ELSEWHERE].find((path) => existsSync(path));
}

const ADVICE = 'Install Chromium (on Debian: apt-get install chromium), or name one in CHROMIUM_PATH.';

/** The path of a Chromium: the one named, one on this machine, or one from the system's packages. */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH=${named} does not exist. ${ADVICE}`);
    return named;
  }
  const found = lookUp();
  if (found) return found;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get')) throw new Error(`No Chromium was found. ${ADVICE}`);
  process.stdout.write('No Chromium was found: installing one with apt-get.\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] };
  await run('apt-get', ['update', '-q'], quiet);
  await run('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], quiet);
  const installed = lookUp();
  if (!installed) throw new Error(`Chromium could not be installed. ${ADVICE}`);
  return installed;
}
