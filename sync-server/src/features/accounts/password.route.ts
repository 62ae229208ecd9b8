import type { FastifyInstance } from 'fastify';
import { changePasswordRequest, type ChangePasswordRequest } from 'shared/protocol/auth.ts';
import { inAccounts } from '../../db/scope.ts';
import { Problem } from '../../plugins/problem.ts';
import { instantOf, preparePassword, refuseWeakPassword, type AccountDeps } from './accounts.ts';
import { findCaller, passwordHistory, storePassword, type Person } from './people.repo.ts';
import { revokeSessions } from './sessions.repo.ts';
import { NOTHING } from 'shared/protocol/answers.ts';
import { WITH_ACCESS_TOKEN } from '../../plugins/open-api.ts';

/** @throws password_reused */
export async function refuseReused(
  deps: AccountDeps,
  tenantId: string,
  userId: string,
  password: string,
): Promise<void> {
  const history = await inAccounts(deps.database, tenantId, (tx) => passwordHistory(tx, tenantId, userId));
  if (await deps.passwords.wasUsed(password, history))
    throw new Problem('password_reused', 'Choose a password that you have not used lately.', {
      field: 'password',
    });
}

export const knownOf = (person: Person): readonly string[] => [
  person.name,
  person.email,
  person.workspace.name,
  person.workspace.slug,
];

/** POST /auth/password: the own one. All other devices sign in again; this one goes on. */
export function passwordRoute(app: FastifyInstance, deps: AccountDeps): void {
  app.post<{ Body: ChangePasswordRequest }>(
    '/auth/password',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'Change the own password',
        tags: ['accounts'],
        body: changePasswordRequest,
        ...WITH_ACCESS_TOKEN,
        response: { 204: NOTHING },
      },
    },
    async (request, reply) => {
      const { tenantId, userId, sessionId } = request.principal;
      const { current, password } = request.body;
      const person = await inAccounts(deps.database, tenantId, (tx) => findCaller(tx, request.principal));
      await deps.rateLimits.take('loginByAccount', `password ${userId}`);
      if (!(await deps.passwords.matches(current, person.passwordHash)))
        throw new Problem('wrong_credentials', 'The current password is not right.', { field: 'current' });
      refuseWeakPassword(password, { role: person.role, known: knownOf(person) });
      await refuseReused(deps, tenantId, userId, password);
      const ready = await preparePassword(deps, password);
      const at = instantOf(deps.now());
      await inAccounts(deps.database, tenantId, async (tx) => {
        await findCaller(tx, request.principal);
        await storePassword(tx, tenantId, userId, { ...ready, at });
        await revokeSessions(tx, { tenantId, userId, exceptId: sessionId, reason: 'password_changed', at });
      });
      deps.hub.endAccess(tenantId, userId);
      return reply.code(204).send();
    },
  );
}
