import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Where the bytes lie: written once under workspace and hash, never changed. What is written again is the same bytes,
 * so a repeat after a crash does no harm.
 */
export interface KeptBlobs {
  /** Resolves once the bytes survive a power cut. */
  put(tenantId: string, sha256: string, bytes: Uint8Array): Promise<void>;
  /** Nothing where there are none. */
  get(tenantId: string, sha256: string): Promise<Uint8Array | undefined>;
}

/** In a folder: `<tenant>/<first two digits>/<hash>`, so that no folder grows without end. */
export function blobsOnDisk(folder: string): KeptBlobs {
  const fileOf = (tenantId: string, sha256: string): string =>
    join(folder, tenantId, sha256.slice(0, 2), sha256);
  return {
    async put(tenantId, sha256, bytes) {
      const file = fileOf(tenantId, sha256);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      // Beside its place first: nobody ever reads half of it.
      const beside = `${file}.${randomBytes(6).toString('hex')}`;
      try {
        await writeFile(beside, bytes, { mode: 0o600, flush: true });
        await rename(beside, file);
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
    },
    async get(tenantId, sha256) {
      try {
        return await readFile(fileOf(tenantId, sha256));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}
