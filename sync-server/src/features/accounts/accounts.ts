import { uuidv7 } from 'shared/lib/ids.ts';
import {
  passwordFault,
  leastPasswordLength,
  LONGEST_PASSWORD,
} from 'shared/domain/accounts/password-policy.ts';
import { isEmail, normalEmail } from 'shared/domain/accounts/email.ts';
import type { SignedIn } from 'shared/protocol/auth.ts';
import type { Database } from '../../db/database.ts';
import { MemberRemoved, WorkspaceGone, type Queries } from '../../db/scope.ts';
import { ACCESS_TOKEN_S, type TokenIssuer } from '../../plugins/auth.ts';
import type { Hub } from '../../plugins/hub.ts';
import { makeOpaqueToken } from '../../plugins/opaque-token.ts';
import type { PastPassword, Passwords } from '../../plugins/passwords.ts';
import { Problem } from '../../plugins/problem.ts';
import type { RateLimits } from '../../plugins/rate-limits.ts';
import type { Origin } from './caller.ts';
import { findPerson, insertPerson, storePassword, type NewPerson, type Person } from './people.repo.ts';
import { insertRefreshToken, insertSession } from './sessions.repo.ts';

export interface AccountDeps {
  readonly database: Database;
  readonly tokens: TokenIssuer;
  readonly passwords: Passwords;
  readonly rateLimits: RateLimits;
  readonly hub: Pick<Hub, 'endAccess'>;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly sleep: (ms: number) => Promise<void>;
}

export const instantOf = (ms: number): string => new Date(ms).toISOString();

/** Trimmed, and without what no name holds and no screen shows. */
export function cleanName(text: string, field: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new Problem('invalid_request', `Fill in ${field}.`, { field });
  if (!trimmed.isWellFormed() || /\p{Cc}/u.test(trimmed))
    throw new Problem('invalid_request', `Take the characters that cannot be shown out of ${field}.`, {
      field,
    });
  return trimmed;
}

export function cleanEmail(typed: string): string {
  const email = normalEmail(typed);
  if (!email.isWellFormed() || !isEmail(email))
    throw new Problem('email_invalid', 'Write the email address like name@company.com.', { field: 'email' });
  return email;
}

/** @throws a problem that says what to do about it */
export function refuseWeakPassword(
  password: string,
  person: { readonly role: Person['role']; readonly known: readonly string[] },
): void {
  const field = 'password';
  if (password.length > LONGEST_PASSWORD || !password.isWellFormed())
    throw new Problem('invalid_request', `Choose a password of at most ${LONGEST_PASSWORD} characters.`, {
      field,
    });
  const fault = passwordFault(password, person);
  const least = leastPasswordLength(person.role);
  if (fault === 'too_short')
    throw new Problem('password_too_short', `Choose a password of at least ${least} characters.`, {
      field,
      least,
    });
  if (fault === 'common')
    throw new Problem(
      'password_common',
      'This password is easy to guess. Choose a few words that do not belong together.',
      { field },
    );
}

/** A hashed password, made before any transaction is open: hashing takes long, and a connection is dear. */
export interface ReadyPassword {
  readonly hash: string;
  readonly past: PastPassword;
}

export const preparePassword = async (deps: AccountDeps, password: string): Promise<ReadyPassword> => ({
  hash: await deps.passwords.hash(password),
  past: await deps.passwords.past(password),
});

export async function addPerson(
  deps: AccountDeps,
  tx: Queries,
  tenantId: string,
  person: NewPerson,
  password?: ReadyPassword,
): Promise<void> {
  await insertPerson(tx, tenantId, person);
  if (password) await storePassword(tx, tenantId, person.id, { ...password, at: instantOf(deps.now()) });
}

/** What a client needs to work as this person; the caller has stored the refresh token. */
export function signedIn(
  deps: AccountDeps,
  person: Person,
  session: { readonly id: string; readonly refreshToken: string },
): SignedIn {
  const { id, name, email, role, regionIds, workspace } = person;
  if (workspace.status === 'deleted') throw new WorkspaceGone();
  return {
    accessToken: deps.tokens.access({ tenantId: workspace.id, userId: id, sessionId: session.id }),
    expiresIn: ACCESS_TOKEN_S,
    refreshToken: session.refreshToken,
    user: { id, name, email, role, ...(regionIds ? { regionIds } : {}) },
    workspace: { id: workspace.id, slug: workspace.slug, name: workspace.name, status: workspace.status },
  };
}

/** A person proved who they are: a new session, and the first token of its family. */
export async function openSession(
  deps: AccountDeps,
  tx: Queries,
  who: { readonly tenantId: string; readonly userId: string },
  origin: Origin,
): Promise<SignedIn> {
  const now = deps.now();
  const person = await findPerson(tx, who.tenantId, who.userId);
  if (!person || person.isRemoved) throw new MemberRemoved();
  const id = uuidv7(now, deps.random);
  await insertSession(tx, { ...origin, id, ...who, at: instantOf(now) });
  const token = makeOpaqueToken(who.tenantId, deps.random);
  await insertRefreshToken(tx, {
    tenantId: who.tenantId,
    sessionId: id,
    hash: token.hash,
    generation: 1,
    at: instantOf(now),
  });
  return signedIn(deps, person, { id, refreshToken: token.text });
}
