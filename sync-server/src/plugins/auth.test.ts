import { createHmac } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auth, signingKeys } from './auth.ts';
import { errors } from './errors.ts';

const SECRET = 's'.repeat(32);
const PERIOD_MS = 30 * 86_400_000;
const ID = '0190a000-0000-7000-8000-00000000000';

let app: FastifyInstance;
beforeAll(async () => {
  app = fastify();
  await app.register(auth, { secretKey: SECRET, now: Date.now });
  await app.register(errors);
  app.get('/mine', { onRequest: app.authenticate }, async (request) => request.principal);
  await app.ready();
});
afterAll(() => app.close());

const nowS = (): number => Math.floor(Date.now() / 1000);
const claims = (): Record<string, unknown> => ({
  iss: 'planning-ops',
  aud: 'planning-ops:api',
  sub: `${ID}2`,
  sid: `${ID}3`,
  tid: `${ID}1`,
  iat: nowS(),
  exp: nowS() + 600,
});
/** The key that was current `periods` ago, under its name. */
const keyOf = (periods = 0) =>
  signingKeys({ secretKey: SECRET, now: () => Date.now() - periods * PERIOD_MS }).current();

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
function token(
  payload: Record<string, unknown>,
  head: Record<string, unknown> = {},
  key = keyOf().key,
  digest = 'sha256',
): string {
  const body = `${encoded({ alg: 'HS256', typ: 'JWT', kid: keyOf().kid, ...head })}.${encoded(payload)}`;
  return `${body}.${createHmac(digest, key).update(body).digest('base64url')}`;
}
const statusOf = async (bearer: string): Promise<number> => {
  const answer = await app.inject({ url: '/mine', headers: { authorization: `Bearer ${bearer}` } });
  return answer.statusCode;
};

test('a token made by hand under our key is ours, so that each refusal below has one reason', async () => {
  expect(await statusOf(token(claims()))).toBe(200);
});

describe('a token is refused', () => {
  test.each(['exp', 'iat', 'iss', 'aud', 'sub', 'sid', 'tid'])('without %s', async (claim) => {
    const { [claim]: _left, ...rest } = claims();
    expect(await statusOf(token(rest))).toBe(401);
  });

  test.each([
    ['of another issuer', { iss: 'somebody-else' }],
    ['for another audience', { aud: 'planning-ops:drain' }],
    ['for several audiences none of which is the API', { aud: ['a', 'b'] }],
    ['that has ended', { iat: nowS() - 700, exp: nowS() - 100 }],
    ['that lives for years', { iat: nowS() - 2 * 3600, exp: nowS() + 10 * 365 * 86_400 }],
    ['whose workspace is none', { tid: "' or 1=1 --" }],
    ['whose session is a list', { sid: [`${ID}3`] }],
    ['whose person is nobody', { sub: '' }],
    ['whose end is a text', { exp: 'tomorrow' }],
  ])('%s', async (_name, change) => {
    expect(await statusOf(token({ ...claims(), ...change }))).toBe(401);
  });

  test.each([
    ['without the name of a key', { kid: undefined }],
    ['under a key that is none', { kid: 'k999999' }],
    ['under a key named by a path', { kid: '../../etc/passwd' }],
    ['without an algorithm', { alg: 'none' }],
    ['that names an asymmetric algorithm', { alg: 'RS256' }],
  ])('%s', async (_name, head) => {
    expect(await statusOf(token(claims(), head))).toBe(401);
  });

  test.each([
    ['HS384', 'sha384'],
    ['HS512', 'sha512'],
  ])('with %s, though the key is right', async (alg, digest) => {
    expect(await statusOf(token(claims(), { alg }, keyOf().key, digest))).toBe(401);
  });

  test('under a key of the period before the last', async () => {
    const { kid, key } = keyOf(2);
    expect(await statusOf(token(claims(), { kid }, key))).toBe(401);
  });
});

test('two keys are live: the one of the last period goes on for tokens it signed', async () => {
  const { kid, key } = keyOf(1);
  expect(await statusOf(token(claims(), { kid }, key))).toBe(200);
  expect(keyOf(1).key).not.toBe(keyOf().key);
});
