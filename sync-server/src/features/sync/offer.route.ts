import type { FastifyInstance } from 'fastify';
import { pushShape } from 'shared/protocol/answers.ts';
import { offerRequestSchema, type OfferRequest } from 'shared/protocol/offer.ts';
import { MAX_PUSH_BYTES } from 'shared/protocol/push.ts';
import { WITH_ACCESS_TOKEN } from '../../plugins/open-api.ts';
import { offer } from './offer.ts';
import type { SyncDeps } from './sync.ts';

/** POST /sync/offer */
export function offerRoute(app: FastifyInstance, deps: SyncDeps): void {
  app.post<{ Body: OfferRequest }>(
    '/sync/offer',
    {
      bodyLimit: MAX_PUSH_BYTES,
      schema: {
        summary: 'Give back what the server lost when it was set back to a backup',
        description: 'One transaction. A row in neither list is taken; a rejected one lies in quarantine.',
        tags: ['sync'],
        body: offerRequestSchema,
        ...WITH_ACCESS_TOKEN,
        response: { 200: pushShape },
      },
    },
    async (request) => offer(deps, request.principal, request.body),
  );
}
