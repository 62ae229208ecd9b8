import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import type { LogLevel } from '../config.ts';

/** An address without its query: a search may hold a name, a link a token. */
const pathOf = (url: string): string => url.split('?')[0] ?? '';

/**
 * One JSON line per event, without personal data or tokens: no header, body, query or address of the caller. An
 * error of the database keeps its code and place; its message and detail may quote a value, so they stay out.
 */
export function loggerOptions(level: LogLevel) {
  return {
    level,
    base: null,
    serializers: {
      req: (request: FastifyRequest) => ({
        method: request.method,
        path: pathOf(request.url),
        session: request.caller?.sessionId,
      }),
      res: (reply: { readonly statusCode?: number }) => ({ status: reply.statusCode }),
      err: logError,
    },
  };
}

/** One line per answer; the checks of a balancer are not worth one. */
export const answerLog = fastifyPlugin(
  async (app: FastifyInstance) => {
    app.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
      if (request.url.startsWith('/health/')) return;
      request.log.info({ req: request, res: reply, ms: Math.round(reply.elapsedTime) }, 'answered');
    });
  },
  { name: 'answer-log' },
);

interface LoggedError {
  readonly [member: string]: unknown;
  readonly type: string;
  readonly message: string;
  readonly stack: string;
}

export function logError(
  error: Error & { code?: unknown; severity?: unknown; routine?: unknown },
): LoggedError {
  const code = typeof error.code === 'string' ? { code: error.code } : {};
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const ofDatabase = error.severity !== undefined || error.routine !== undefined;
  const routine = typeof error.routine === 'string' ? error.routine : 'unknown';
  return {
    type: ofDatabase ? 'DatabaseError' : error.name,
    message: ofDatabase ? `in ${routine}` : error.message,
    ...code,
    stack: frames.join('\n'),
  };
}
