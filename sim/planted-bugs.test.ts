import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PLANTED_BUGS } from './planted-bugs.ts';

const ROOT = join(import.meta.dirname, '..');

test.each(Object.entries(PLANTED_BUGS))('%s is planted and noticed somewhere', (_bug, { file, as }) => {
  expect(readFileSync(join(ROOT, file), 'utf8')).toContain(as);
});
