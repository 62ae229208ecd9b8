import type { FastifyInstance } from 'fastify';
import { isEmail, normalEmail } from 'shared/domain/accounts/email.ts';
import { SLUG } from 'shared/domain/accounts/slug.ts';
import { loginRequest, type LoginRequest } from 'shared/protocol/auth.ts';
import { inAccounts } from '../../db/scope.ts';
import { Problem } from '../../plugins/problem.ts';
import { BUCKETS, networkOf } from '../../plugins/rate-limits.ts';
import { openSession, type AccountDeps } from './accounts.ts';
import { originOf } from './caller.ts';
import { findPersonByEmail, findWorkspaceId } from './people.repo.ts';
import { signedInShape } from 'shared/protocol/answers.ts';

/** A workspace and a session that never exist: asked for where the real one does not, so that both take as long. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Tries beyond the free ones wait a second each, up to here; the bucket refuses further ones. */
const FREE_TRIES = 5;
const LONGEST_DELAY_S = BUCKETS.loginByAccount.holds - FREE_TRIES;
const FAILURE_WEIGHT = 9;

/**
 * Holds back who guesses, by address, by workspace, by account. Counted before the password is looked at, so that
 * many tries at once are many, and on what was typed, so that an account that does not exist is held back alike.
 */
async function holdBack(deps: AccountDeps, address: string, slug: string, email: string): Promise<void> {
  const account = `${slug} ${email}`;
  await deps.rateLimits.take('loginByAddress', address);
  await deps.rateLimits.take('loginByWorkspace', slug);
  const tries = await deps.rateLimits.take('loginByAccount', `${account} ${address}`);
  const { isFull } = await deps.rateLimits.fill('loginByAccountAnywhere', account);
  const delayS = isFull ? LONGEST_DELAY_S : Math.max(0, tries - FREE_TRIES);
  if (delayS > 0) await deps.sleep(delayS * 1000);
}

/** POST /auth/login */
export function loginRoute(app: FastifyInstance, deps: AccountDeps): void {
  app.post<{ Body: LoginRequest }>(
    '/auth/login',
    {
      schema: {
        summary: 'Sign in',
        tags: ['accounts'],
        body: loginRequest,
        response: { 200: signedInShape },
      },
    },
    async (request) => {
      const origin = originOf(request);
      const address = networkOf(origin.ip);
      const typedSlug = request.body.workspace.trim().toLowerCase();
      const slug = SLUG.test(typedSlug) ? typedSlug : '';
      const typedEmail = normalEmail(request.body.email);
      const email = isEmail(typedEmail) && typedEmail.isWellFormed() ? typedEmail : '';
      await holdBack(deps, address, slug, email);

      const known = await inAccounts(deps.database, null, (tx) => findWorkspaceId(tx, slug), 'read');
      const tenantId = known ?? NOBODY;
      const person = await inAccounts(
        deps.database,
        tenantId,
        (tx) => findPersonByEmail(tx, tenantId, email),
        'read',
      );
      const isRight = await deps.passwords.matches(request.body.password, person?.passwordHash);
      if (!person || !isRight) {
        await deps.rateLimits.fill('loginByAddress', address, FAILURE_WEIGHT);
        throw new Problem(
          'wrong_credentials',
          'Check the workspace, the email and the password. An administrator of the workspace can make a new link for a lost password.',
        );
      }
      await deps.rateLimits.empty('loginByAccount', `${slug} ${email} ${address}`);
      if (person.isRemoved)
        throw new Problem('removed', undefined, {
          drainToken: deps.tokens.drain({ tenantId, userId: person.id, sessionId: NOBODY }),
        });
      return inAccounts(deps.database, tenantId, (tx) =>
        openSession(deps, tx, { tenantId, userId: person.id }, origin),
      );
    },
  );
}
