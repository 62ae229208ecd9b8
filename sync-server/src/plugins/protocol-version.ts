import type { FastifyRequest } from 'fastify';
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_HEADER } from 'shared/protocol/version.ts';
import { Problem } from './problem.ts';

/** onRequest hook: a client that speaks an older protocol is told to update. Silence is the routes' to refuse. */
export async function speaksOurVersion(request: FastifyRequest): Promise<void> {
  const value = request.headers[PROTOCOL_HEADER];
  if (value === undefined) return;
  if (typeof value !== 'string' || !/^\d{1,4}$/.test(value))
    throw new Problem('invalid_request', 'X-Protocol-Version is a whole number such as 1.');
  if (Number(value) >= OLDEST_PROTOCOL_VERSION) return;
  throw new Problem('upgrade_required', 'Update the app; nothing that waits to be sent is lost by it.');
}
