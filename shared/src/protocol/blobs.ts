/**
 * Bytes that a record names by their SHA-256: photos, signatures, sealed logs. They travel beside the documents, by the
 * tus protocol (https://tus.io, version 1.0.0) at `POST /blobs/uploads` or, with a drain token, `POST
 * /quarantine/uploads`; `Upload-Metadata` says `sha256` and `contentType`.
 */
export const BLOB_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/json'] as const;
export type BlobType = (typeof BLOB_TYPES)[number];

/** A photo of 2,048 pixels takes about one of these; a sealed log of 120 loads a twentieth. */
export const MAX_BLOB_BYTES = 8 * 1024 * 1024;

/** What screens get instead of the original: the longest side in pixels. */
export const RENDITIONS = { screen: 1600, thumb: 320 } as const;
export type Rendition = keyof typeof RENDITIONS;

/** `GET /blobs/:sha256`: 404 also for a hash that only another workspace has. */
export interface BlobAnswer {
  readonly blob: BlobInfo;
}

export interface BlobInfo {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly contentType: BlobType;
  readonly receivedAt: string;
  readonly receivedBy: string;
  /** The renditions' own hashes; a sealed log has none. */
  readonly screenSha256?: string;
  readonly thumbSha256?: string;
}

/** Why an upload was refused when it was complete: `reason` in the body of `blob_refused`. */
export type BlobRefusal = 'hash' | 'type' | 'unreadable';

export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

export const blobParamsSchema = {
  type: 'object',
  properties: { sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
  required: ['sha256'],
  additionalProperties: false,
} as const;
