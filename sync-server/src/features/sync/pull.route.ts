import type { FastifyInstance } from 'fastify';
import { DEFAULT_PULL_LIMIT, MAX_PULL_LIMIT, pullQuerySchema, type PullQuery } from 'shared/protocol/pull.ts';
import { collections, COLLECTION_NAMES, type CollectionName } from 'shared/schema/collections.ts';
import { Problem } from '../../plugins/problem.ts';
import type { CheckpointSigner } from './checkpoint.ts';
import { pull } from './pull.ts';
import type { SyncDeps } from './sync.ts';
import { pullShape } from 'shared/protocol/answers.ts';
import { FROM_A_DEVICE, WITH_ACCESS_TOKEN } from '../../plugins/open-api.ts';

const isCollection = (name: string): name is CollectionName => Object.hasOwn(collections, name);

function limitOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PULL_LIMIT;
  const limit = Number(text);
  if (limit >= 1 && limit <= MAX_PULL_LIMIT) return limit;
  throw new Problem('invalid_request', `limit is between 1 and ${MAX_PULL_LIMIT}.`);
}

/** GET /sync/:collection/pull */
export function pullRoute(app: FastifyInstance, deps: SyncDeps, signer: CheckpointSigner): void {
  app.get<{ Params: { collection: string }; Querystring: PullQuery }>(
    '/sync/:collection/pull',
    {
      schema: {
        summary: 'The next page of a collection',
        description: `One of ${COLLECTION_NAMES.join(', ')}. Repeat with the checkpoint of the answer while \`more\` is true.`,
        tags: ['sync'],
        querystring: pullQuerySchema,
        ...FROM_A_DEVICE,
        ...WITH_ACCESS_TOKEN,
        response: { 200: pullShape },
      },
    },
    async (request) => {
      const { collection } = request.params;
      if (!isCollection(collection)) throw new Problem('not_found', 'There is no such collection.');
      const { checkpoint, epoch, limit, digest } = request.query;
      return pull(deps, signer, request.principal, {
        collection,
        checkpoint,
        epoch,
        limit: limitOf(limit),
        digest: digest === '1',
      });
    },
  );
}
