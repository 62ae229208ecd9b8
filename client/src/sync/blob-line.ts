import type { Upload as TusUpload } from 'tus-js-client';
import type { BlobAnswer } from 'shared/protocol/blobs.ts';
import { DEVICE_HEADER, PROTOCOL_HEADER, PROTOCOL_VERSION } from 'shared/protocol/version.ts';
import type { BlobEntry } from '../db/local-tables.ts';
import { ApiProblem, NoLine } from './api.ts';
import { blobEventOf, type BlobEvent } from './blob-queue.ts';
import type { Tokens, Transport } from './transport.ts';

/** What the way of a blob asks of the line; a switch in tests. */
export interface BlobLine {
  /** Whether the server has these bytes already, from whomever. */
  has(sha256: string): Promise<boolean>;
  /**
   * Sends until it is acknowledged, or something ends it: the answer says which. `told` hears where the upload stands
   * at the server, and how many bytes have left the device.
   */
  send(entry: BlobEntry, bytes: ArrayBuffer, told: SendTold, signal: AbortSignal): Promise<BlobEvent>;
  fetch(sha256: string, part: 'original' | 'screen' | 'thumb'): Promise<BlobPiece>;
}

export interface SendTold {
  stands(url: string, offset: number): void;
  moved(bytes: number): void;
}

export interface BlobPiece {
  readonly bytes: ArrayBuffer;
  readonly contentType: string;
}

export interface BlobLineParts {
  readonly origin: string;
  readonly deviceId: string;
  readonly transport: Pick<Transport, 'get'> & { bytes(path: string): Promise<BlobPiece> };
  readonly tokens: Pick<Tokens, 'access'>;
  /** Of uploads; another one with a drain token. */
  readonly path?: string;
}

/** A weak line loses at most so much that it has to send again, though the server keeps what came of it. */
const CHUNK_BYTES = 256 * 1024;

const SILENCE_MS = 60_000;

const codeOf = (body: string | undefined): string | undefined => {
  try {
    const read: unknown = JSON.parse(body ?? '');
    return typeof read === 'object' && read !== null && 'code' in read ? String(read.code) : undefined;
  } catch {
    return undefined;
  }
};

export function makeBlobLine(parts: BlobLineParts): BlobLine {
  const { origin, deviceId, transport, tokens, path = '/blobs/uploads' } = parts;
  const endpoint = `${origin || globalThis.location.origin}/api/v1${path}`;
  return {
    async has(sha256) {
      try {
        await transport.get<BlobAnswer>(`/blobs/${sha256}`);
        return true;
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 404) return false;
        throw error;
      }
    },
    fetch: (sha256, part) => transport.bytes(`/blobs/${sha256}/${part}`),
    async send(entry, bytes, told, signal) {
      // Nobody needs it before the first photo.
      const { Upload } = await import('tus-js-client');
      return new Promise<BlobEvent>((settle) => {
        let isAnswered = false;
        let silence: ReturnType<typeof setTimeout> | undefined;
        const done = (event: BlobEvent): void => {
          clearTimeout(silence);
          settle(event);
        };
        /** A line that takes nothing and says nothing is none. */
        const heard = (): void => {
          clearTimeout(silence);
          silence = setTimeout(() => {
            void upload.abort();
            done({ type: 'cut', why: 'offline' });
          }, SILENCE_MS);
        };
        const upload: TusUpload = new Upload(new Blob([bytes]), {
          // Without an address to begin at, an upload that the server lost is told instead of begun in silence.
          ...(entry.url === undefined ? { endpoint } : { uploadUrl: new URL(entry.url, endpoint).href }),
          metadata: { sha256: entry.sha256, contentType: entry.contentType },
          chunkSize: CHUNK_BYTES,
          // Pauses are the queue's; the address is kept beside the bytes.
          retryDelays: null,
          storeFingerprintForResuming: false,
          onBeforeRequest: async (request) => {
            request.setHeader('Authorization', `Bearer ${await tokens.access()}`);
            request.setHeader(PROTOCOL_HEADER, String(PROTOCOL_VERSION));
            request.setHeader(DEVICE_HEADER, deviceId);
          },
          onAfterResponse: (request, response) => {
            heard();
            isAnswered = request.getMethod() === 'PATCH';
            const offset = Number(response.getHeader('Upload-Offset') ?? Number.NaN);
            if (response.getStatus() < 300 && upload.url && !Number.isNaN(offset))
              told.stands(upload.url, offset);
          },
          onUploadUrlAvailable: () => {
            if (upload.url && entry.url === undefined) told.stands(upload.url, 0);
          },
          onProgress: (sent) => {
            heard();
            told.moved(sent);
          },
          // All bytes there, but the answer to the last of them is not known: whether they were good, neither.
          onSuccess: () => done(isAnswered ? { type: 'acknowledged' } : { type: 'lost' }),
          onError: (error) => {
            const response = 'originalResponse' in error ? error.originalResponse : null;
            const cause = 'causingError' in error ? error.causingError : error;
            if (response) done(blobEventOf(response.getStatus(), codeOf(response.getBody())));
            else if (cause instanceof ApiProblem) done({ type: 'cut', why: cause.code });
            else done({ type: 'cut', why: 'offline' });
          },
        });
        signal.addEventListener('abort', () => {
          void upload.abort();
          done({ type: 'cut', why: 'offline' });
        });
        heard();
        upload.start();
      });
    },
  };
}

/** Why nothing could be asked: like a cut while sending. */
export function cutBy(error: unknown): BlobEvent {
  if (error instanceof ApiProblem) return { type: 'cut', why: error.code };
  if (error instanceof NoLine) return { type: 'cut', why: 'offline' };
  return { type: 'cut', why: 'storage' };
}
