import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A secret made once and kept beside the data that depends on it, readable by its owner alone. */
export async function keptSecret(file: string, make: () => string): Promise<string> {
  // Only a file that is not there is made: one that cannot be read now must not be replaced, since all depends on it.
  const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (known.trim() !== '') return known.trim();
  const secret = make();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
  return secret;
}
