import type { FastifyInstance } from 'fastify';
import { HEARTBEAT_MS } from 'shared/protocol/stream.ts';
import { inTenant, type Scope } from '../../db/scope.ts';
import { readCounter } from '../../db/write-rows.ts';
import { EventStream } from './event-stream.ts';
import type { SyncDeps } from './sync.ts';

/** A member who was removed, or a session that was ended, loses the stream within this many heartbeats. */
const BEATS_BETWEEN_CHECKS = 4;

/** One session opens a stream a tab; beyond this many the oldest is closed, so that none can hold the server's memory. */
const STREAMS_A_SESSION = 100;

/** GET /sync/stream */
export function streamRoute(app: FastifyInstance, deps: SyncDeps): void {
  const open = new Map<EventStream, string>();
  const readAsOf = (scope: Scope) => inTenant(deps.database, scope, 'read', readCounter);

  // Streams would keep the server from closing for as long as somebody listens.
  app.addHook('preClose', async () => {
    for (const stream of open.keys()) stream.finish();
  });

  app.get(
    '/sync/stream',
    {
      config: { longLived: true },
      compress: false,
      schema: { summary: 'Hints of what changed, as server-sent events', tags: ['sync'] },
    },
    async (request, reply) => {
      const scope = request.principal;
      const stream = new EventStream();
      // Before the counter is read: what is written in between is poked.
      const unsubscribe = deps.hub.subscribe(scope.tenantId, (change) => stream.poke(change));
      try {
        stream.hello(await readAsOf(scope));
      } catch (error) {
        unsubscribe();
        throw error;
      }
      const ofSession = [...open].filter(([, sessionId]) => sessionId === scope.sessionId);
      if (ofSession.length >= STREAMS_A_SESSION) ofSession[0]?.[0].finish();
      open.set(stream, scope.sessionId);
      let beats = 0;
      const heart = setInterval(() => {
        stream.beat();
        beats += 1;
        if (beats % BEATS_BETWEEN_CHECKS === 0) readAsOf(scope).catch(() => stream.finish());
      }, HEARTBEAT_MS);
      stream.once('close', () => {
        clearInterval(heart);
        unsubscribe();
        open.delete(stream);
      });
      return reply
        .headers({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
        .send(stream);
    },
  );
}
