import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { blobsOnDisk, type KeptBlobs } from './kept-blobs.ts';
import { UPLOAD_LIFE_MS, type UploadStore } from './uploads.ts';

/** Where uploads under way and finished blobs lie. */
export interface BlobStores {
  readonly uploads: UploadStore;
  readonly kept: KeptBlobs;
}

/** One device sends one at a time; a weak line leaves a few behind whose address it never heard. */
const UNFINISHED_OF_ONE = 20;

class UploadsOnDisk extends FileStore implements UploadStore {
  /** Before another upload of this person begins: the one that nobody touched for longest makes room. */
  async makeRoom(prefix: string): Promise<void> {
    const own = (await readdir(this.directory)).filter(
      (name) => name.startsWith(prefix) && !name.endsWith('.json'),
    );
    if (own.length < UNFINISHED_OF_ONE) return;
    const touched = await Promise.all(
      own.map(async (name) => ({ name, ms: (await stat(join(this.directory, name))).mtimeMs })),
    );
    const oldest = touched.toSorted((a, b) => a.ms - b.ms)[0];
    if (oldest) await this.remove(oldest.name);
  }
}

export function blobStoresOnDisk(dataDir: string): BlobStores {
  return {
    uploads: new UploadsOnDisk({
      directory: join(dataDir, 'uploads'),
      expirationPeriodInMilliseconds: UPLOAD_LIFE_MS,
    }),
    kept: blobsOnDisk(join(dataDir, 'blobs')),
  };
}
