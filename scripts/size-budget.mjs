import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './processes.mjs';

/** JavaScript that has to arrive before the first screen shows, compressed, in bytes. */
export const BUDGET = 220 * 1024;

/** What index.html loads or preloads. */
export function initialScripts(html) {
  const sources = [...html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+\.js)"[^>]*>/g)];
  return [...new Set(sources.map((match) => match[1]))];
}

/** How much of it there is in the built client, compressed. */
export function initialSize() {
  const dist = join(ROOT, 'client/dist');
  const scripts = initialScripts(readFileSync(join(dist, 'index.html'), 'utf8'));
  const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path))).length, 0);
  return { bytes, files: scripts.length };
}

/** True while the built client's initial JavaScript is within the budget. */
export async function sizeBudget() {
  const { bytes, files } = initialSize();
  process.stdout.write(
    `initial JavaScript: ${(bytes / 1024).toFixed(1)} KB of ${BUDGET / 1024} KB gzip in ${files} files\n`,
  );
  return files > 0 && bytes <= BUDGET;
}
