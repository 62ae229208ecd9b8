import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { Problem } from './problem.ts';

export const MEDIA_TYPE = 'application/problem+json';

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfterS !== undefined) reply.header('retry-after', String(Math.ceil(problem.retryAfterS)));
  return reply.code(problem.status).type(MEDIA_TYPE).send(problem.body());
}

/** Errors of the connection to the database: class 08, 57P0x (shut down), 53300 (too many), or the socket's own. */
const UNREACHABLE = /^(08...|57P0.|53300|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT)$/;
/** What the driver says without a code: a connection that broke in the middle of a call, and calls after that. */
const BROKEN =
  /timeout exceeded when trying to connect|^Connection terminated|^Client (was closed|has encountered a connection error) and is not queryable/;

/** A validation message that names the place, as a person reads it: `slug must match pattern …`. */
function validationDetail(error: FastifyError): string {
  const first = error.validation?.[0];
  const place = first?.instancePath.slice(1).replaceAll('/', '.');
  const extra = first?.params['additionalProperty'];
  const what = `${place ? `${place} ` : ''}${first?.message ?? 'is not as described'}`;
  return `The ${error.validationContext ?? 'request'}: ${what}${typeof extra === 'string' ? ` (${extra})` : ''}.`;
}

/** Only what we wrote ourselves is ever shown: a text of Postgres, of a library or of the runtime stays in the log. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const known = (typeof error === 'object' && error !== null ? error : {}) as Partial<FastifyError>;
  if (known.validation) return new Problem('invalid_request', validationDetail(known as FastifyError));
  const code = known.code ?? '';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Problem('unsupported_media_type', 'Send JSON with Content-Type: application/json.');
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem('body_too_large');
  if (code.startsWith('FST_ERR_CTP')) return new Problem('body_not_json');
  if (code === 'FST_ERR_NOT_FOUND') return new Problem('not_found');
  if (code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH')
    return new Problem('invalid_request', 'The address is not valid.');
  if (UNREACHABLE.test(code) || BROKEN.test(known.message ?? ''))
    return new Problem('unavailable', undefined, { retryAfterS: 5 });
  if (known.statusCode !== undefined && known.statusCode >= 400 && known.statusCode < 500)
    return new Problem('invalid_request');
  return new Problem('internal');
}

/** What the tenant scope found out about the caller, as the answer that the device knows what to do with. */
function scopeProblem(error: unknown, request: FastifyRequest): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'SessionRevoked') return new Problem('login_required', 'This session has ended.');
  if (error.name === 'WorkspaceGone') return new Problem('gone');
  if (error.name === 'MemberRemoved')
    return new Problem('removed', undefined, { drainToken: request.server.tokens.drain(request.principal) });
  return undefined;
}

export const errors = fastifyPlugin(
  async (app: FastifyInstance) => {
    app.setErrorHandler((error, request, reply) => {
      const problem = problemOf(scopeProblem(error, request) ?? error);
      if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed');
      else request.log.debug({ code: problem.code, detail: problem.detail }, 'request refused');
      return sendProblem(reply, problem);
    });
  },
  { name: 'errors', dependencies: ['auth'] },
);
