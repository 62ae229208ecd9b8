import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';

/** A photo of random noise, so that it does not shrink; `seed` makes another one. */
export async function photo(
  seed: number,
  side = 64,
  format: 'jpeg' | 'png' | 'webp' = 'jpeg',
): Promise<Buffer> {
  let state = seed + 1;
  const raw = Buffer.alloc(side * side * 3);
  for (let at = 0; at < raw.length; at += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    raw[at] = state >> 16;
  }
  return sharp(raw, { raw: { width: side, height: side, channels: 3 } })
    .toFormat(format)
    .toBuffer();
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const base64 = (text: string): string => Buffer.from(text).toString('base64');

export interface UploadOptions {
  readonly sha256?: string;
  readonly contentType?: string;
  /** As announced. */
  readonly size?: number;
  readonly path?: string;
}

/** Speaks tus to the server as the device does, one call at a time. */
export function tusDevice(app: FastifyInstance, token: () => string) {
  const call = async (
    method: 'POST' | 'HEAD' | 'PATCH' | 'DELETE',
    url: string,
    headers: Readonly<Record<string, string>> = {},
    payload?: Buffer,
  ) => {
    const answer = await app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${token()}`, 'tus-resumable': '1.0.0', ...headers },
      ...(payload && { payload }),
    });
    const body = answer.body.startsWith('{') ? answer.json<{ code?: string; reason?: string }>() : {};
    return {
      status: answer.statusCode,
      location: answer.headers.location ?? '',
      offset: Number(answer.headers['upload-offset']),
      headers: answer.headers,
      ...body,
    };
  };
  const create = async (bytes: Buffer, options: UploadOptions = {}) => {
    const { sha256 = hashOf(bytes), contentType = 'image/jpeg', size = bytes.length } = options;
    return call('POST', options.path ?? '/api/v1/blobs/uploads', {
      'upload-length': String(size),
      'upload-metadata': `sha256 ${base64(sha256)},contentType ${base64(contentType)}`,
    });
  };
  const send = async (location: string, offset: number, part: Buffer) =>
    call(
      'PATCH',
      location,
      { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      part,
    );
  return {
    call,
    create,
    send,
    offset: async (location: string) => call('HEAD', location),
    /** All at once; the answer is that to the last part. */
    async upload(bytes: Buffer, options: UploadOptions = {}) {
      const made = await create(bytes, options);
      return made.status === 201 ? send(made.location, 0, bytes) : made;
    },
    async get(url: string) {
      return app.inject({
        method: 'GET',
        url: `/api/v1${url}`,
        headers: { authorization: `Bearer ${token()}` },
      });
    },
  };
}
