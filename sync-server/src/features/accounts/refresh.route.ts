import type { FastifyInstance } from 'fastify';
import { refreshRequest, type RefreshRequest, type SignedIn } from 'shared/protocol/auth.ts';
import { inAccounts, type Queries } from '../../db/scope.ts';
import { makeOpaqueToken, readOpaqueToken, type OpaqueToken } from '../../plugins/opaque-token.ts';
import { Problem } from '../../plugins/problem.ts';
import { networkOf } from '../../plugins/rate-limits.ts';
import { instantOf, signedIn, type AccountDeps } from './accounts.ts';
import { originOf } from './caller.ts';
import { findPerson } from './people.repo.ts';
import { judgeRefresh } from './refresh-family.ts';
import {
  findRefreshToken,
  insertRefreshToken,
  replaceGeneration,
  revokeSessions,
  touchSession,
  type FoundToken,
  type RevokeReason,
} from './sessions.repo.ts';
import { signedInShape } from 'shared/protocol/answers.ts';

/** Outcomes are values, not exceptions: ending a family must be committed before anybody is told. */
type Outcome =
  | { readonly kind: 'signed_in'; readonly answer: SignedIn }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly endedFor?: string };

const refused = (problem: Problem): Outcome => ({ kind: 'refused', problem });
const signInAgain = (endedFor?: string): Outcome => ({
  ...refused(new Problem('login_required', 'Sign in again to go on.')),
  ...(endedFor !== undefined && { endedFor }),
});

async function nextToken(
  deps: AccountDeps,
  tx: Queries,
  tenantId: string,
  found: FoundToken,
  generation: number,
): Promise<string> {
  const token = makeOpaqueToken(tenantId, deps.random);
  await insertRefreshToken(tx, {
    tenantId,
    sessionId: found.sessionId,
    hash: token.hash,
    generation,
    at: instantOf(deps.now()),
  });
  return token.text;
}

async function exchange(
  deps: AccountDeps,
  tx: Queries,
  presented: OpaqueToken,
  ip: string,
): Promise<Outcome> {
  const { tenantId } = presented;
  const now = deps.now();
  const found = await findRefreshToken(tx, tenantId, presented.hash);
  if (!found || found.isRevoked) return signInAgain();

  const person = await findPerson(tx, tenantId, found.userId);
  if (!person) return signInAgain();
  if (person.workspace.status === 'deleted') return refused(new Problem('gone'));

  const verdict = judgeRefresh(found, found, now);
  if (verdict.kind === 'theft' || verdict.kind === 'expired') {
    const reason: RevokeReason = verdict.kind;
    await revokeSessions(tx, { tenantId, sessionId: found.sessionId, reason, at: instantOf(now) });
    return signInAgain(found.userId);
  }
  if (person.isRemoved) {
    const { userId, sessionId } = found;
    return refused(
      new Problem('removed', undefined, { drainToken: deps.tokens.drain({ tenantId, userId, sessionId }) }),
    );
  }
  if (verdict.kind === 'answer_lost')
    await replaceGeneration(tx, tenantId, found.sessionId, verdict.generation);
  const refreshToken = await nextToken(deps, tx, tenantId, found, verdict.generation);
  await touchSession(tx, { tenantId, id: found.sessionId, ip, at: now });
  return { kind: 'signed_in', answer: signedIn(deps, person, { id: found.sessionId, refreshToken }) };
}

/** POST /auth/refresh */
export function refreshRoute(app: FastifyInstance, deps: AccountDeps): void {
  app.post<{ Body: RefreshRequest }>(
    '/auth/refresh',
    {
      schema: {
        summary: 'Exchange a refresh token',
        tags: ['accounts'],
        body: refreshRequest,
        response: { 200: signedInShape },
      },
    },
    async (request) => {
      const { ip } = originOf(request);
      await deps.rateLimits.take('refreshByAddress', networkOf(ip));
      const presented = readOpaqueToken(request.body.refreshToken);
      const outcome = presented
        ? await inAccounts(deps.database, presented.tenantId, (tx) => exchange(deps, tx, presented, ip))
        : signInAgain();
      if (outcome.kind === 'refused') {
        if (presented && outcome.endedFor !== undefined)
          deps.hub.endAccess(presented.tenantId, outcome.endedFor);
        throw outcome.problem;
      }
      return outcome.answer;
    },
  );
}
