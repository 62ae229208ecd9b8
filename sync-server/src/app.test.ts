import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { request } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { securityHeaders } from 'shared/protocol/security-headers.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from './app.ts';
import { blobStoresOnDisk } from './features/blobs/blob-stores.ts';
import { createDatabase } from './db/database.ts';
import { makePasswords } from './plugins/passwords.ts';
import { Problem } from './plugins/problem.ts';

/** No database listens here: what these tests prove, the server answers without one. */
const NOWHERE = 'postgres://nobody:nothing@127.0.0.1:1/nowhere';
const SECRET = 's'.repeat(32);
const CLIENT = 'https://app.example.com';

const clientFolder = mkdtempSync(join(tmpdir(), 'planning-ops-client-'));
const database = createDatabase({ url: NOWHERE, secretKey: SECRET });
let isReady = false;
let slowCalls = 0;
const gate = Promise.withResolvers<void>();
let app: FastifyInstance;

beforeAll(async () => {
  writeFileSync(join(clientFolder, 'index.html'), '<!doctype html><title>Planning Ops</title>');
  writeFileSync(join(clientFolder, 'sw.js'), '/* worker */');
  mkdirSync(join(clientFolder, 'assets'));
  writeFileSync(join(clientFolder, 'assets/main-0a1b2c3d.js'), 'x');
  app = await buildApp(
    { trustProxy: false, clientOrigins: [CLIENT], logLevel: 'silent' },
    {
      database,
      blobs: blobStoresOnDisk(clientFolder),
      secretKey: SECRET,
      now: () => Date.now(),
      random: randomBytes,
      sleep: async () => {},
      passwords: makePasswords({ secretKey: SECRET, random: randomBytes, cost: 4, iterations: 1 }),
      ready: async () => {
        if (!isReady) throw new Error('connect ECONNREFUSED secret-host');
      },
      clientFolder,
    },
  );
  await app.register(
    async (scope) => {
      scope.post('/echo', { bodyLimit: 1024 * 1024 }, async (incoming) => ({ body: incoming.body }));
      scope.post(
        '/strict',
        {
          schema: {
            body: {
              type: 'object',
              required: ['count'],
              additionalProperties: false,
              properties: { count: { type: 'number' } },
            },
          },
        },
        async (incoming) => incoming.body,
      );
      scope.get('/broken', async () => {
        throw Object.assign(new Error('relation "app.secrets" does not exist'), { severity: 'ERROR' });
      });
      scope.get('/busy', async () => {
        throw new Problem('too_many_requests', 'Wait.', { retryAfterS: 2.1 });
      });
      scope.get('/mine', { onRequest: app.authenticate }, async (incoming) => incoming.principal);
      scope.get('/drain', { onRequest: app.authenticateDrain }, async (incoming) => incoming.principal);
      scope.get('/slow', { onRequest: app.authenticate }, async () => {
        slowCalls += 1;
        await gate.promise;
        return {};
      });
      scope.get('/forgotten', async (incoming) => incoming.principal);
    },
    { prefix: '/api/v1/test' },
  );
  await app.ready();
});

afterAll(async () => {
  await app.close();
  await database.close();
  rmSync(clientFolder, { recursive: true, force: true });
});

const post = (payload: string | Buffer, type = 'application/json') =>
  app.inject({ method: 'POST', url: '/api/v1/test/echo', payload, headers: { 'content-type': type } });

describe('a body that is not what it should be', () => {
  const nested = '['.repeat(250_000) + ']'.repeat(250_000);
  test.each([
    ['cut JSON', '{"rows": [', 'application/json', 400, 'body_not_json'],
    ['250,000 deep', nested, 'application/json', 400, 'body_too_deep'],
    ['250,000 deep and cut', '{"a":'.repeat(200_000), 'application/json', 400, 'body_too_deep'],
    ['3 MB', `"${'x'.repeat(3_000_000)}"`, 'application/json', 413, 'body_too_large'],
    ['text/plain', '{}', 'text/plain', 415, 'unsupported_media_type'],
    ['3 MB of text/plain', 'x'.repeat(3_000_000), 'text/plain', 415, 'unsupported_media_type'],
    ['a form', 'a=1', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'application/json', 400, 'body_not_json'],
  ])('%s gets a problem, and the next request its answer', async (_name, payload, type, status, code) => {
    const answer = await post(payload, type);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ status, code, title: expect.any(String) });
    expect((await post('{"a":1}')).json()).toEqual({ body: { a: 1 } });
  });

  test('brackets in a text do not count as depth', async () => {
    const text = `${'['.repeat(100)}\\"${'{'.repeat(100)}`;
    expect((await post(JSON.stringify({ text }))).json()).toEqual({ body: { text } });
  });

  test('twenty levels are read', async () => {
    expect((await post('['.repeat(20) + ']'.repeat(20))).statusCode).toBe(200);
    expect((await post('['.repeat(21) + ']'.repeat(21))).json()).toMatchObject({ code: 'body_too_deep' });
  });

  test.each([
    ['{"count":1,"extra":2}', /extra/],
    ['{"count":"1"}', /count must be number/],
    ['{"count":1e400}', /count must be number/],
    ['{"count":1,"__proto__":{"admin":true}}', /__proto__/],
    ['[]', /must be object/],
    ['', /must be object/],
  ])('what a schema does not name is refused, not repaired: %s', async (payload, detail) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/test/strict',
      payload,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(answer.json<{ detail: string }>().detail).toMatch(detail);
  });
});

describe('over a real line', () => {
  beforeAll(async () => {
    await app.listen({ host: '127.0.0.1', port: 0 });
  });

  const send = (bytes: number): Promise<{ status: number; body: string }> =>
    new Promise((done, failed) => {
      const { port } = app.server.address() as AddressInfo;
      const call = request(
        {
          port,
          host: '127.0.0.1',
          path: '/api/v1/test/echo',
          method: 'POST',
          headers: { 'content-type': 'application/json', 'content-length': bytes },
        },
        (answer) => {
          let body = '';
          answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
          answer.on('end', () => done({ status: answer.statusCode ?? 0, body }));
        },
      );
      call.on('error', failed);
      call.end(Buffer.alloc(bytes, 0x20));
    });

  /** Whatever comes back for these bytes, as text. */
  const raw = (bytes: string): Promise<string> =>
    new Promise((done, failed) => {
      const { port } = app.server.address() as AddressInfo;
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      socket.on('close', () => done(answer));
      socket.on('error', failed);
    });

  test.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a header that is none', 'GET / HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd'],
    ['64 KB of headers', `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(65_536)}\r\n\r\n`],
  ])('%s gets a problem with every header too', async (_name, bytes) => {
    const [head = '', body = ''] = (await raw(bytes)).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    for (const [name, value] of Object.entries(securityHeaders()))
      expect(head).toContain(`${name}: ${value}`);
    expect(JSON.parse(body)).toMatchObject({ status: 400, code: 'invalid_request' });
    expect((await app.inject('/health/live')).statusCode).toBe(200);
  });

  test('a sender of 12 MB can finish sending and then read its 413', async () => {
    const answer = await send(12_000_000);
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'body_too_large', limit: 1_048_576 });
  });
});

describe('errors', () => {
  test('of the database never show its text', async () => {
    const answer = await app.inject('/api/v1/test/broken');
    expect(answer.json()).toEqual({
      type: 'urn:planning-ops:error:internal',
      title: 'Something went wrong on the server',
      status: 500,
      code: 'internal',
    });
  });

  test('that name a pause send it as Retry-After', async () => {
    expect((await app.inject('/api/v1/test/busy')).headers['retry-after']).toBe('3');
  });

  test('of an address that does not exist are problems under /api', async () => {
    const answer = await app.inject({ url: '/api/v1/nothing', headers: { accept: 'text/html' } });
    expect(answer.json()).toMatchObject({ status: 404, code: 'not_found' });
  });

  test('of a malformed address are problems too', async () => {
    const answer = await app.inject('/api/v1/%zz');
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'invalid_request' });
  });
});

describe('who calls', () => {
  const principal = {
    tenantId: '0190a000-0000-7000-8000-000000000001',
    userId: '0190a000-0000-7000-8000-000000000002',
    sessionId: '0190a000-0000-7000-8000-000000000003',
  };
  const call = (path: string, token: string, headers: Record<string, string> = {}) =>
    app.inject({ url: `/api/v1/test/${path}`, headers: { authorization: `Bearer ${token}`, ...headers } });

  test('comes from the access token, and the device from its header', async () => {
    const deviceId = '0190A000-0000-7000-8000-000000000004';
    const answer = await call('mine', app.tokens.access(principal), { 'x-device-id': deviceId });
    expect(answer.json()).toEqual({ ...principal, deviceId: deviceId.toLowerCase() });
  });

  test('a device that is not a uuid is refused', async () => {
    const answer = await call('mine', app.tokens.access(principal), { 'x-device-id': 'tablet' });
    expect(answer.json()).toMatchObject({ code: 'invalid_request' });
  });

  test('a drain token opens nothing but the drain, and an access token not the drain', async () => {
    expect((await call('mine', app.tokens.drain(principal))).json()).toMatchObject({ code: 'token_expired' });
    expect((await call('drain', app.tokens.access(principal))).json()).toMatchObject({
      code: 'token_expired',
    });
    expect((await call('drain', app.tokens.drain(principal))).json()).toEqual(principal);
  });

  test('a route that forgot to ask answers 401 instead of guessing', async () => {
    expect((await call('forgotten', app.tokens.access(principal))).json()).toMatchObject({ status: 401 });
  });

  const claims = (token: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  test('a token without a signature is refused', async () => {
    const body = encoded(claims(app.tokens.access(principal)));
    const token = `${encoded({ alg: 'none', typ: 'JWT', kid: 'k1' })}.${body}.`;
    expect((await call('mine', token)).json()).toMatchObject({ code: 'token_expired' });
  });

  test('a token with another payload under our signature is refused', async () => {
    const [head, body, signature] = app.tokens.access(principal).split('.');
    const forged = encoded({ ...claims(`.${body}`), tid: '0190a000-0000-7000-8000-00000000000f' });
    expect((await call('mine', `${head}.${forged}.${signature}`)).statusCode).toBe(401);
  });

  test('a token lives ten minutes at most', () => {
    const { iat, exp } = claims(app.tokens.access(principal)) as { iat: number; exp: number };
    expect(exp - iat).toBeLessThanOrEqual(600);
  });

  test.each(['', 'Bearer', 'Bearer a b', 'Basic dTpw', 'Bearer x.y.z'])(
    'the header %o is answered 401 with a code',
    async (authorization) => {
      const answer = await app.inject({ url: '/api/v1/test/mine', headers: { authorization } });
      expect(answer.json()).toMatchObject({ status: 401, code: 'token_expired' });
    },
  );
});

describe('a device that calls too often at once', () => {
  const callAs = async (sessionId: string, deviceId?: string) => {
    const ids = '0190a000-0000-7000-8000-000000000001';
    const token = app.tokens.access({ tenantId: ids, userId: ids, sessionId });
    const headers = { authorization: `Bearer ${token}`, ...(deviceId && { 'x-device-id': deviceId }) };
    return app.inject({ url: '/api/v1/test/slow', headers });
  };

  test('waits its turn, is told when the line is full, and leaves the others alone', async () => {
    const mine = '0190a000-0000-7000-8000-00000000000a';
    const calls = Array.from({ length: 4 + 64 }, () => callAs(mine));
    const refused = await callAs(mine);
    expect(refused.json()).toMatchObject({ status: 429, code: 'busy' });
    // Another name for the same device buys no other place in the line.
    const renamed = await callAs(mine, '0190a000-0000-4000-8000-00000000000c');
    expect(renamed.statusCode).toBe(429);
    expect(slowCalls).toBe(4);
    const other = callAs('0190a000-0000-7000-8000-00000000000b');
    gate.resolve();
    expect((await other).statusCode).toBe(200);
    const answers = await Promise.all(calls);
    expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([200]));
    expect(slowCalls).toBe(4 + 64 + 1);
  });
});

describe('headers', () => {
  test.each(['/', '/w/demo/schedule', '/api/v1/nothing', '/health/live', '/assets/main-0a1b2c3d.js'])(
    'the whole list comes with %s',
    async (url) => {
      const answer = await app.inject(url);
      for (const [name, value] of Object.entries(securityHeaders()))
        expect(`${name}: ${String(answer.headers[name.toLowerCase()])}`).toBe(`${name}: ${value}`);
    },
  );

  test.each([
    ['/', 'no-cache'],
    ['/w/demo/pours', 'no-cache'],
    ['/sw.js', 'no-cache'],
    ['/assets/main-0a1b2c3d.js', 'public, max-age=31536000, immutable'],
    ['/api/v1/openapi.json', 'no-store'],
    ['/api/v1/nothing', 'no-store'],
  ])('%s is kept as %s', async (url, caching) => {
    expect((await app.inject(url)).headers['cache-control']).toBe(caching);
  });

  test('an asset of another build is absent, not a page', async () => {
    expect((await app.inject('/assets/main-gone.js')).statusCode).toBe(404);
  });

  test.each([
    ['GET', '/', {}],
    ['HEAD', '/w/demo/pours', {}],
    ['GET', '/assets/main-gone.js', {}],
    ['PUT', '/api/v1/sync/push', {}],
    ['POST', '/api/v1/test/echo', { 'content-type': 'text/plain' }],
    ['GET', '/api/v1/%zz', {}],
    ['GET', '/api/v1/test/broken', {}],
    ['GET', '/health/ready', {}],
    ['OPTIONS', '/api/v1/sync/push', {}],
    ['OPTIONS', '/api/v1/sync/push', { origin: CLIENT, 'access-control-request-method': 'POST' }],
    [
      'OPTIONS',
      '/api/v1/sync/push',
      { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    ],
  ] as const)('%s %s %o has them, and shows nothing of what serves it', async (method, url, sent) => {
    const { headers, body } = await app.inject({ method, url, headers: sent });
    for (const [name, value] of Object.entries(securityHeaders()))
      expect(`${name}: ${String(headers[name.toLowerCase()])}`).toBe(`${name}: ${value}`);
    expect(headers['cache-control']).toBeDefined();
    expect(headers['server'] ?? headers['x-powered-by']).toBeUndefined();
    expect(body).not.toMatch(/fastify|postgres|node:|at .*\.ts/i);
  });

  test('a client at its own origin may send what the device sends, and read when to come back', async () => {
    const { headers, statusCode } = await app.inject({
      method: 'OPTIONS',
      url: '/api/v1/sync/push',
      headers: {
        origin: CLIENT,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-device-id,x-protocol-version',
      },
    });
    expect(statusCode).toBe(204);
    expect(headers['access-control-allow-origin']).toBe(CLIENT);
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    for (const name of ['authorization', 'content-type', 'x-device-id', 'x-protocol-version'])
      expect(String(headers['access-control-allow-headers'])).toContain(name);
    const answer = await app.inject({ url: '/api/v1/test/busy', headers: { origin: CLIENT } });
    expect(answer.headers['access-control-allow-origin']).toBe(CLIENT);
    expect(String(answer.headers['access-control-expose-headers'])).toContain('retry-after');
  });

  test('only the client at its own origin may call from a browser', async () => {
    const from = async (origin: string) =>
      (await app.inject({ url: '/health/live', headers: { origin } })).headers['access-control-allow-origin'];
    expect(await from(CLIENT)).toBe(CLIENT);
    expect(await from('https://evil.example')).toBeUndefined();
  });
});

describe('health', () => {
  test('live at once, ready only when the database is, and without saying why not', async () => {
    expect((await app.inject('/health/live')).statusCode).toBe(200);
    const early = await app.inject('/health/ready');
    expect(early.statusCode).toBe(503);
    expect(early.body).not.toContain('secret-host');
    isReady = true;
    expect((await app.inject('/health/ready')).statusCode).toBe(200);
  });
});

describe('the description of the API', () => {
  interface Described {
    readonly openapi: string;
    readonly paths: Readonly<
      Record<string, Readonly<Record<string, { security?: object[]; responses: Record<string, unknown> }>>>
    >;
  }
  const described = async (): Promise<Described> =>
    (await app.inject('/api/v1/openapi.json')).json<Described>();

  const PROMISED = [
    'get /health/live',
    'get /health/ready',
    'get /openapi.json',
    'post /workspaces',
    'get /workspaces/slug-check',
    ...['login', 'refresh', 'logout', 'password', 'invites/read', 'invites/accept'].map(
      (call) => `post /auth/${call}`,
    ),
    'get /auth/sessions',
    'get /members',
    'post /members',
    'get /sync/{collection}/pull',
    'post /sync/push',
    'get /sync/stream',
    'get /reviews',
    'post /quarantine',
    'get /audit',
  ];

  test('names what is promised, each call with an answer of its own and what refuses it', async () => {
    const { openapi, paths } = await described();
    expect(openapi).toBe('3.1.0');
    const named = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { responses }]) => ({ path, method, responses })),
    );
    expect(named.map(({ path, method }) => `${method} ${path.replace('/api/v1', '')}`)).toEqual(
      expect.arrayContaining(PROMISED),
    );
    for (const { path, responses } of named.filter((one) => !one.path.includes('/test/'))) {
      expect(`${path} ${Object.keys(responses).join(' ')}`).toMatch(/ 20[014] default$/);
      const [own] = Object.entries(responses);
      // What answers with headers alone says so.
      expect(`${path} ${JSON.stringify(own)}`).toMatch(/"schema"|no body/);
    }
  });

  test('says truly who may call', async () => {
    const { paths } = await described();
    for (const [path, operations] of Object.entries(paths).filter(([one]) => !one.includes('/test/')))
      for (const [method, { security = [] }] of Object.entries(operations)) {
        const needsToken = security.length > 0 && !security.some((way) => Object.keys(way).length === 0);
        const answer = await app.inject({
          method: method.toUpperCase(),
          url: path.replaceAll(/\{\w+\}/g, 'regions'),
        });
        // An answer to HEAD has no body that could say why.
        const isAsked =
          answer.statusCode === 401 &&
          (method === 'head' || answer.json<{ code: string }>().code === 'token_expired');
        expect(`${method} ${path} ${isAsked}`).toBe(
          `${method} ${path} ${needsToken || path.endsWith('/logout')}`,
        );
      }
  });
});
