import { randomBytes } from 'node:crypto';
import type { FastifyInstance, HTTPMethods } from 'fastify';
import type { Role } from 'shared/domain/permissions.ts';
import type { Member, MemberWithLink, SignedIn } from 'shared/protocol/auth.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '../../../test/app.ts';

const PASSWORD = 'muddy boots on tuesday';
const DAY = 86_400_000;

let running: TestApp;
let app: FastifyInstance;
let owner: SignedIn;

const call = (who: SignedIn | undefined, method: HTTPMethods, url: string, payload?: object) =>
  app.inject({
    method,
    url: `/api/v1${url}`,
    ...(payload && { payload }),
    headers: who ? { authorization: `Bearer ${who.accessToken}` } : {},
  });

async function signUp(): Promise<SignedIn> {
  const answer = await call(undefined, 'POST', '/workspaces', {
    slug: `team-${randomBytes(4).toString('hex')}`,
    companyName: 'Acme Concrete',
    name: 'Olga Owner',
    email: 'olga@acme.example',
    password: PASSWORD,
  });
  return answer.json<SignedIn>();
}

let count = 0;
const add = async (
  by: SignedIn,
  role: Role,
  email = `p${(count += 1)}@acme.example`,
): Promise<MemberWithLink> => {
  const answer = await call(by, 'POST', '/members', { name: `Person ${count}`, email, role });
  expect(answer.statusCode).toBe(201);
  return answer.json<MemberWithLink>();
};
const accept = (token: string, password = PASSWORD) =>
  call(undefined, 'POST', '/auth/invites/accept', { token, password });
async function join(by: SignedIn, role: Role): Promise<SignedIn> {
  const { invite } = await add(by, role);
  return (await accept(invite.token)).json<SignedIn>();
}
const codeOf = (answer: { readonly body: string }): string =>
  (JSON.parse(answer.body) as { code: string }).code;

beforeAll(async () => {
  running = await buildTestApp();
  app = running.app;
  owner = await signUp();
});
afterAll(() => running.close());

describe('adding a member', () => {
  test('gives a link that tells who it is for, sets the password and signs in', async () => {
    const { member, invite } = await add(owner, 'scheduler');
    expect(member).toMatchObject({ role: 'scheduler', invited: true });
    expect(invite.path).toBe(`/w/${owner.workspace.slug}/join#${invite.token}`);
    const read = await call(undefined, 'POST', '/auth/invites/read', { token: invite.token });
    expect(read.json()).toEqual({
      workspace: { slug: owner.workspace.slug, name: 'Acme Concrete' },
      user: { name: member.name, email: member.email, role: 'scheduler' },
      expiresAt: invite.expiresAt,
    });
    const answer = await accept(invite.token);
    expect(answer.json()).toMatchObject({ user: { id: member.id, role: 'scheduler' } });
    const login = await call(undefined, 'POST', '/auth/login', {
      workspace: owner.workspace.slug,
      email: member.email,
      password: PASSWORD,
    });
    expect(login.statusCode).toBe(200);
  });

  test('a link works once, for seven days, and not after a newer one', async () => {
    const used = await add(owner, 'viewer');
    await accept(used.invite.token);
    const replaced = await add(owner, 'viewer');
    await call(owner, 'POST', `/members/${replaced.member.id}/link`);
    const fresh = await signUp();
    const old = await add(fresh, 'viewer');
    const bodies = [await accept(used.invite.token), await accept(replaced.invite.token)];
    running.advance(7 * DAY);
    bodies.push(await accept(old.invite.token), await accept('nonsense'));
    expect(bodies.map(codeOf)).toEqual(Array.from({ length: 4 }, () => 'link_invalid'));
    expect(new Set(bodies.map((answer) => answer.body)).size).toBe(1);
    running.advance(-7 * DAY);
  });

  test('two who come with one link at once: one gets in', async () => {
    const { invite } = await add(owner, 'viewer');
    const answers = await Promise.all([accept(invite.token), accept(invite.token)]);
    expect(answers.map((answer) => String(answer.statusCode)).toSorted()).toEqual(['200', '410']);
  });

  test('a weak password leaves the link unused', async () => {
    const { invite } = await add(owner, 'viewer');
    expect(codeOf(await accept(invite.token, 'short'))).toBe('password_too_short');
    expect((await accept(invite.token)).statusCode).toBe(200);
  });

  test('administrators need a longer password than others', async () => {
    const { invite } = await add(owner, 'admin');
    expect((await accept(invite.token, 'tulip-Kra9xf')).json()).toMatchObject({ least: 15 });
    const foreman = await add(owner, 'foreman');
    expect((await accept(foreman.invite.token, 'tulip-Kra9xf')).statusCode).toBe(200);
  });

  test('an address that somebody has, an address that is none, and a role that is none say so', async () => {
    const taken = await call(owner, 'POST', '/members', {
      name: 'X',
      email: 'OLGA@acme.example',
      role: 'viewer',
    });
    expect(taken.json()).toMatchObject({ status: 409, code: 'email_taken', field: 'email' });
    const wrong = await call(owner, 'POST', '/members', { name: 'X', email: 'x', role: 'viewer' });
    expect(codeOf(wrong)).toBe('email_invalid');
    const role = await call(owner, 'POST', '/members', { name: 'X', email: 'x@y.example', role: 'god' });
    expect(codeOf(role)).toBe('invalid_request');
  });

  test('the same person in two companies is two people', async () => {
    const other = await signUp();
    const here = await add(owner, 'viewer', 'both@acme.example');
    const there = await add(other, 'admin', 'both@acme.example');
    expect(here.member.id).not.toBe(there.member.id);
    const { members } = (await call(other, 'GET', '/members')).json<{ members: Member[] }>();
    expect(members.map((member) => member.id).sort()).toEqual([other.user.id, there.member.id].sort());
  });
});

describe('who may look after the team', () => {
  test.each(['scheduler', 'foreman', 'viewer'] as const)('a %s sees it and changes nothing', async (role) => {
    const me = await join(owner, role);
    expect((await call(me, 'GET', '/members')).statusCode).toBe(200);
    const form = { name: 'X', email: 'x@acme.example', role: 'viewer' };
    expect(codeOf(await call(me, 'POST', '/members', form))).toBe('not_permitted');
    expect(codeOf(await call(me, 'DELETE', `/members/${owner.user.id}`))).toBe('not_permitted');
    expect(codeOf(await call(me, 'PATCH', `/members/${me.user.id}`, { role: 'owner' }))).toBe(
      'not_permitted',
    );
    expect(codeOf(await call(me, 'POST', `/members/${owner.user.id}/link`))).toBe('not_permitted');
  });

  test('an administrator manages everybody but owners, and makes none', async () => {
    const admin = await join(owner, 'admin');
    const { member } = await add(admin, 'scheduler');
    const changed = await call(admin, 'PATCH', `/members/${member.id}`, {
      role: 'foreman',
      name: 'New Name',
    });
    expect(changed.json()).toMatchObject({ member: { role: 'foreman', name: 'New Name' } });
    expect(codeOf(await call(admin, 'PATCH', `/members/${member.id}`, { role: 'owner' }))).toBe(
      'not_permitted',
    );
    expect(codeOf(await call(admin, 'DELETE', `/members/${owner.user.id}`))).toBe('not_permitted');
    expect(codeOf(await call(admin, 'POST', `/members/${owner.user.id}/link`))).toBe('not_permitted');
  });

  test('the last owner stays one', async () => {
    const alone = await signUp();
    expect(codeOf(await call(alone, 'DELETE', `/members/${alone.user.id}`))).toBe('last_owner');
    expect(codeOf(await call(alone, 'PATCH', `/members/${alone.user.id}`, { role: 'admin' }))).toBe(
      'last_owner',
    );
  });

  test('an owner who has not set a password yet does not let the last one go', async () => {
    const alone = await signUp();
    await add(alone, 'owner');
    expect(codeOf(await call(alone, 'DELETE', `/members/${alone.user.id}`))).toBe('last_owner');
  });

  test('two owners who remove one another at once leave one', async () => {
    const first = await signUp();
    const second = await join(first, 'owner');
    const answers = await Promise.all([
      call(first, 'DELETE', `/members/${second.user.id}`),
      call(second, 'DELETE', `/members/${first.user.id}`),
    ]);
    expect(answers.map((answer) => String(answer.statusCode)).toSorted()).toEqual(['204', '403']);
  });

  test('a member of another company is nobody here', async () => {
    const other = await signUp();
    for (const id of [other.user.id, 'nonsense', '0190a000-0000-7000-8000-000000000001']) {
      const answer = await call(owner, 'DELETE', `/members/${id}`);
      expect(answer.json()).toMatchObject({ status: 404, detail: 'There is no such member.' });
    }
  });
});

describe('removing a member', () => {
  test('takes effect at once, and every call leaves a way to hand over what the device holds', async () => {
    const me = await join(owner, 'foreman');
    expect((await call(owner, 'DELETE', `/members/${me.user.id}`)).statusCode).toBe(204);
    const answers = [
      await call(me, 'GET', '/members'),
      await call(undefined, 'POST', '/auth/refresh', { refreshToken: me.refreshToken }),
      await call(undefined, 'POST', '/auth/login', {
        workspace: owner.workspace.slug,
        email: me.user.email,
        password: PASSWORD,
      }),
    ];
    for (const answer of answers)
      expect(answer.json()).toMatchObject({ status: 403, code: 'removed', drainToken: expect.any(String) });
  });

  test('does not tell somebody without the password that they were here', async () => {
    const me = await join(owner, 'foreman');
    await call(owner, 'DELETE', `/members/${me.user.id}`);
    const answer = await call(undefined, 'POST', '/auth/login', {
      workspace: owner.workspace.slug,
      email: me.user.email,
      password: 'not the password',
    });
    expect(codeOf(answer)).toBe('wrong_credentials');
  });

  test('keeps the name in the list, since records speak of it, and ends open links', async () => {
    const { member, invite } = await add(owner, 'viewer');
    await call(owner, 'DELETE', `/members/${member.id}`);
    const { members } = (await call(owner, 'GET', '/members')).json<{ members: Member[] }>();
    expect(members.find((one) => one.id === member.id)).toMatchObject({ removedAt: expect.any(String) });
    expect(codeOf(await accept(invite.token))).toBe('link_invalid');
    expect(codeOf(await call(owner, 'POST', `/members/${member.id}/link`))).toBe('not_found');
  });

  test('and adding them again brings the same person back, with every device signed out', async () => {
    const me = await join(owner, 'foreman');
    await call(owner, 'DELETE', `/members/${me.user.id}`);
    const again = await add(owner, 'scheduler', me.user.email);
    expect(again.member).toMatchObject({ id: me.user.id, role: 'scheduler' });
    expect(again.member.removedAt).toBeUndefined();
    expect(codeOf(await call(me, 'GET', '/members'))).toBe('login_required');
    const back = await accept(again.invite.token, 'clean boots on friday');
    expect(back.json()).toMatchObject({ user: { id: me.user.id } });
  });
});

test('a link for somebody who lost the password lives half an hour and signs out the other devices', async () => {
  const me = await join(owner, 'foreman');
  const make = async () =>
    (await call(owner, 'POST', `/members/${me.user.id}/link`)).json<MemberWithLink>().invite.token;
  const old = await make();
  running.advance(31 * 60_000);
  expect(codeOf(await accept(old))).toBe('link_invalid');
  running.advance(-31 * 60_000);
  const token = await make();
  expect(codeOf(await accept(token))).toBe('password_reused');
  expect((await accept(token, 'clean boots on friday')).statusCode).toBe(200);
  expect(codeOf(await call(me, 'GET', '/members'))).toBe('login_required');
});
