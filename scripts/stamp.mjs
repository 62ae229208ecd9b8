import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOTES, ROOT } from './processes.mjs';

const IGNORED = new Set(['node_modules', 'dist']);

function* filesUnder(folder) {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !IGNORED.has(entry.name)) yield* filesUnder(path);
    else if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) yield path;
  }
}

/** One hash over the content of files and folders, and over whatever else decides the outcome. */
export function contentHash({ files = [], folders = [], others = [] }) {
  const hash = createHash('sha256');
  for (const path of [...files, ...folders.flatMap((folder) => [...filesUnder(folder)])]) {
    hash.update(`${path}\0`);
    if (existsSync(join(ROOT, path))) hash.update(readFileSync(join(ROOT, path)));
    hash.update('\0');
  }
  for (const other of others) hash.update(`${other}\0`);
  return hash.digest('hex');
}

const noteOf = (name) => join(NOTES, name);

/** Whether the last success was with exactly this. */
export const isStamped = (name, value) =>
  existsSync(noteOf(name)) && readFileSync(noteOf(name), 'utf8') === value;

export function stamp(name, value) {
  mkdirSync(NOTES, { recursive: true });
  writeFileSync(noteOf(name), value);
}
