import type { FastifyInstance } from 'fastify';
import { isUuid } from 'shared/lib/ids.ts';
import type { SessionInfo } from 'shared/protocol/auth.ts';
import { inAccounts } from '../../db/scope.ts';
import { Problem } from '../../plugins/problem.ts';
import { instantOf, type AccountDeps } from './accounts.ts';
import { findCaller } from './people.repo.ts';
import { liveSessions, revokeSessions, type SessionRow } from './sessions.repo.ts';
import { NOTHING, sessionsShape } from 'shared/protocol/answers.ts';
import { WITH_ACCESS_TOKEN } from '../../plugins/open-api.ts';

const infoOf = (row: SessionRow, currentId: string): SessionInfo => ({
  id: row.id,
  current: row.id === currentId,
  ...(row.device_id === null ? {} : { deviceId: row.device_id }),
  ...(row.network === null ? {} : { network: row.network }),
  ...(row.user_agent === null ? {} : { userAgent: row.user_agent }),
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
});

/** GET and DELETE /auth/sessions: where one is signed in, and an end to it. */
export function sessionRoutes(app: FastifyInstance, deps: AccountDeps): void {
  app.get(
    '/auth/sessions',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'Own sessions',
        tags: ['accounts'],
        ...WITH_ACCESS_TOKEN,
        response: { 200: sessionsShape },
      },
    },
    async (request) => {
      const { tenantId, userId, sessionId } = request.principal;
      const rows = await inAccounts(
        deps.database,
        tenantId,
        async (tx) => {
          await findCaller(tx, request.principal, 'read');
          return liveSessions(tx, tenantId, userId, deps.now());
        },
        'read',
      );
      return { sessions: rows.map((row) => infoOf(row, sessionId)) };
    },
  );

  app.delete<{ Params: { id: string } }>(
    '/auth/sessions/:id',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'End an own session',
        tags: ['accounts'],
        ...WITH_ACCESS_TOKEN,
        response: { 204: NOTHING },
      },
    },
    async (request, reply) => {
      const { tenantId, userId } = request.principal;
      const sessionId = request.params.id;
      const ended = await inAccounts(deps.database, tenantId, async (tx) => {
        await findCaller(tx, request.principal);
        if (!isUuid(sessionId)) return 0;
        const at = instantOf(deps.now());
        return revokeSessions(tx, { tenantId, userId, sessionId, reason: 'signed_out', at });
      });
      if (ended === 0) throw new Problem('not_found', 'This session has ended already.');
      deps.hub.endAccess(tenantId, userId);
      return reply.code(204).send();
    },
  );
}
