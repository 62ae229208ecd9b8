import type { FastifyInstance } from 'fastify';
import { isUuid } from 'shared/lib/ids.ts';
import { isInstant } from 'shared/lib/instants.ts';
import {
  auditQuerySchema,
  MAX_AUDIT_LIMIT,
  type AuditAnswer,
  type AuditQuery,
} from 'shared/protocol/audit.ts';
import type { Database } from '../../db/database.ts';
import { inTenant } from '../../db/scope.ts';
import { Problem } from '../../plugins/problem.ts';
import { readAudit, type AuditFilter } from './audit.repo.ts';
import { auditShape } from 'shared/protocol/answers.ts';
import { WITH_ACCESS_TOKEN } from '../../plugins/open-api.ts';

const DEFAULT_LIMIT = 100;

function filterOf({ before, actor, collection, documentId, from, to }: AuditQuery): AuditFilter {
  if (actor !== undefined && !isUuid(actor))
    throw new Problem('invalid_request', 'actor is the id of a person.');
  for (const instant of [from, to])
    if (instant !== undefined && !(isInstant(instant) && !instant.startsWith('0000')))
      throw new Problem('invalid_request', 'from and to are instants such as 2026-11-24T06:43:00.000Z.');
  if (documentId !== undefined && (documentId.includes('\u0000') || !documentId.isWellFormed()))
    throw new Problem('invalid_request', 'documentId is not the id of a record.');
  return {
    ...(before === undefined ? {} : { before: Number(before) }),
    ...(actor === undefined ? {} : { actor }),
    ...(collection === undefined ? {} : { collection }),
    ...(documentId === undefined ? {} : { documentId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** Who created, changed and deleted what. Everybody reads the whole workspace, and so the whole log. */
export async function auditPlugin(
  app: FastifyInstance,
  deps: { readonly database: Database },
): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get<{ Querystring: AuditQuery }>(
    '/audit',
    {
      schema: {
        summary: 'The log of changes, newest first',
        description: 'Pass the `next` of a page as `before` to go on.',
        tags: ['audit'],
        querystring: auditQuerySchema,
        ...WITH_ACCESS_TOKEN,
        response: { 200: auditShape },
      },
    },
    async (request): Promise<AuditAnswer> => {
      const limit = Number(request.query.limit ?? DEFAULT_LIMIT);
      if (limit < 1 || limit > MAX_AUDIT_LIMIT)
        throw new Problem('invalid_request', `limit is between 1 and ${MAX_AUDIT_LIMIT}.`);
      const filter = filterOf(request.query);
      const entries = await inTenant(deps.database, request.principal, 'read', (tx) =>
        readAudit(tx, filter, limit),
      );
      const last = entries.length === limit ? entries.at(-1) : undefined;
      return { entries, ...(last ? { next: last.seq } : {}) };
    },
  );
}
