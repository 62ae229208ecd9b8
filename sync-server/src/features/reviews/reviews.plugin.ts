import type { FastifyInstance } from 'fastify';
import {
  reviewParamsSchema,
  reviewsQuerySchema,
  type ReviewAnswer,
  type ReviewsAnswer,
} from 'shared/protocol/reviews.ts';
import { inTenant } from '../../db/scope.ts';
import { listReviews } from './reviews.repo.ts';
import { settleAsIs, take, type ReviewDeps } from './reviews.ts';
import { reviewShape, reviewsShape } from 'shared/protocol/answers.ts';
import { WITH_ACCESS_TOKEN } from '../../plugins/open-api.ts';

const PAGE = 500;

/** Values that lost a merge and wait for an eye. */
export async function reviewsPlugin(app: FastifyInstance, deps: ReviewDeps): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get<{ Querystring: { after?: string } }>(
    '/reviews',
    {
      schema: {
        summary: 'What lost a merge',
        tags: ['reviews'],
        querystring: reviewsQuerySchema,
        ...WITH_ACCESS_TOKEN,
        response: { 200: reviewsShape },
      },
    },
    async (request): Promise<ReviewsAnswer> => {
      const after = Number(request.query.after ?? 0);
      return inTenant(deps.database, request.principal, 'read', async (tx) => {
        const reviews = await listReviews(tx, after, PAGE);
        const quarantined = await deps.countQuarantined(tx);
        return {
          reviews,
          seq: reviews.at(-1)?.seq ?? after,
          more: reviews.length === PAGE,
          ...(quarantined !== undefined && { quarantined }),
        };
      });
    },
  );

  app.post<{ Params: { id: string } }>(
    '/reviews/:id/take',
    {
      schema: {
        summary: 'Put the value that lost in place',
        tags: ['reviews'],
        params: reviewParamsSchema,
        ...WITH_ACCESS_TOKEN,
        response: { 200: reviewShape },
      },
    },
    async (request): Promise<ReviewAnswer> => ({
      review: await take(deps, request.principal, request.params.id),
    }),
  );

  app.post<{ Params: { id: string } }>(
    '/reviews/:id/settle',
    {
      schema: {
        summary: 'Leave it as it is',
        tags: ['reviews'],
        params: reviewParamsSchema,
        ...WITH_ACCESS_TOKEN,
        response: { 200: reviewShape },
      },
    },
    async (request): Promise<ReviewAnswer> => ({
      review: await settleAsIs(deps, request.principal, request.params.id),
    }),
  );
}
