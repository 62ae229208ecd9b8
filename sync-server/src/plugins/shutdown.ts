import type { FastifyInstance } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { Problem } from './problem.ts';

/** Calls that have begun are finished; one that comes while the server stops is sent elsewhere, or back in a moment. */
export const shutdown = fastifyPlugin(
  async (app: FastifyInstance) => {
    let isClosing = false;
    app.addHook('preClose', async () => {
      isClosing = true;
    });
    app.addHook('onRequest', async () => {
      if (isClosing) throw new Problem('unavailable', 'The server is stopping.', { retryAfterS: 1 });
    });
  },
  { name: 'shutdown', dependencies: ['headers'] },
);
