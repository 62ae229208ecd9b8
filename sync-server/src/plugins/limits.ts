import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { makeTurns } from './turns.ts';

/** Enough for a device to pull several collections at once; more only makes every other device of the crew wait. */
const CALLS_AT_ONCE = 4;
const CALLS_WAITING = 64;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True for calls that stay open for hours, such as the stream of hints. */
    longLived?: boolean;
  }
}

/**
 * Calls of one session beyond four wait their turn, before their body is read. A session is one device's; the id that
 * a device names itself by is its own word and buys no further turns.
 */
export const limits = fastifyPlugin(
  async (app: FastifyInstance) => {
    const turns = makeTurns({ atOnce: CALLS_AT_ONCE, waiting: CALLS_WAITING });
    app.addHook('preParsing', async (request: FastifyRequest, reply: FastifyReply) => {
      if (!request.caller || request.routeOptions.config.longLived) return;
      const end = await turns.take(request.caller.sessionId);
      // `close` follows every answer, and a caller that hung up while it waited.
      if (reply.raw.closed || reply.raw.destroyed) end();
      else reply.raw.once('close', end);
    });
  },
  { name: 'limits', dependencies: ['auth'] },
);
