import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { blobsOnDisk, type KeptBlobs } from './kept-blobs.ts';
import { UPLOAD_LIFE_MS, type UploadStore } from './uploads.ts';

/** Where uploads under way and finished blobs lie. */
export interface BlobStores {
  readonly uploads: UploadStore;
  readonly kept: KeptBlobs;
}

export function blobStoresOnDisk(dataDir: string): BlobStores {
  return {
    uploads: new FileStore({
      directory: join(dataDir, 'uploads'),
      expirationPeriodInMilliseconds: UPLOAD_LIFE_MS,
    }),
    kept: blobsOnDisk(join(dataDir, 'blobs')),
  };
}
