import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { streamQuerySchema, type PresenceRequest, type StreamQuery } from 'shared/protocol/presence.ts';
import { HEARTBEAT_MS, type Hello } from 'shared/protocol/stream.ts';
import { inTenant, type Scope } from '../../db/scope.ts';
import { EventStream } from './event-stream.ts';
import { readNewest } from './newest.repo.ts';
import { notePresence } from './presence.repo.ts';
import type { Presence } from './presence.ts';
import type { SyncDeps } from './sync.ts';
import { FROM_A_DEVICE, WITH_ACCESS_TOKEN } from '../../plugins/open-api.ts';

/** Where a hint from another node got lost, a session that was ended there loses its stream within this many heartbeats. */
const BEATS_BETWEEN_CHECKS = 4;

/** One session opens a stream a tab; beyond this many the oldest is closed, so that none can hold the server's memory. */
const STREAMS_A_SESSION = 100;

/** When the node stops, its devices come back to another one over this time: no sooner, and fewer than 100 a second. */
const BACK_AFTER_MS = 500;
const SPREAD_AT_LEAST_MS = 2_000;
const SPREAD_A_STREAM_MS = 10;

/** A pause for each of so many streams; `random` gives one byte. */
export const backAfterMs = (streams: number, random: readonly [number, number]): number =>
  BACK_AFTER_MS +
  Math.floor(
    (Math.max(SPREAD_AT_LEAST_MS, streams * SPREAD_A_STREAM_MS) * (random[0] * 256 + random[1])) / 65_536,
  );

/** GET /sync/stream */
export function streamRoute(app: FastifyInstance, deps: SyncDeps, presence: Presence): void {
  const open = new Map<EventStream, Scope>();
  const mayStay = (stream: EventStream, scope: Scope): void =>
    void inTenant(deps.database, scope, 'read', async () => undefined).catch(() => stream.finish());
  const readHello = (scope: Scope): Promise<Omit<Hello, 'stream'>> =>
    inTenant(deps.database, scope, 'read', async (tx) => {
      const quarantined = await deps.countQuarantined(tx);
      return {
        asOf: tx.asOf,
        newest: await readNewest(tx),
        ...(quarantined !== undefined && { quarantined }),
      };
    });

  /** Without it the tab is not seen until it says where it is; everything else about the stream works. */
  const noteArrival = async (scope: Scope, where: PresenceRequest): Promise<void> => {
    try {
      await inTenant(deps.database, scope, 'aside', (tx) => notePresence(tx, scope, where));
      presence.look(scope.tenantId);
      deps.hub.tellPresence(scope.tenantId);
    } catch (error) {
      app.log.warn({ err: error }, 'who came was not noted');
    }
  };

  deps.hub.onAccessEnded((tenantId, userId) => {
    for (const [stream, scope] of open)
      if (scope.tenantId === tenantId && (userId === undefined || scope.userId === userId))
        mayStay(stream, scope);
  });

  // Streams would keep the server from closing for as long as somebody listens.
  app.addHook('preClose', async () => {
    await presence.close();
    for (const stream of open.keys()) {
      const [first = 0, second = 0] = deps.random(2);
      stream.bye(backAfterMs(open.size, [first, second]));
    }
  });

  app.get<{ Querystring: StreamQuery }>(
    '/sync/stream',
    {
      config: { longLived: true },
      compress: false,
      schema: {
        summary: 'Hints of what changed, as server-sent events',
        tags: ['sync'],
        querystring: streamQuerySchema,
        ...FROM_A_DEVICE,
        ...WITH_ACCESS_TOKEN,
        response: {
          200: {
            description:
              '`hello {asOf, newest, stream, quarantined?}`, then `presence {people, gone}` and `poke {collections, asOf}`; a comment line every 15 s; `bye {retryMs}` when the server stops.',
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
        },
      },
    },
    async (request, reply) => {
      const scope = request.principal;
      const stream = new EventStream();
      const id = randomUUID();
      const ofSession = [...open].filter(([, { sessionId }]) => sessionId === scope.sessionId);
      if (ofSession.length >= STREAMS_A_SESSION) ofSession[0]?.[0].finish();
      // Before the counter is read: what is written in between is poked, and who is removed in between is found.
      open.set(stream, scope);
      const unsubscribe = deps.hub.subscribe(scope.tenantId, (change) => stream.poke(change));
      try {
        stream.hello({ ...(await readHello(scope)), stream: id });
      } catch (error) {
        unsubscribe();
        open.delete(stream);
        throw error;
      }
      presence.enter(scope.tenantId, {
        stream: id,
        userId: scope.userId,
        tell: (news) => stream.presence(news),
      });
      const { present, ...where } = request.query;
      if (present) await noteArrival(scope, { stream: id, ...where });
      let beats = 0;
      const heart = setInterval(() => {
        stream.beat();
        beats += 1;
        if (beats % BEATS_BETWEEN_CHECKS === 0) mayStay(stream, scope);
      }, HEARTBEAT_MS);
      stream.once('close', () => {
        clearInterval(heart);
        unsubscribe();
        open.delete(stream);
        presence.leave(scope.tenantId, id);
      });
      // Only a call with a token gets here, so that no browser shows this as a page: what is said about pages is short.
      return reply
        .removeHeader('permissions-policy')
        .headers({
          'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
          'content-type': 'text/event-stream; charset=utf-8',
          'x-accel-buffering': 'no',
          // A stream that ends takes its line along: kept alive, the idle line would hold up the end of the server.
          connection: 'close',
        })
        .send(stream);
    },
  );
}
