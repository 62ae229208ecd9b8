import { stat } from 'node:fs/promises';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { BlobAnswer } from 'shared/protocol/blobs.ts';
import { syncTest, type SyncTest, type TestDevice } from '../../../test/sync.ts';
import { hashOf, photo, tusDevice } from '../../../test/uploads.ts';
import { UPLOAD_LIFE_MS } from './uploads.ts';

let server: SyncTest;
beforeAll(async () => {
  server = await syncTest();
});
afterAll(() => server.close());
afterEach(() => vi.useRealTimers());

const tus = (device: TestDevice) => tusDevice(server.app, () => server.app.tokens.access(device.scope));

async function foreman() {
  const { tenantId, addDevice, device: owner } = await server.tenant();
  const device = await addDevice('foreman');
  return { tenantId, owner, addDevice, device, wire: tus(device) };
}

const json = (content: unknown): Buffer => Buffer.from(JSON.stringify(content));

describe('an upload', () => {
  test('B7 in two parts arrives, and is known by its hash with two renditions', async () => {
    const { wire, device } = await foreman();
    const bytes = await photo(1, 400);
    const { status, location } = await wire.create(bytes);
    expect(status).toBe(201);
    expect(await wire.send(location, 0, bytes.subarray(0, 1000))).toMatchObject({
      status: 204,
      offset: 1000,
    });
    expect(await wire.offset(location)).toMatchObject({ status: 200, offset: 1000 });
    expect(await wire.send(location, 1000, bytes.subarray(1000))).toMatchObject({ status: 204 });
    const { blob } = (await wire.get(`/blobs/${hashOf(bytes)}`)).json<BlobAnswer>();
    expect(blob).toMatchObject({
      sha256: hashOf(bytes),
      sizeBytes: bytes.length,
      contentType: 'image/jpeg',
      receivedBy: device.scope.userId,
    });
    expect(blob.screenSha256).not.toBe(blob.thumbSha256);
    expect(await wire.offset(location)).toMatchObject({ status: 404 });
  });

  test('B5 that the line cuts goes on from what had come', async () => {
    const { wire, device } = await foreman();
    const bytes = await photo(2, 300);
    const { location } = await wire.create(bytes);
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.app.server.address() as AddressInfo;
    const sending = request({
      host: '127.0.0.1',
      port,
      method: 'PATCH',
      path: location,
      headers: {
        authorization: `Bearer ${server.app.tokens.access(device.scope)}`,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': String(bytes.length),
      },
    });
    // A cut line ends with an error, and that is the point.
    const cut = new Promise((done) => sending.on('error', done));
    sending.write(bytes.subarray(0, 50_000));
    const file = join(server.dataDir, 'uploads', basename(location));
    await vi.waitUntil(async () => (await stat(file)).size === 50_000, { timeout: 20_000 });
    sending.destroy();
    await cut;
    const asked = await wire.offset(location);
    expect(asked).toMatchObject({ status: 200, offset: 50_000 });
    expect(await wire.send(location, asked.offset, bytes.subarray(asked.offset))).toMatchObject({
      status: 204,
    });
    expect((await wire.get(`/blobs/${hashOf(bytes)}`)).statusCode).toBe(200);
  });

  test('B5 from another place than where it stands answers 409 and stores nothing', async () => {
    const { wire } = await foreman();
    const bytes = await photo(3);
    const { location } = await wire.create(bytes);
    expect(await wire.send(location, 5, bytes.subarray(5))).toMatchObject({
      status: 409,
      code: 'upload_conflict',
    });
    expect(await wire.offset(location)).toMatchObject({ offset: 0 });
  });

  test('B5 of the same bytes again is there once, also from somebody else in the workspace', async () => {
    const { wire, addDevice, tenantId } = await foreman();
    const bytes = await photo(4);
    expect(await wire.upload(bytes)).toMatchObject({ status: 204 });
    expect(await tus(await addDevice('scheduler')).upload(bytes)).toMatchObject({ status: 204 });
    const rows = await server.asAdmin('select 1 from app.blobs where tenant_id = $1', [tenantId]);
    expect(rows).toHaveLength(1);
  });

  test('B5 that nobody finishes is forgotten after its time, a young one is not', async () => {
    const { wire } = await foreman();
    const bytes = await photo(5);
    const old = await wire.create(bytes);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + UPLOAD_LIFE_MS + 1000 });
    const young = await wire.create(bytes);
    await server.blobs.uploads.deleteExpired();
    expect(await wire.offset(young.location)).toMatchObject({ status: 200 });
    expect(await wire.offset(old.location)).toMatchObject({ status: 404 });
  });

  test('B5 of uploads that one person never finishes the oldest makes room, and nobody else is touched', async () => {
    const { wire, addDevice } = await foreman();
    const bytes = await photo(8);
    const other = tus(await addDevice('foreman'));
    const { location: others } = await other.create(bytes);
    const begun: string[] = [];
    for (let count = 0; count < 21; count += 1) begun.push((await wire.create(bytes)).location);
    const standing = await Promise.all(begun.map(async (location) => (await wire.offset(location)).status));
    expect(standing.filter((status) => status === 200)).toHaveLength(20);
    expect(standing.at(-1)).toBe(200);
    expect(await other.offset(others)).toMatchObject({ status: 200 });
  });

  test('B8 goes on with another session of the same person, and for nobody else', async () => {
    const { wire, device, addDevice } = await foreman();
    const bytes = await photo(6);
    const { location } = await wire.create(bytes);
    const colleague = tus(await addDevice('foreman'));
    expect(await colleague.offset(location)).toMatchObject({ status: 404 });
    expect(await colleague.send(location, 0, bytes)).toMatchObject({ status: 404, code: 'not_found' });
    const session = device.scope.deviceId ?? '';
    await server.asAdmin('insert into app.sessions (tenant_id, id, user_id) values ($1, $2, $3)', [
      device.scope.tenantId,
      session,
      device.scope.userId,
    ]);
    const again = tus(server.device({ ...device.scope, sessionId: session }));
    expect(await again.send(location, 0, bytes)).toMatchObject({ status: 204 });
  });

  test('B5 given up is gone', async () => {
    const { wire } = await foreman();
    const { location } = await wire.create(await photo(7));
    expect(await wire.call('DELETE', location)).toMatchObject({ status: 204 });
    expect(await wire.offset(location)).toMatchObject({ status: 404 });
  });
});

describe('what arrives is checked', () => {
  test.each([
    ['another hash', { sha256: 'a'.repeat(64) }, 'hash'],
    ['another type', { contentType: 'image/png' }, 'type'],
  ])('B6 %s than announced is refused, and nothing of it stays', async (_what, announced, reason) => {
    const { wire, tenantId } = await foreman();
    const bytes = await photo(10);
    const made = await wire.create(bytes, announced);
    expect(await wire.send(made.location, 0, bytes)).toMatchObject({
      status: 422,
      code: 'blob_refused',
      reason,
    });
    expect(await wire.offset(made.location)).toMatchObject({ status: 404 });
    expect(await server.asAdmin('select 1 from app.blobs where tenant_id = $1', [tenantId])).toEqual([]);
  });

  test('B6 a picture that ends early or claims to be enormous is refused', async () => {
    const { wire } = await foreman();
    const whole = await photo(11, 200);
    expect(await wire.upload(whole.subarray(0, 2000))).toMatchObject({ status: 422, reason: 'unreadable' });
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'black' } })
      .png()
      .toBuffer();
    expect(await wire.upload(bomb, { contentType: 'image/png' })).toMatchObject({
      status: 422,
      reason: 'unreadable',
    });
  });

  test('B6 script, HTML and SVG are no photos, whatever they are called', async () => {
    const { wire } = await foreman();
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '<html>', 'alert(1)'])
      for (const contentType of ['image/jpeg', 'image/webp', 'application/json'])
        expect(await wire.upload(Buffer.from(text), { contentType })).toMatchObject({ status: 422 });
    expect(await wire.create(Buffer.from('x'), { contentType: 'text/html' })).toMatchObject({ status: 400 });
  });

  test('B6 more than the limit, nothing at all, or more than announced is refused', async () => {
    const { wire } = await foreman();
    const bytes = await photo(12);
    expect(await wire.create(bytes, { size: 8 * 1024 * 1024 + 1 })).toMatchObject({
      status: 413,
      code: 'body_too_large',
    });
    expect(await wire.create(bytes, { size: 0 })).toMatchObject({ status: 400 });
    const { location } = await wire.create(bytes, { size: 10 });
    expect(await wire.send(location, 0, bytes)).toMatchObject({ status: 413 });
  });

  test('B6 a sealed log is JSON, kept as it came', async () => {
    const { wire } = await foreman();
    const bytes = json({ v: 1, loads: [] });
    expect(await wire.upload(bytes, { contentType: 'application/json' })).toMatchObject({ status: 204 });
    const answer = await wire.get(`/blobs/${hashOf(bytes)}/original`);
    expect(answer.rawPayload.equals(bytes)).toBe(true);
    expect((await wire.get(`/blobs/${hashOf(bytes)}/screen`)).statusCode).toBe(404);
    const broken = Buffer.from('{"v":1');
    expect(await wire.upload(broken, { contentType: 'application/json' })).toMatchObject({ status: 422 });
  });
});

describe('what is served', () => {
  test('B7 the original is only ever a file to save, byte for byte as it came', async () => {
    const { wire } = await foreman();
    const bytes = await photo(20);
    await wire.upload(bytes);
    const { headers, rawPayload } = await wire.get(`/blobs/${hashOf(bytes)}/original`);
    expect(headers['content-disposition']).toBe(`attachment; filename="${hashOf(bytes)}.jpg"`);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
    expect(rawPayload.equals(bytes)).toBe(true);
  });

  test('B7 a rendition is upright, small, without what the camera wrote, under its own hash', async () => {
    const { wire } = await foreman();
    const bytes = await sharp(await photo(21, 500))
      .extract({ left: 0, top: 0, width: 500, height: 250 })
      .withExif({ IFD0: { Copyright: 'hidden-canary' }, IFD3: { GPSLatitude: '30/1 16/1 2/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    await wire.upload(bytes);
    const { blob } = (await wire.get(`/blobs/${hashOf(bytes)}`)).json<BlobAnswer>();
    for (const [name, side] of [
      ['screen', 500],
      ['thumb', 320],
    ] as const) {
      const { headers, rawPayload } = await wire.get(`/blobs/${hashOf(bytes)}/${name}`);
      expect(headers['cache-control']).toBe('private, max-age=31536000, immutable');
      expect(headers['etag']).toBe(`"${hashOf(rawPayload)}"`);
      expect(hashOf(rawPayload)).toBe(blob[`${name}Sha256`]);
      const { format, height, width, exif, orientation } = await sharp(rawPayload).metadata();
      expect({ format, height, exif, orientation }).toEqual({
        format: 'webp',
        height: side,
        exif: undefined,
        orientation: undefined,
      });
      expect(width).toBeLessThan(height);
    }
  });

  test('B8 a foreign hash answers exactly as an absent one', async () => {
    const [mine, other] = [await foreman(), await foreman()];
    const bytes = await photo(22);
    await other.wire.upload(bytes);
    for (const part of ['', '/original', '/screen', '/thumb']) {
      const foreign = await mine.wire.get(`/blobs/${hashOf(bytes)}${part}`);
      const absent = await mine.wire.get(`/blobs/${'f'.repeat(64)}${part}`);
      expect([foreign.statusCode, foreign.body]).toEqual([404, absent.body]);
    }
    expect(await mine.wire.upload(bytes)).toMatchObject({ status: 204 });
    expect((await mine.wire.get(`/blobs/${hashOf(bytes)}/thumb`)).statusCode).toBe(200);
  });
});

describe('who may send', () => {
  test('B9 a viewer may not, and sees what others sent', async () => {
    const { wire, addDevice } = await foreman();
    const bytes = await photo(30);
    await wire.upload(bytes);
    const viewer = tus(await addDevice('viewer'));
    expect(await viewer.create(bytes)).toMatchObject({ status: 403, code: 'not_permitted' });
    expect((await viewer.get(`/blobs/${hashOf(bytes)}/thumb`)).statusCode).toBe(200);
  });

  test('B9 a suspended workspace takes nothing and shows what it has; what had come goes on afterwards', async () => {
    const { wire, tenantId } = await foreman();
    const [sent, cut] = [await photo(31), await photo(32)];
    await wire.upload(sent);
    const { location } = await wire.create(cut);
    await wire.send(location, 0, cut.subarray(0, 100));
    const set = (status: string) =>
      server.asAdmin('update app.workspaces set status = $2 where tenant_id = $1', [tenantId, status]);
    await set('suspended');
    expect(await wire.send(location, 100, cut.subarray(100))).toMatchObject({
      status: 423,
      code: 'suspended',
    });
    expect((await wire.get(`/blobs/${hashOf(sent)}/thumb`)).statusCode).toBe(200);
    await set('active');
    expect(await wire.send(location, 100, cut.subarray(100))).toMatchObject({ status: 204 });
  });

  test('B9 an ended session may not go on', async () => {
    const { wire, device } = await foreman();
    const bytes = await photo(33);
    const { location } = await wire.create(bytes);
    await server.asAdmin('update app.sessions set revoked_at = now() where id = $1', [
      device.scope.sessionId,
    ]);
    expect(await wire.send(location, 0, bytes)).toMatchObject({ status: 401, code: 'login_required' });
  });
});

describe("a removed member's photos", () => {
  async function removed() {
    const held = await foreman();
    const { scope } = held.device;
    await server.asAdmin('update app.memberships set removed_at = now() where user_id = $1', [scope.userId]);
    const drain = tusDevice(server.app, () => server.app.tokens.drain(scope));
    return { ...held, drain };
  }
  const path = '/api/v1/quarantine/uploads';

  test('B10 go to quarantine with the drain token, for administrators alone until a record names them', async () => {
    const { drain, owner, addDevice } = await removed();
    const bytes = await photo(40);
    expect(await drain.upload(bytes, { path })).toMatchObject({ status: 204 });
    const scheduler = await addDevice('scheduler');
    const thumb = `/blobs/${hashOf(bytes)}/thumb`;
    expect((await tus(scheduler).get(thumb)).statusCode).toBe(404);
    expect((await tus(owner).get(thumb)).statusCode).toBe(200);
    const document = owner.document('pour_events', { kind: 'photo', fields: { sha256: hashOf(bytes) } });
    await owner.push([{ collection: 'pour_events', base: null, document }]);
    expect((await tus(scheduler).get(thumb)).statusCode).toBe(200);
  });

  test('B10 are sent with the drain token only, and that opens nothing else', async () => {
    const { drain, device, owner } = await removed();
    const bytes = await photo(41);
    expect(await tus(owner).create(bytes, { path })).toMatchObject({ status: 401 });
    expect(await drain.create(bytes)).toMatchObject({ status: 401 });
    expect(await tus(device).create(bytes)).toMatchObject({ status: 403, code: 'removed' });
    expect((await drain.get(`/blobs/${hashOf(bytes)}`)).statusCode).toBe(401);
  });

  test('B10 change nothing about what the workspace has under the same hash', async () => {
    const { drain, owner, addDevice } = await removed();
    const bytes = await photo(42);
    await tus(owner).upload(bytes);
    expect(await drain.upload(bytes, { path })).toMatchObject({ status: 204 });
    expect((await tus(await addDevice('viewer')).get(`/blobs/${hashOf(bytes)}/thumb`)).statusCode).toBe(200);
  });
});
