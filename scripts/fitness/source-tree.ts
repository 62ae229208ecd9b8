import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

const SKIPPED = new Set(['node_modules', 'dist', '.git', '.data', 'screenshots', 'coverage']);

/** Every file below a folder of the project, as paths from the root with forward slashes. */
export function filesUnder(folder: string, ending: RegExp): string[] {
  const found: string[] = [];
  const walk = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (SKIPPED.has(entry.name)) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (ending.test(entry.name)) found.push(relative(ROOT, path).replaceAll('\\', '/'));
    }
  };
  walk(join(ROOT, folder));
  return found.sort();
}

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

export const isTest = (path: string): boolean =>
  /\.(test|spec)\.tsx?$|\/test\/|test-|\.setup\.ts$/.test(path);

/** What a file imports, type imports and dynamic imports too; relative ones and `shared/…` as paths from the root. */
export function importsOf(path: string, text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  const specifiers = [
    ...code.matchAll(/(?:^|[\s;])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]/g),
    ...code.matchAll(/(?:^|[\s;])import\s*['"]([^'"]+)['"]/g),
    ...code.matchAll(/import\(\s*['"]([^'"]+)['"]\s*\)/g),
  ].map((match) => match[1] ?? '');
  return specifiers.map((specifier) => {
    const bare = specifier.replace(/\?.*$/, '');
    if (bare.startsWith('.')) return relative(ROOT, resolve(ROOT, dirname(path), bare)).replaceAll('\\', '/');
    if (bare.startsWith('shared/')) return `shared/src/${bare.slice('shared/'.length)}`;
    return bare;
  });
}

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly string[];
}

export function sourceFiles(): SourceFile[] {
  return ['shared/src', 'sync-server/src', 'client/src', 'sim']
    .flatMap((folder) => filesUnder(folder, /\.tsx?$/))
    .map((path) => {
      const text = read(path);
      return { path, text, lines: text.split('\n').length, imports: importsOf(path, text) };
    });
}
