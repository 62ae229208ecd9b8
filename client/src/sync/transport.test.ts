import { expect, test } from 'vitest';
import { DEVICE_HEADER, PROTOCOL_HEADER } from 'shared/protocol/version.ts';
import { NoLine } from './api.ts';
import { correctedClock } from './clock.ts';
import { makeTransport } from './transport.ts';

const json = (status: number, body: object) => Response.json(body, { status });
const push = { epoch: 'e', rows: [] };
const answer = { asOf: { epoch: 'e', counter: 1 }, conflicts: [], rejected: [] };

/** A server that answers in turn; what it was asked is noted. */
function rigFor(answers: readonly Response[]) {
  const left = [...answers];
  const asked: { readonly url: string; readonly headers: Headers; readonly body: unknown }[] = [];
  const renewed: string[] = [];
  const transport = makeTransport({
    origin: 'https://api.test.example',
    fetch: async (url, init) => {
      const { href } = new URL(url instanceof Request ? url.url : url);
      asked.push({ url: href, headers: new Headers(init?.headers), body: init?.body });
      return left.shift() ?? json(500, { code: 'internal' });
    },
    deviceId: '00000000-0000-4000-8000-000000000001',
    clock: correctedClock(
      () => 0,
      0,
      () => undefined,
    ),
    deviceNow: () => 0,
    tokens: {
      access: () => Promise.resolve('old'),
      renew: (expired) => {
        renewed.push(expired);
        return Promise.resolve('new');
      },
    },
  });
  return { transport, asked, renewed };
}

test('L3 an access token that has expired is renewed, and the same push repeated', async () => {
  const { transport, asked, renewed } = rigFor([json(401, { code: 'token_expired' }), json(200, answer)]);
  expect(await transport.push(push)).toEqual(answer);
  expect(renewed).toEqual(['old']);
  expect(asked.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer old', 'Bearer new']);
  expect(asked[1]?.body).toBe(asked[0]?.body);
});

test('L3 a renewal that does not help is not tried for ever', async () => {
  const expired = () => json(401, { code: 'token_expired' });
  const { transport, asked } = rigFor([expired(), expired()]);
  await expect(transport.push(push)).rejects.toMatchObject({ status: 401, code: 'token_expired' });
  expect(asked).toHaveLength(2);
});

test.each([
  ['a problem', 401, 'application/problem+json', '{"type":"urn:planning-ops:error:tok'],
  ['an answer', 200, 'application/json', '{"asOf":{"epo'],
])('L9 %s that was cut on its way is no answer', async (_, status, type, text) => {
  const { transport } = rigFor([new Response(text, { status, headers: { 'content-type': type } })]);
  await expect(transport.push(push)).rejects.toBeInstanceOf(NoLine);
});

test('L9 what somebody on the way says has a status and no code of ours', async () => {
  const { transport } = rigFor([new Response('<h1>Bad Gateway</h1>', { status: 502 })]);
  await expect(transport.push(push)).rejects.toMatchObject({ status: 502, code: 'internal' });
});

test('a call says who speaks, in which protocol, and asks for a page by the last checkpoint as it came', async () => {
  const { transport, asked } = rigFor([json(200, {})]);
  const checkpoint = JSON.stringify({ seq: 1, id: 'a&b' });
  await transport.pull('loads', { checkpoint, epoch: 'e 1', limit: 7, digest: true });
  const [call] = asked;
  const url = new URL(call?.url ?? '');
  expect(url.pathname).toBe('/api/v1/sync/loads/pull');
  expect(Object.fromEntries(url.searchParams)).toEqual({ checkpoint, epoch: 'e 1', limit: '7', digest: '1' });
  expect(call?.headers.get(PROTOCOL_HEADER)).toBe('1');
  expect(call?.headers.get(DEVICE_HEADER)).toMatch(/^[0-9a-f-]{36}$/);
});
