import type { FastifyInstance } from 'fastify';
import fastifyPlugin from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyInstance {
    /** Aborted when the server begins to stop: whatever stays open for long ends itself then. */
    closing: AbortSignal;
  }
}

export const shutdown = fastifyPlugin(
  async (app: FastifyInstance) => {
    const ending = new AbortController();
    app.decorate('closing', ending.signal);
    app.addHook('preClose', async () => ending.abort());
  },
  { name: 'shutdown' },
);
