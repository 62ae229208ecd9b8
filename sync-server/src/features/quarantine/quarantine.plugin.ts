import type { FastifyInstance } from 'fastify';
import { isAtLeast } from 'shared/domain/permissions.ts';
import { isUuid } from 'shared/lib/ids.ts';
import { MAX_PUSH_BYTES } from 'shared/protocol/push.ts';
import {
  quarantineParamsSchema,
  quarantineQuerySchema,
  quarantineRequestSchema,
  type QuarantineAnswer,
  type QuarantineEntryAnswer,
  type QuarantineList,
  type QuarantineRequest,
} from 'shared/protocol/quarantine.ts';
import { inAccounts, inJobs, inTenant } from '../../db/scope.ts';
import { readCounter } from '../../db/write-rows.ts';
import { Problem } from '../../plugins/problem.ts';
import { keepItems, listQuarantine } from './quarantine.repo.ts';
import { apply, discard, type QuarantineDeps } from './decide.ts';
import { quarantinedShape, quarantineEntryShape, quarantineShape } from 'shared/protocol/answers.ts';
import { WITH_ACCESS_TOKEN, WITH_DRAIN_TOKEN } from '../../plugins/open-api.ts';

const PAGE = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** What a removed member's device still held: handed over with a drain token, seen by administrators. */
export async function quarantinePlugin(app: FastifyInstance, deps: QuarantineDeps): Promise<void> {
  app.post<{ Body: QuarantineRequest }>(
    '/quarantine',
    {
      onRequest: app.authenticateDrain,
      bodyLimit: MAX_PUSH_BYTES,
      schema: {
        summary: 'Hand over what was never sent',
        description: 'With the drain token of a 403 `removed`. Stored, not applied.',
        tags: ['quarantine'],
        body: quarantineRequestSchema,
        ...WITH_DRAIN_TOKEN,
        response: { 200: quarantinedShape },
      },
    },
    async (request): Promise<QuarantineAnswer> => {
      const scope = request.principal;
      const { items } = request.body;
      await inAccounts(deps.database, scope.tenantId, (tx) =>
        keepItems(tx, scope, items, { now: deps.now(), random: deps.random }),
      );
      // Whoever decides about it hears of it at once.
      const asOf = await inJobs(deps.database, scope.tenantId, readCounter);
      deps.hub.publish(scope.tenantId, { collections: ['reviews'], asOf });
      return { stored: items.length };
    },
  );

  app.get<{ Querystring: { after?: string } }>(
    '/quarantine',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'What removed members still held',
        tags: ['quarantine'],
        querystring: quarantineQuerySchema,
        ...WITH_ACCESS_TOKEN,
        response: { 200: quarantineShape },
      },
    },
    async (request): Promise<QuarantineList> => {
      const { after = FIRST } = request.query;
      if (!isUuid(after)) throw new Problem('invalid_request', 'after is the id of an entry.');
      return inTenant(deps.database, request.principal, 'read', async (tx) => {
        if (!isAtLeast(tx.access.role, 'admin'))
          throw new Problem('not_permitted', 'Only administrators see what removed members still held.');
        const entries = await listQuarantine(tx, after, PAGE);
        const last = entries.length === PAGE ? entries.at(-1) : undefined;
        return { entries, ...(last ? { next: last.id } : {}) };
      });
    },
  );

  for (const [how, decide, summary] of [
    ['apply', apply, 'Write it as one’s own: merged, audited and told like any other write'],
    ['discard', discard, 'Keep it out; it stays readable'],
  ] as const)
    app.post<{ Params: { id: string } }>(
      `/quarantine/:id/${how}`,
      {
        onRequest: app.authenticate,
        schema: {
          summary,
          tags: ['quarantine'],
          params: quarantineParamsSchema,
          ...WITH_ACCESS_TOKEN,
          response: { 200: quarantineEntryShape },
        },
      },
      async (request): Promise<QuarantineEntryAnswer> => ({
        entry: await decide(deps, request.principal, request.params.id),
      }),
    );
}
