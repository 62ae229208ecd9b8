import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { BlobBucket } from '../../config.ts';
import type { KeptBlobs } from './kept-blobs.ts';

/** Long enough for eight megabytes to a bucket far away. */
const TIMEOUT_MS = 60_000;

/** In a bucket that speaks S3, under the same names as on disk. It is reached by this server alone, never by a browser. */
export function blobsInBucket(config: BlobBucket): KeptBlobs & { close(): void } {
  const { bucket, endpoint, region, accessKeyId, secretAccessKey } = config;
  const client = new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    // A bucket in the path instead of the host: what every maker of S3 but Amazon speaks.
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    // Checksums beyond the protocol's own are not known everywhere; the name of a blob is one already.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
  });
  const keyOf = (tenantId: string, sha256: string): string => `${tenantId}/${sha256.slice(0, 2)}/${sha256}`;
  return {
    async put(tenantId, sha256, bytes) {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: keyOf(tenantId, sha256),
          Body: bytes,
          ContentLength: bytes.length,
          // Nobody who comes past this server gets a page out of it.
          ContentType: 'application/octet-stream',
          ContentDisposition: 'attachment',
        }),
        { abortSignal: AbortSignal.timeout(TIMEOUT_MS) },
      );
    },
    async get(tenantId, sha256) {
      try {
        const { Body } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: keyOf(tenantId, sha256) }),
          { abortSignal: AbortSignal.timeout(TIMEOUT_MS) },
        );
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    close: () => client.destroy(),
  };
}
