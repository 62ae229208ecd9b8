import { createHmac } from 'node:crypto';
import type { Scope } from '../sync-server/src/db/scope.ts';
import { ACCESS_TOKEN_S, signingKeys } from '../sync-server/src/plugins/auth.ts';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An access token as the server with this secret gives it out, for a session that is in its database. */
export function accessToken(secretKey: string, { tenantId, userId, sessionId }: Scope): string {
  const now = Date.now;
  const { kid, key } = signingKeys({ secretKey, now }).current();
  const iat = Math.floor(now() / 1000);
  const claims = {
    iss: 'planning-ops',
    aud: 'planning-ops:api',
    sub: userId,
    sid: sessionId,
    tid: tenantId,
    iat,
    exp: iat + ACCESS_TOKEN_S,
  };
  const text = `${part({ alg: 'HS256', typ: 'JWT', kid })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}
