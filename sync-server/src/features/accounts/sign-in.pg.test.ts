import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { SignedIn } from 'shared/protocol/auth.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '../../../test/app.ts';

const PASSWORD = 'muddy boots on tuesday';
const DAY = 86_400_000;

let running: TestApp;
let app: FastifyInstance;

beforeAll(async () => {
  running = await buildTestApp();
  app = running.app;
});
afterAll(() => running.close());

let count = 0;
const newSlug = (): string => `acme-${(count += 1)}-${randomBytes(3).toString('hex')}`;

const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: `/api/v1${url}`, payload, headers });

async function signUp(form: Partial<Record<string, string>> = {}): Promise<SignedIn> {
  const answer = await post('/workspaces', {
    slug: newSlug(),
    companyName: 'Acme Concrete',
    name: 'Ana López',
    email: 'ana@acme.example',
    password: PASSWORD,
    ...form,
  });
  expect(answer.statusCode).toBe(201);
  return answer.json<SignedIn>();
}

const login = (workspace: string, email = 'ana@acme.example', password = PASSWORD) =>
  post('/auth/login', { workspace, email, password });
const refresh = (refreshToken: string) => post('/auth/refresh', { refreshToken });
const refreshed = async (refreshToken: string): Promise<SignedIn> => {
  const answer = await refresh(refreshToken);
  expect(answer.statusCode).toBe(200);
  return answer.json<SignedIn>();
};
const mySessions = (accessToken: string) =>
  app.inject({ url: '/api/v1/auth/sessions', headers: { authorization: `Bearer ${accessToken}` } });

describe('signing up', () => {
  test('makes the workspace, its owner, and signs in at once', async () => {
    const slug = newSlug();
    const answer = await signUp({ slug, email: ' Ana@Acme.Example ' });
    expect(answer).toEqual({
      accessToken: expect.any(String),
      expiresIn: 600,
      refreshToken: expect.stringMatching(new RegExp(`^${answer.workspace.id}\\.[A-Za-z0-9_-]{43}$`)),
      user: { id: expect.any(String), name: 'Ana López', email: 'ana@acme.example', role: 'owner' },
      workspace: { id: expect.any(String), slug, name: 'Acme Concrete', status: 'active' },
    });
    expect((await mySessions(answer.accessToken)).json()).toMatchObject({ sessions: [{ current: true }] });
  });

  test.each([
    [{ slug: 'Acme Concrete' }, 400, 'slug_invalid', /letters a to z/],
    [{ slug: '-acme' }, 400, 'slug_invalid', /Start and end/],
    [{ slug: 'a' }, 400, 'slug_invalid', /at least 2/],
    [{ slug: '' }, 400, 'slug_invalid', /at least 2/],
    [{ email: 'ana' }, 400, 'email_invalid', /name@company\.com/],
    [{ password: 'short' }, 400, 'password_too_short', /at least 15 characters/],
    [{ password: 'acmeconcrete2026' }, 400, 'password_common', /easy to guess/],
    [{ name: '   ' }, 400, 'invalid_request', /name/],
    [{ companyName: 'Acme\u0000' }, 400, 'invalid_request', /companyName/],
    [{ name: 'An\ud800a' }, 400, 'invalid_request', /name/],
  ])('with %j says what to do', async (change, status, code, detail) => {
    const answer = await post('/workspaces', {
      slug: newSlug(),
      companyName: 'Acme Concrete',
      name: 'Ana',
      email: 'ana@acme.example',
      password: PASSWORD,
      ...change,
    });
    expect(answer.json()).toMatchObject({ status, code, detail: expect.stringMatching(detail) });
    expect(answer.headers['content-type']).toMatch(/problem\+json/);
  });

  test('with a slug that another company has says so, also while it is typed', async () => {
    const { workspace } = await signUp();
    const answer = await post('/workspaces', {
      slug: workspace.slug,
      companyName: 'Other',
      name: 'Bo',
      email: 'bo@other.example',
      password: PASSWORD,
    });
    expect(answer.json()).toMatchObject({ status: 409, code: 'slug_taken', field: 'slug' });
    const check = async (slug: string) =>
      (await app.inject(`/api/v1/workspaces/slug-check?slug=${encodeURIComponent(slug)}`)).json<object>();
    expect(await check(workspace.slug)).toMatchObject({
      available: false,
      code: 'slug_taken',
      suggestion: `${workspace.slug}-2`,
    });
    await signUp({ slug: `${workspace.slug}-2` });
    expect(await check(workspace.slug)).toMatchObject({ suggestion: `${workspace.slug}-3` });
    expect(await check('Not A Slug')).toMatchObject({ available: false, code: 'slug_invalid' });
    expect(await check(newSlug())).toMatchObject({ available: true });
  });

  test('by two at once for one slug gives it to one of them', async () => {
    const slug = newSlug();
    const form = { slug, companyName: 'Acme', name: 'Ana', email: 'ana@acme.example', password: PASSWORD };
    const answers = await Promise.all([1, 2, 3].map(() => post('/workspaces', form)));
    expect(answers.map((answer) => String(answer.statusCode)).toSorted()).toEqual(['201', '409', '409']);
  });

  test('keeps the password nowhere as it was typed', async () => {
    const { workspace, user } = await signUp();
    const stored = await running.asAdmin(
      `select p.hash, encode(h.digest, 'hex') as digest from app.passwords p
       join app.password_history h using (tenant_id, user_id) where tenant_id = $1 and user_id = $2`,
      [workspace.id, user.id],
    );
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain('muddy');
    expect(stored[0]).toMatchObject({ hash: expect.stringMatching(/^\$2/) });
  });
});

describe('signing in', () => {
  test('answers like signing up, whatever the case of slug and email', async () => {
    const { workspace, user } = await signUp();
    const answer = await login(workspace.slug.toUpperCase(), 'ANA@acme.example');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ user, workspace, expiresIn: 600 });
  });

  test('answers the same bytes for a wrong password, an unknown person and an unknown workspace', async () => {
    const { workspace } = await signUp();
    const wrong = await Promise.all([
      login(workspace.slug, 'ana@acme.example', 'not the password'),
      login(workspace.slug, 'nobody@acme.example'),
      login('no-such-company', 'ana@acme.example'),
      login('No Such Company!', 'not an email'),
      login(workspace.slug, 'a\u0000b@acme.example'),
    ]);
    expect(new Set(wrong.map((answer) => answer.body)).size).toBe(1);
    expect(wrong[0]?.json()).toMatchObject({
      status: 401,
      code: 'wrong_credentials',
      detail: expect.stringMatching(/Check the workspace, the email and the password/),
    });
    const shapes = wrong.map(({ headers }) => JSON.stringify({ ...headers, date: '' }));
    expect(new Set(shapes).size).toBe(1);
  });

  test('compares a password once, whether the account exists or not', async () => {
    const { workspace } = await signUp();
    for (const [slug, email] of [
      [workspace.slug, 'ana@acme.example'],
      [workspace.slug, 'nobody@acme.example'],
      ['no-such-company', 'ana@acme.example'],
    ] as const) {
      const before = running.comparisons();
      await login(slug, email, 'not the password');
      expect(running.comparisons() - before).toBe(1);
    }
  });

  test('a password of one company is none of another', async () => {
    await signUp();
    const other = await signUp({ password: 'quite another sentence here' });
    expect((await login(other.workspace.slug)).statusCode).toBe(401);
  });

  test('many wrong tries are slowed down and then asked to pause; the right password elsewhere still works', async () => {
    const { workspace } = await signUp();
    const codes: string[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1)
      codes.push((await login(workspace.slug, 'ana@acme.example', 'wrong')).json<{ code: string }>().code);
    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'wrong_credentials'));
    expect(codes.at(-1)).toBe('too_many_requests');
    expect(running.slept().filter((ms) => ms >= 1000).length).toBeGreaterThan(0);
    const elsewhere = await app.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      payload: { workspace: workspace.slug, email: 'ana@acme.example', password: PASSWORD },
      remoteAddress: '203.0.113.7',
    });
    expect(elsewhere.statusCode).toBe(200);
    running.advance(120_000);
    expect((await login(workspace.slug)).statusCode).toBe(200);
  });

  test('the address is kept with the session', async () => {
    const { workspace } = await signUp();
    await app.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      payload: { workspace: workspace.slug, email: 'ana@acme.example', password: PASSWORD },
      headers: { 'user-agent': 'Tablet', 'x-device-id': '0190a000-0000-4000-8000-000000000009' },
      remoteAddress: '203.0.113.7',
    });
    const rows = await running.asAdmin(
      `select host(ip) as ip, user_agent, device_id from app.sessions where tenant_id = $1 order by created_at desc, id desc`,
      [workspace.id],
    );
    expect(rows[0]).toEqual({
      ip: '203.0.113.7',
      user_agent: 'Tablet',
      device_id: '0190a000-0000-4000-8000-000000000009',
    });
  });
});

describe('refreshing', () => {
  test('the newest token is exchanged, and the session stays the same', async () => {
    const first = await signUp();
    const second = await refreshed(first.refreshToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(second).toMatchObject({ user: first.user, workspace: first.workspace });
    expect((await mySessions(second.accessToken)).json<{ sessions: unknown[] }>().sessions).toHaveLength(1);
  });

  test('the parent is accepted while the newest is unused: the answer was lost, two days ago', async () => {
    const first = await signUp();
    await refreshed(first.refreshToken);
    running.advance(2 * DAY);
    const again = await refreshed(first.refreshToken);
    expect((await refresh(again.refreshToken)).statusCode).toBe(200);
  });

  test('the answer may be lost more than once', async () => {
    const first = await signUp();
    await refreshed(first.refreshToken);
    await refreshed(first.refreshToken);
    const third = await refreshed(first.refreshToken);
    const fourth = await refreshed(third.refreshToken);
    expect((await refresh(fourth.refreshToken)).statusCode).toBe(200);
  });

  test('an older token ends the whole family, for the thief and for the person', async () => {
    const first = await signUp();
    const second = await refreshed(first.refreshToken);
    const third = await refreshed(second.refreshToken);
    expect((await refresh(first.refreshToken)).json()).toMatchObject({ status: 401, code: 'login_required' });
    expect((await refresh(third.refreshToken)).json()).toMatchObject({ code: 'login_required' });
    expect((await mySessions(third.accessToken)).json()).toMatchObject({ code: 'login_required' });
  });

  test('a token whose answer was lost and came after all ends the family too', async () => {
    const first = await signUp();
    const lost = await refreshed(first.refreshToken);
    const current = await refreshed(first.refreshToken);
    expect((await refresh(lost.refreshToken)).statusCode).toBe(401);
    expect((await refresh(current.refreshToken)).statusCode).toBe(401);
  });

  test('two exchanges of one token at once are one and its repeat, never a broken family', async () => {
    const first = await signUp();
    const answers = await Promise.all([refresh(first.refreshToken), refresh(first.refreshToken)]);
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200]);
    const rows = await running.asAdmin(
      'select generation from app.refresh_tokens where tenant_id = $1 and not replaced order by generation',
      [first.workspace.id],
    );
    expect(rows).toEqual([{ generation: 1 }, { generation: 2 }]);
  });

  test('one family does not end another: a second device stays signed in', async () => {
    const tablet = await signUp();
    const desk = (await login(tablet.workspace.slug)).json<SignedIn>();
    const next = await refreshed(tablet.refreshToken);
    await refreshed(next.refreshToken);
    await refresh(tablet.refreshToken);
    expect((await refresh(desk.refreshToken)).statusCode).toBe(200);
  });

  test('a family ends after 30 idle days, and a busy one after 180', async () => {
    const idle = await signUp();
    let busy = await signUp();
    for (let month = 0; month < 7; month += 1) {
      running.advance(25 * DAY);
      busy = await refreshed(busy.refreshToken);
    }
    expect((await refresh(idle.refreshToken)).json()).toMatchObject({ code: 'login_required' });
    running.advance(6 * DAY);
    expect((await refresh(busy.refreshToken)).json()).toMatchObject({ code: 'login_required' });
  });

  test.each(['x', 'a.b', `${'0'.repeat(8)}-0000-0000-0000-000000000000.${'A'.repeat(43)}`, "' or 1=1 --"])(
    'what was never a token asks for a login: %s',
    async (token) => {
      expect((await refresh(token)).json()).toMatchObject({ status: 401, code: 'login_required' });
    },
  );

  test('a token of one workspace is nothing in another', async () => {
    const mine = await signUp();
    const other = await signUp();
    const [, secret] = mine.refreshToken.split('.');
    expect((await refresh(`${other.workspace.id}.${secret}`)).statusCode).toBe(401);
    expect((await refresh(mine.refreshToken)).statusCode).toBe(200);
  });
});

describe('signing out', () => {
  test('ends the session at once, though the access token has minutes left', async () => {
    const mine = await signUp();
    expect((await post('/auth/logout', { refreshToken: mine.refreshToken })).statusCode).toBe(204);
    expect((await mySessions(mine.accessToken)).json()).toMatchObject({ code: 'login_required' });
    expect((await refresh(mine.refreshToken)).statusCode).toBe(401);
  });

  test('works with the access token alone, and without a body', async () => {
    const mine = await signUp();
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/auth/logout',
      headers: { authorization: `Bearer ${mine.accessToken}` },
    });
    expect(answer.statusCode).toBe(204);
    expect((await refresh(mine.refreshToken)).statusCode).toBe(401);
  });

  test('of a session that has ended already is no error', async () => {
    const mine = await signUp();
    await post('/auth/logout', { refreshToken: mine.refreshToken });
    expect((await post('/auth/logout', { refreshToken: mine.refreshToken })).statusCode).toBe(204);
  });

  test('another of the own sessions can be ended from the list, and nobody else’s', async () => {
    const tablet = await signUp();
    const desk = (await login(tablet.workspace.slug)).json<SignedIn>();
    const { sessions } = (await mySessions(desk.accessToken)).json<{
      sessions: { id: string; current: boolean }[];
    }>();
    const other = sessions.find((session) => !session.current);
    const end = (token: string) =>
      app.inject({
        method: 'DELETE',
        url: `/api/v1/auth/sessions/${other?.id}`,
        headers: { authorization: `Bearer ${token}` },
      });
    expect((await end((await signUp()).accessToken)).statusCode).toBe(404);
    expect((await end(desk.accessToken)).statusCode).toBe(204);
    expect((await refresh(tablet.refreshToken)).statusCode).toBe(401);
    expect((await refresh(desk.refreshToken)).statusCode).toBe(200);
  });
});

describe('changing the password', () => {
  const change = (token: string, current: string, password: string) =>
    post('/auth/password', { current, password }, { authorization: `Bearer ${token}` });

  test('signs out every other device and keeps this one', async () => {
    const tablet = await signUp();
    const desk = (await login(tablet.workspace.slug)).json<SignedIn>();
    expect((await change(desk.accessToken, PASSWORD, 'clean boots on friday')).statusCode).toBe(204);
    expect((await refresh(tablet.refreshToken)).statusCode).toBe(401);
    expect((await refresh(desk.refreshToken)).statusCode).toBe(200);
    expect((await login(tablet.workspace.slug)).statusCode).toBe(401);
    const again = await login(tablet.workspace.slug, 'ana@acme.example', 'clean boots on friday');
    expect(again.statusCode).toBe(200);
  });

  test('asks for the current one, for a strong one, and for one not used lately', async () => {
    const { accessToken } = await signUp();
    const code = async (current: string, password: string) =>
      (await change(accessToken, current, password)).json<{ code: string }>().code;
    expect(await code('wrong', 'clean boots on friday')).toBe('wrong_credentials');
    expect(await code(PASSWORD, 'short')).toBe('password_too_short');
    expect(await code(PASSWORD, PASSWORD)).toBe('password_reused');
  });
});
