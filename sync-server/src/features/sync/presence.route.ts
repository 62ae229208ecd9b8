import type { FastifyInstance } from 'fastify';
import { NOTHING } from 'shared/protocol/answers.ts';
import { presenceRequestSchema, type PresenceRequest } from 'shared/protocol/presence.ts';
import { inTenant } from '../../db/scope.ts';
import { FROM_A_DEVICE, WITH_ACCESS_TOKEN } from '../../plugins/open-api.ts';
import type { Presence } from './presence.ts';
import { notePresence, takeLeave } from './presence.repo.ts';
import type { SyncDeps } from './sync.ts';

/** POST /sync/presence */
export function presenceRoute(app: FastifyInstance, deps: SyncDeps, presence: Presence): void {
  app.post<{ Body: PresenceRequest }>(
    '/sync/presence',
    {
      schema: {
        summary: 'Say where one open tab is',
        description: 'Told to everybody else in the workspace by their streams; kept nowhere.',
        tags: ['sync'],
        body: presenceRequestSchema,
        ...FROM_A_DEVICE,
        ...WITH_ACCESS_TOKEN,
        response: { 204: NOTHING },
      },
    },
    async (request, reply) => {
      const { principal, body } = request;
      await inTenant(deps.database, principal, 'aside', (tx) =>
        body.away ? takeLeave(tx, principal, body.stream) : notePresence(tx, principal, body),
      );
      presence.look(principal.tenantId);
      deps.hub.tellPresence(principal.tenantId);
      return reply.code(204).send();
    },
  );
}
