import { hkdfSync } from 'node:crypto';
import fastifyJwt from '@fastify/jwt';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { Problem } from './problem.ts';

/** Who calls, as the access token says; whether that still holds is read with the tenant scope, in its transaction. */
export interface Principal {
  readonly tenantId: string;
  readonly userId: string;
  readonly sessionId: string;
  /** The installation, from `X-Device-Id`; any number of users and workspaces share one. */
  readonly deviceId?: string;
}

export const ACCESS_TOKEN_S = 10 * 60;
/** Long enough for a tablet's worth of unsent work over a weak line. */
const DRAIN_TOKEN_S = 60 * 60;

const ISSUER = 'planning-ops';
const AUDIENCE = { access: 'planning-ops:api', drain: 'planning-ops:drain' } as const;
type Use = keyof typeof AUDIENCE;
const LIFE_S: Readonly<Record<Use, number>> = { access: ACCESS_TOKEN_S, drain: DRAIN_TOKEN_S };

const DAY_MS = 86_400_000;
const KEY_PERIOD_MS = 30 * DAY_MS;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface AuthOptions {
  readonly secretKey: string;
  readonly now: () => number;
}

/** Makes the two kinds of signed token; both end by themselves and cannot be used for one another. */
export interface TokenIssuer {
  access(principal: Principal): string;
  /** Lets a removed member's device hand over what it still holds, and nothing else. */
  drain(principal: Principal): string;
}

type AuthHook = (request: FastifyRequest) => Promise<void>;

declare module 'fastify' {
  interface FastifyInstance {
    /** onRequest hook of every scope that needs a signed-in caller. */
    authenticate: AuthHook;
    /** onRequest hook of what a removed member's device may still call. */
    authenticateDrain: AuthHook;
    tokens: TokenIssuer;
  }
  interface FastifyRequest {
    /** Who calls; answers 401 where no hook asked for it. */
    readonly principal: Principal;
    caller: Principal | undefined;
  }
}

interface Claims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly sid: string;
  readonly tid: string;
  readonly iat: number;
  readonly exp: number;
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: Claims;
    user: Claims;
  }
}

/**
 * The key of each period of 30 days, derived from the one secret: this period's and the one's before are live, so a
 * key changes by itself without ending a token early.
 */
export function signingKeys(options: AuthOptions) {
  const period = (): number => Math.floor(options.now() / KEY_PERIOD_MS);
  const keys = new Map<number, string>();
  const keyOf = (at: number): string => {
    const known = keys.get(at);
    if (known !== undefined) return known;
    const key = Buffer.from(hkdfSync('sha256', options.secretKey, '', `access-token:${at}`, 32)).toString(
      'base64url',
    );
    keys.set(at, key);
    return key;
  };
  return {
    current: (): { kid: string; key: string } => ({ kid: `k${period()}`, key: keyOf(period()) }),
    byId: (kid: unknown): string | undefined =>
      [period(), period() - 1].filter((at) => kid === `k${at}`).map(keyOf)[0],
  };
}

const unauthenticated = (): Problem =>
  new Problem('token_expired', 'Refresh the access token and repeat the call.');

function deviceIdOf(request: FastifyRequest): string | undefined {
  const value = request.headers['x-device-id'];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && UUID.test(value)) return value.toLowerCase();
  throw new Problem('invalid_request', 'X-Device-Id must be the uuid of the installation.');
}

export const auth = fastifyPlugin<AuthOptions>(
  async (app: FastifyInstance, options: AuthOptions) => {
    const keys = signingKeys(options);

    await app.register(fastifyJwt, {
      secret: (_request, token, done) => {
        const key = keys.byId('header' in token ? token.header['kid'] : undefined);
        if (key === undefined) done(new Error('unknown key'), undefined);
        else done(null, key);
      },
      decode: { complete: true },
      sign: { algorithm: 'HS256' },
      verify: {
        algorithms: ['HS256'],
        requiredClaims: ['exp', 'iat', 'iss', 'aud', 'sub', 'sid', 'tid'],
        allowedIss: ISSUER,
        allowedAud: AUDIENCE.access,
      },
    });

    const sign = (principal: Principal, use: Use): string => {
      const iat = Math.floor(options.now() / 1000);
      return app.jwt.sign(
        {
          iss: ISSUER,
          aud: AUDIENCE[use],
          sub: principal.userId,
          sid: principal.sessionId,
          tid: principal.tenantId,
          iat,
          exp: iat + LIFE_S[use],
        },
        keys.current(),
      );
    };

    const verify =
      (use: Use): AuthHook =>
      async (request) => {
        const claims = await request
          .jwtVerify<Claims>(use === 'access' ? undefined : { allowedAud: AUDIENCE[use] })
          .catch(() => {
            throw unauthenticated();
          });
        // A token made elsewhere with a longer life is not ours, even under our key.
        if (claims.exp > Math.ceil(options.now() / 1000) + LIFE_S[use]) throw unauthenticated();
        const ids = [claims.tid, claims.sub, claims.sid];
        if (!ids.every((id) => typeof id === 'string' && UUID.test(id))) throw unauthenticated();
        const deviceId = deviceIdOf(request);
        request.caller = {
          tenantId: claims.tid,
          userId: claims.sub,
          sessionId: claims.sid,
          ...(deviceId === undefined ? {} : { deviceId }),
        };
      };

    app.decorateRequest('caller', undefined);
    app.decorateRequest('principal', {
      getter(this: FastifyRequest): Principal {
        if (!this.caller) throw unauthenticated();
        return this.caller;
      },
    });
    app.decorate('authenticate', verify('access'));
    app.decorate('authenticateDrain', verify('drain'));
    app.decorate('tokens', {
      access: (principal) => sign(principal, 'access'),
      drain: (principal) => sign(principal, 'drain'),
    });
  },
  { name: 'auth' },
);
