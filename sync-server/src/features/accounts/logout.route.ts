import type { FastifyInstance } from 'fastify';
import { inAccounts } from '../../db/scope.ts';
import { readOpaqueToken } from '../../plugins/opaque-token.ts';
import { instantOf, type AccountDeps } from './accounts.ts';
import { findRefreshToken, revokeSessions } from './sessions.repo.ts';
import { NOTHING } from 'shared/protocol/answers.ts';

const logoutRequest = {
  type: 'object',
  additionalProperties: false,
  properties: { refreshToken: { type: 'string', minLength: 1, maxLength: 200 } },
} as const;

/**
 * POST /auth/logout, with the refresh token in the body or else the access token in its header: a device that was
 * offline for long has only the first. A session that has ended already is signed out too.
 */
export function logoutRoute(app: FastifyInstance, deps: AccountDeps): void {
  app.post<{ Body: { readonly refreshToken?: string } | undefined }>(
    '/auth/logout',
    {
      schema: {
        summary: 'Sign out',
        tags: ['accounts'],
        description: 'With the refresh token in the body, or else the access token in the header.',
        body: { anyOf: [logoutRequest, { type: 'null' }] },
        security: [{}, { accessToken: [] }],
        response: { 204: NOTHING },
      },
      preValidation: async (request) => {
        request.body ??= {};
      },
    },
    async (request, reply) => {
      const at = instantOf(deps.now());
      const refreshToken = request.body?.refreshToken;
      if (refreshToken === undefined) {
        await app.authenticate(request);
        const { tenantId, sessionId, userId } = request.principal;
        await inAccounts(deps.database, tenantId, (tx) =>
          revokeSessions(tx, { tenantId, sessionId, userId, reason: 'signed_out', at }),
        );
        deps.hub.endAccess(tenantId, userId);
        return reply.code(204).send();
      }
      const token = readOpaqueToken(refreshToken);
      if (token) {
        const { tenantId, hash } = token;
        const found = await inAccounts(deps.database, tenantId, async (tx) => {
          const holder = await findRefreshToken(tx, tenantId, hash);
          if (holder)
            await revokeSessions(tx, { tenantId, sessionId: holder.sessionId, reason: 'signed_out', at });
          return holder;
        });
        if (found) deps.hub.endAccess(tenantId, found.userId);
      }
      return reply.code(204).send();
    },
  );
}
