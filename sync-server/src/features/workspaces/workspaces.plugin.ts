import type { FastifyInstance, FastifyRequest } from 'fastify';
import { slugsLike } from 'shared/domain/accounts/slug.ts';
import { uuidv7 } from 'shared/lib/ids.ts';
import { signUpRequest, type SignedIn, type SignUpRequest, type SlugCheck } from 'shared/protocol/auth.ts';
import type { Database } from '../../db/database.ts';
import { inAccounts, type Queries } from '../../db/scope.ts';
import { Problem } from '../../plugins/problem.ts';
import { clientAddress } from '../../plugins/client-address.ts';
import { networkOf, type RateLimits } from '../../plugins/rate-limits.ts';
import { slugAdvice, TAKEN } from './slug-rules.ts';
import { firstFreeSlug, insertWorkspace, isSlugTaken } from './workspaces.repo.ts';
import { signedInShape, slugCheckShape } from 'shared/protocol/answers.ts';

/** The first person of a workspace, checked and with the password hashed, but not stored yet. */
export interface Founder {
  readonly companyName: string;
  /** Inside the new workspace's scope: stores the owner and signs them in. */
  settle(tx: Queries, tenantId: string): Promise<SignedIn>;
}

export interface WorkspaceDeps {
  readonly database: Database;
  readonly rateLimits: RateLimits;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** @throws a problem that says which field is wrong and what to do */
  readonly founder: (form: SignUpRequest, request: FastifyRequest) => Promise<Founder>;
}

const slugQuery = {
  type: 'object',
  required: ['slug'],
  additionalProperties: false,
  properties: { slug: { type: 'string', maxLength: 200 } },
} as const;

/** Signing up a workspace, and the check of its slug while it is typed. */
export async function workspacesPlugin(app: FastifyInstance, deps: WorkspaceDeps): Promise<void> {
  app.get<{ Querystring: { slug: string } }>(
    '/workspaces/slug-check',
    {
      schema: {
        summary: 'May a workspace have this slug?',
        tags: ['workspaces'],
        querystring: slugQuery,
        response: { 200: slugCheckShape },
      },
    },
    async (request): Promise<SlugCheck> => {
      await deps.rateLimits.take('slugCheckByAddress', networkOf(clientAddress(request)));
      const { slug } = request.query;
      const advice = slugAdvice(slug);
      if (advice) return { slug, available: false, code: 'slug_invalid', detail: advice };
      return inAccounts(
        deps.database,
        null,
        async (tx) => {
          if (!(await isSlugTaken(tx, slug))) return { slug, available: true };
          const suggestion = await firstFreeSlug(tx, slugsLike(slug));
          return {
            slug,
            available: false,
            code: 'slug_taken',
            detail: TAKEN,
            ...(suggestion !== undefined && { suggestion }),
          };
        },
        'read',
      );
    },
  );

  app.post<{ Body: SignUpRequest }>(
    '/workspaces',
    {
      schema: {
        summary: 'Sign up a workspace',
        tags: ['workspaces'],
        body: signUpRequest,
        response: { 201: signedInShape },
      },
    },
    async (request, reply) => {
      await deps.rateLimits.take('signUpByAddress', networkOf(clientAddress(request)));
      const { slug } = request.body;
      const advice = slugAdvice(slug);
      if (advice) throw new Problem('slug_invalid', advice, { field: 'slug' });
      const taken = new Problem('slug_taken', TAKEN, { field: 'slug' });
      // Before the costly hash, and once more by the insert, which decides.
      if (await inAccounts(deps.database, null, (tx) => isSlugTaken(tx, slug), 'read')) throw taken;

      const founder = await deps.founder(request.body, request);
      const id = uuidv7(deps.now(), deps.random);
      const answer = await inAccounts(deps.database, id, async (tx) => {
        if (!(await insertWorkspace(tx, { id, slug, companyName: founder.companyName }))) throw taken;
        return founder.settle(tx, id);
      });
      return reply.code(201).send(answer);
    },
  );
}
