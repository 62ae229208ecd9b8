import type { StreamQuery } from 'shared/protocol/presence.ts';
import { DEVICE_HEADER, PROTOCOL_HEADER, PROTOCOL_VERSION } from 'shared/protocol/version.ts';
import type { OfferRequest } from 'shared/protocol/offer.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import type { PushAnswer, PushRequest } from 'shared/protocol/push.ts';
import type { QuarantineAnswer, QuarantineRequest } from 'shared/protocol/quarantine.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import { AnswerCut, ApiProblem, NoLine, type Api } from './api.ts';
import type { CorrectedClock } from './clock.ts';

/** The line is there but too weak for what was sent: no answer within the time. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
}

/** Gives access tokens; a renewal is shared by all who wait for one. */
export interface Tokens {
  access(): Promise<string>;
  /** After the server refused `expired`. */
  renew(expired: string): Promise<string>;
  /** The server ended the session of `token`. */
  ended?(token: string): Promise<void>;
}

export interface PullAsk {
  readonly checkpoint?: string;
  readonly epoch?: string;
  readonly limit: number;
  readonly digest: boolean;
}

export interface Transport extends Api {
  pull(collection: CollectionName, ask: PullAsk): Promise<PullAnswer>;
  push(request: PushRequest): Promise<PushAnswer>;
  /** After the server was set back to a backup. */
  offer(request: OfferRequest): Promise<PushAnswer>;
  /** With the token that came with `removed`, instead of an access token. */
  quarantine(drainToken: string, request: QuarantineRequest): Promise<QuarantineAnswer>;
  /** The open stream of hints; it ends when `signal` does. `where` says at once where this tab is. */
  stream(signal: AbortSignal, where?: StreamQuery): Promise<ReadableStream<Uint8Array>>;
}

/** Bytes of the API, such as a picture; the parts of the app that show documents need none. */
export interface ByteTransport {
  bytes(path: string): Promise<{ readonly bytes: ArrayBuffer; readonly contentType: string }>;
}

export interface TransportParts {
  /** Where the API lives, without `/api/v1`; empty for the page's own origin. */
  readonly origin: string;
  readonly fetch: typeof fetch;
  readonly deviceId: string;
  readonly clock: CorrectedClock;
  /** The device's own clock, uncorrected. */
  readonly deviceNow: () => number;
  readonly tokens: Tokens;
  /** After this long without an answer a call is given up; a slow line gets smaller pieces then. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 60_000;

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly token: string | undefined;
  readonly signal?: AbortSignal;
}

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';

/** A problem that was cut on its way is no answer either: half of it would be taken for another one. */
async function problemOf(response: Response): Promise<ApiProblem> {
  const isOurs = response.headers.get('content-type')?.includes('json') === true;
  // What stands between device and server answers in its own words, which say nothing about a row.
  const body: unknown = isOurs ? await jsonOf<unknown>(response) : {};
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiProblem(
    response.status,
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {},
    Number.isNaN(retryAfter) ? undefined : retryAfter,
  );
}

/** One call, without a word about who calls. Every answer corrects the clock. */
export function makeCall(parts: Omit<TransportParts, 'tokens'>): (call: Call) => Promise<Response> {
  return async ({ method, path, body, token, signal }) => {
    const sentMs = parts.deviceNow();
    let response: Response;
    try {
      response = await parts.fetch(`${parts.origin}/api/v1${path}`, {
        method,
        headers: {
          [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
          [DEVICE_HEADER]: parts.deviceId,
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        cache: 'no-store',
        signal: signal ?? AbortSignal.timeout(parts.timeoutMs ?? TIMEOUT_MS),
      });
    } catch (error) {
      if (isTimeout(error)) throw new TooSlow('No answer in time', { cause: error });
      throw new NoLine('No answer', { cause: error });
    }
    parts.clock.correct(response.headers.get('date'), sentMs, parts.deviceNow());
    if (!response.ok) throw await problemOf(response);
    return response;
  };
}

/** A cut answer is no answer: what was asked is asked again. */
export async function jsonOf<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch (error) {
    if (isTimeout(error)) throw new TooSlow('The answer did not come in time', { cause: error });
    throw new AnswerCut('The answer was cut', { cause: error });
  }
}

export function makeTransport(parts: TransportParts): Transport & ByteTransport {
  const call = makeCall(parts);
  const { tokens } = parts;

  const signed = async (ask: Omit<Call, 'token'>): Promise<Response> => {
    const token = await tokens.access();
    try {
      return await call({ ...ask, token });
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'login_required') await tokens.ended?.(token);
      if (!(error instanceof ApiProblem) || error.code !== 'token_expired') throw error;
      return call({ ...ask, token: await tokens.renew(token) });
    }
  };
  const json = async <T>(method: string, path: string, body?: unknown): Promise<T> =>
    jsonOf<T>(await signed({ method, path, body }));

  return {
    get: (path) => json('GET', path),
    post: (path, body) => json('POST', path, body ?? {}),
    patch: (path, body) => json('PATCH', path, body ?? {}),
    delete: (path) => json('DELETE', path),
    async bytes(path) {
      const response = await signed({ method: 'GET', path });
      return {
        bytes: await response.arrayBuffer().catch((error: unknown) => {
          throw new NoLine('The answer was cut', { cause: error });
        }),
        contentType: response.headers.get('content-type') ?? '',
      };
    },
    pull(collection, { checkpoint, epoch, limit, digest }) {
      const query = new URLSearchParams({ limit: String(limit) });
      if (checkpoint !== undefined) query.set('checkpoint', checkpoint);
      if (epoch !== undefined) query.set('epoch', epoch);
      if (digest) query.set('digest', '1');
      return json('GET', `/sync/${collection}/pull?${query.toString()}`);
    },
    push: (request) => json('POST', '/sync/push', request),
    offer: (request) => json('POST', '/sync/offer', request),
    async quarantine(drainToken, request) {
      return jsonOf(await call({ method: 'POST', path: '/quarantine', body: request, token: drainToken }));
    },
    async stream(signal, where = {}) {
      const query = new URLSearchParams(Object.entries(where)).toString();
      const path = query === '' ? '/sync/stream' : `/sync/stream?${query}`;
      const { body } = await signed({ method: 'GET', path, signal });
      if (body === null) throw new NoLine('The stream has no body');
      return body;
    },
  };
}
