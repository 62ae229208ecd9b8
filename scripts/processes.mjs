import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The Node that the workspace pins, once it is installed. */
export const NODE = join(ROOT, 'node_modules/.bin/node');

/** Where our own notes lie: ignored, and gone with node_modules. */
export const NOTES = join(ROOT, 'node_modules/.cache/planning-ops');

/** What runs now, to pass signals on to. */
const children = new Set();
let isStopping = false;

// Ctrl-C reaches the children by the terminal; a signal for this process alone is passed on. Each of them ends by
// itself, cleanly, and this process after them.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    isStopping = true;
    for (const child of children) child.kill(signal);
    if (children.size === 0) process.exit(130);
  });

/** Runs a program to its end and resolves with its exit code; one that a signal ended counts as 130. */
export function run(file, args, options = {}) {
  return new Promise((done, failed) => {
    const child = spawn(file, args, { cwd: ROOT, stdio: 'inherit', ...options });
    children.add(child);
    child.once('error', (error) => {
      children.delete(child);
      failed(error);
    });
    child.once('exit', (code) => {
      children.delete(child);
      done(code ?? 130);
    });
  });
}

/** The same, ending everything when it fails. */
export async function must(what, file, args, options) {
  const code = await run(file, args, options);
  if (isStopping) process.exit(130);
  if (code !== 0) throw new Error(`${what} failed.`);
}

/** Runs several side by side until the first of them ends, then ends the others. */
export async function together(programs) {
  const codes = programs.map(([file, args, options]) => run(file, args, options));
  const first = await Promise.race(codes);
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(codes);
  return isStopping ? 0 : first;
}

/** The pinned Node with a script or the entry of a package's command. */
export const node = (args, options) => run(NODE, args, options);

/** A package's command, such as `oxlint`, as installed for a folder of the workspace. */
export function tool(name, folder = '.') {
  const path = join(ROOT, folder, 'node_modules/.bin', name);
  if (!existsSync(path)) throw new Error(`${name} is not installed.`);
  return path;
}

/** Commands of packages start with `node`: it has to be the pinned one. What it once compiled is read from then on. */
export const pinnedEnv = (more = {}) => ({
  NODE_COMPILE_CACHE: join(NOTES, 'compiled'),
  ...process.env,
  PATH: `${dirname(NODE)}:${process.env.PATH ?? ''}`,
  ...more,
});
