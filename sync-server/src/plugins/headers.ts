import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { CACHE_CONTROL, securityHeaders } from 'shared/protocol/security-headers.ts';

/** The headers of every answer, errors and files included; what sets no caching of its own is never stored. */
export const headers = fastifyPlugin(
  async (app: FastifyInstance) => {
    const list = securityHeaders();
    app.addHook('onRequest', async (_request: FastifyRequest, reply: FastifyReply) => {
      reply.headers(list);
      reply.header('Cache-Control', CACHE_CONTROL.none);
    });
  },
  { name: 'headers' },
);
