import { randomBytes, randomUUID } from 'node:crypto';
import type { AcceptInviteRequest, MemberWithLink, SignedIn } from 'shared/protocol/auth.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import type { PushAnswer } from 'shared/protocol/push.ts';
import type { Role } from 'shared/domain/permissions.ts';
import type { Login } from './people.ts';
import { openWire } from './wire.ts';

const PASSWORD = 'forms are stripped on friday';

/** A company of a test's own, small and its alone: what is done to it disturbs nobody else. */
export interface Company {
  readonly id: string;
  readonly slug: string;
  readonly owner: Login;
  /** Adds somebody who can sign in; answers the member too, to be removed again. */
  addMember(role: Role, name: string): Promise<{ readonly id: string; readonly login: Login }>;
  call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T>;
}

/** A foreman with two people and two jobs: enough to plan a week. */
export async function foundCompany(url: string): Promise<Company> {
  const slug = `company-${randomBytes(4).toString('hex')}`;
  const ask = openWire(url);
  const email = `owner@${slug}.example`;
  const owner = await ask<SignedIn>('POST', '/workspaces', {
    slug,
    companyName: 'Brazos Flatwork',
    name: 'Olga Owner',
    email,
    password: PASSWORD,
  });
  const token = owner.accessToken;
  const document = (fields: Readonly<Record<string, unknown>>) => ({
    id: randomUUID(),
    rev: randomBytes(8).toString('hex'),
    updatedAt: new Date().toISOString(),
    updatedBy: owner.user.id,
    ...fields,
  });
  const foremanId = randomUUID();
  const { asOf } = await ask<PullAnswer>('GET', '/sync/employees/pull?limit=1', undefined, token);
  const rows = [
    ['employees', { id: foremanId, name: 'Alvarez, Rosa', isForeman: true, active: true }],
    ['employees', { name: 'Boone, Travis', homeForemanId: foremanId, active: true }],
    ['employees', { name: 'Cruz, Marco', homeForemanId: foremanId, active: true }],
    ['projects', { number: '2418', name: 'Riverside L3', status: 'active' }],
    ['projects', { number: '2390', name: 'Gateway Lot', status: 'active' }],
  ] as const;
  const pushed = await ask<PushAnswer>(
    'POST',
    '/sync/push',
    {
      epoch: asOf.epoch,
      rows: rows.map(([collection, fields]) => ({ collection, base: null, document: document(fields) })),
    },
    token,
  );
  if (pushed.rejected.length > 0) throw new Error(JSON.stringify(pushed.rejected));
  return {
    id: owner.workspace.id,
    slug,
    owner: { workspace: slug, email, password: PASSWORD },
    async addMember(role, name) {
      const login = {
        workspace: slug,
        email: `${randomBytes(3).toString('hex')}@${slug}.example`,
        password: PASSWORD,
      };
      const { member, invite } = await ask<MemberWithLink>(
        'POST',
        '/members',
        { role, name, email: login.email },
        token,
      );
      const accept: AcceptInviteRequest = {
        token: invite.token,
        password: PASSWORD,
      };
      await ask('POST', '/auth/invites/accept', accept);
      return { id: member.id, login };
    },
    call: (method, path, body) => ask(method, path, body, token),
  };
}
