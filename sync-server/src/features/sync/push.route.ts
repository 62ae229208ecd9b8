import type { FastifyInstance } from 'fastify';
import { MAX_PUSH_BYTES, pushRequestSchema, type PushRequest } from 'shared/protocol/push.ts';
import { push } from './push.ts';
import type { SyncDeps } from './sync.ts';
import { pushShape } from 'shared/protocol/answers.ts';
import { FROM_A_DEVICE, WITH_ACCESS_TOKEN } from '../../plugins/open-api.ts';

/** POST /sync/push */
export function pushRoute(app: FastifyInstance, deps: SyncDeps): void {
  app.post<{ Body: PushRequest }>(
    '/sync/push',
    {
      bodyLimit: MAX_PUSH_BYTES,
      schema: {
        summary: 'Send what changed',
        description: 'One transaction. A row in neither list of the answer is accepted as sent.',
        tags: ['sync'],
        body: pushRequestSchema,
        ...FROM_A_DEVICE,
        ...WITH_ACCESS_TOKEN,
        response: { 200: pushShape },
      },
    },
    async (request) => push(deps, request.principal, request.body),
  );
}
