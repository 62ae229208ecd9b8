import type { FastifyInstance, FastifyReply } from 'fastify';
import { healthShape } from 'shared/protocol/answers.ts';
import { Problem } from './problem.ts';

export interface HealthOptions {
  /** Rejects while the database cannot be reached, is not migrated or not seeded. */
  readonly ready: () => Promise<void>;
}

export async function health(app: FastifyInstance, options: HealthOptions): Promise<void> {
  const route = (summary: string) => ({
    schema: { summary, tags: ['health'], response: { 200: healthShape } },
  });
  app.get('/health/live', route('The process answers'), async () => ({ status: 'live' }));
  app.get(
    '/health/ready',
    route('The database can be reached, is migrated and seeded'),
    async (request, reply: FastifyReply) => {
      try {
        await options.ready();
      } catch (error) {
        request.log.warn({ err: error }, 'not ready');
        throw new Problem('unavailable', 'Starting, or the database cannot be reached.', { retryAfterS: 1 });
      }
      return reply.send({ status: 'ready' });
    },
  );
}
