/** TEMPORARY until sync/accounts.ts is here. */
import type { Invitation, SignedIn, SlugCheck } from 'shared/protocol/auth.ts';
import { DeviceDb, type DeviceAccount } from '../db/device-db.ts';
import { openWorkspaceDb } from '../db/workspace-db.ts';
import type { AccountCalls } from '../features/account/account-calls.ts';
import { API_ORIGIN } from '../lib/api-origin.ts';
import { ApiProblem, NO_SERVER, NoLine } from '../sync/api.ts';
import { makeWorkspace, type Workspace } from '../sync/workspace.tsx';

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(`${API_ORIGIN}/api/v1${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  } catch {
    throw new NoLine('No answer');
  }
  const found = (await answer.json().catch(() => ({}))) as T;
  if (!answer.ok) throw new ApiProblem(answer.status, found as Record<string, unknown>);
  return found;
}

export const accountCalls: AccountCalls = {
  signIn: (form) => call<SignedIn>('POST', '/auth/login', form),
  signUp: (form) => call<SignedIn>('POST', '/workspaces', form),
  checkSlug: (slug) => call<SlugCheck>('GET', `/workspaces/slug-check?slug=${encodeURIComponent(slug)}`),
  readInvitation: (token) => call<Invitation>('POST', '/auth/invites/read', { token }),
  acceptInvitation: (token, password) => call<SignedIn>('POST', '/auth/invites/accept', { token, password }),
};

const device = new DeviceDb();

export async function rememberSignedIn({ user, workspace }: SignedIn): Promise<void> {
  await device.accounts.put({
    key: `${workspace.id}:${user.id}`,
    user,
    workspace,
    lastUsedAt: new Date().toISOString(),
    signedIn: true,
  });
}

export const knownAccounts = async (): Promise<readonly DeviceAccount[]> =>
  (await device.accounts.toArray()).sort((a, b) => b.lastUsedAt.localeCompare(a.lastUsedAt));

export async function openWorkspace(slug: string): Promise<Workspace | undefined> {
  const account = (await knownAccounts()).find((one) => one.workspace.slug === slug);
  if (!account) return undefined;
  const db = await openWorkspaceDb({ tenantId: account.workspace.id, userId: account.user.id });
  return makeWorkspace({
    db,
    user: account.user,
    workspace: { ...account.workspace, status: 'active' },
    clock: {
      now: () => Date.now(),
      nowInstant: () => new Date().toISOString(),
      today: () => new Date().toISOString().slice(0, 10),
    } as Workspace['clock'],
    random: (n) => crypto.getRandomValues(new Uint8Array(n)),
    api: NO_SERVER,
  });
}

export const chooseAccount = async (key: string): Promise<void> => {
  await device.accounts.update(key, { lastUsedAt: new Date().toISOString() });
};

export const leave = async (_workspace: Workspace): Promise<void> => undefined;
export const exportUnsent = async (_workspace: Workspace): Promise<void> => undefined;
