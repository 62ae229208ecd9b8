import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blobsInBucket } from './blobs-in-bucket.ts';
import { blobsOnDisk, type KeptBlobs } from './kept-blobs.ts';

/** A bucket of the real protocol in memory: path-style addresses, signed requests, errors as XML. */
async function bucketServer() {
  const objects = new Map<string, Buffer>();
  const asked: { method: string; url: string; signed: boolean; disposition: string | undefined }[] = [];
  const faults: number[] = [];
  const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    return Buffer.concat(parts);
  };
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    void bodyOf(request).then((body) => {
      const path = url.split('?')[0] ?? '';
      asked.push({
        method,
        url: path,
        signed: headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=key/') === true,
        disposition: headers['content-disposition'],
      });
      const fault = faults.shift();
      if (fault !== undefined) {
        response
          .writeHead(fault, { 'Content-Type': 'application/xml' })
          .end(`<Error><Code>${fault === 503 ? 'SlowDown' : 'AccessDenied'}</Code></Error>`);
        return;
      }
      if (method === 'PUT') {
        objects.set(path, body);
        response.writeHead(200, { ETag: '"x"' }).end();
        return;
      }
      const found = objects.get(path);
      if (found) response.writeHead(200, { 'Content-Length': found.length }).end(found);
      else
        response
          .writeHead(404, { 'Content-Type': 'application/xml' })
          .end('<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>none</Message></Error>');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    asked,
    faults,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => server.close(done)),
  };
}

const TENANT = '0193a000-0000-7000-8000-000000000001';
const SHA = 'ab'.repeat(32);
const bytes = Buffer.from([0, 1, 2, 255]);
let folder: string;
let bucket: Awaited<ReturnType<typeof bucketServer>>;
let stores: Readonly<Record<'disk' | 'bucket', KeptBlobs>>;
let closeClient: () => void;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'planning-ops-kept-'));
  bucket = await bucketServer();
  const inBucket = blobsInBucket({
    bucket: 'photos',
    endpoint: bucket.endpoint,
    region: 'us-east-1',
    accessKeyId: 'key',
    secretAccessKey: 'secret',
  });
  closeClient = () => inBucket.close();
  stores = { disk: blobsOnDisk(folder), bucket: inBucket };
});
afterAll(async () => {
  closeClient();
  await bucket.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['disk', 'bucket'] as const)('B7 blobs kept on/in %s', (kind) => {
  test('come back byte for byte, in their own workspace alone', async () => {
    const store = stores[kind];
    expect(await store.get(TENANT, SHA)).toBeUndefined();
    await store.put(TENANT, SHA, bytes);
    await store.put(TENANT, SHA, bytes);
    expect(Buffer.from((await store.get(TENANT, SHA)) ?? []).equals(bytes)).toBe(true);
    expect(await store.get(`${TENANT.slice(0, -1)}2`, SHA)).toBeUndefined();
  });
});

test('B7 on disk nothing is left beside a blob, and a name that leads elsewhere is never made of one', async () => {
  await stores.disk.put(TENANT, 'cd'.repeat(32), bytes);
  expect(await readdir(join(folder, TENANT, 'cd'))).toEqual(['cd'.repeat(32)]);
});

test('B7 a bucket is asked with signed requests under its path, once more after it stumbled, and keeps files to save', async () => {
  bucket.asked.length = 0;
  bucket.faults.push(503);
  await stores.bucket.put(TENANT, SHA, bytes);
  expect(bucket.asked).toHaveLength(2);
  for (const call of bucket.asked)
    expect(call).toEqual({
      method: 'PUT',
      url: `/photos/${TENANT}/ab/${SHA}`,
      signed: true,
      disposition: 'attachment',
    });
});

test('B7 a bucket that says no is an error, not an absent blob', async () => {
  bucket.faults.push(403);
  await expect(stores.bucket.get(TENANT, SHA)).rejects.toMatchObject({ name: 'AccessDenied' });
});
