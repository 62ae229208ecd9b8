import { createHash } from 'node:crypto';

/**
 * `<tenant>.<32 random bytes>`: refresh, reset and invite tokens. The tenant in front sets the scope in which the
 * rest is looked up, so no policy has to exempt anybody; of the rest only the SHA-256 is stored.
 */
export interface OpaqueToken {
  readonly tenantId: string;
  readonly hash: Buffer;
}

const SHAPE = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

const hashOf = (secret: string): Buffer =>
  createHash('sha256').update(Buffer.from(secret, 'base64url')).digest();

export function makeOpaqueToken(
  tenantId: string,
  random: (bytes: number) => Uint8Array,
): OpaqueToken & { readonly text: string } {
  const secret = Buffer.from(random(32)).toString('base64url');
  return { text: `${tenantId}.${secret}`, tenantId, hash: hashOf(secret) };
}

/** Nothing for what never was a token of ours. */
export function readOpaqueToken(text: string): OpaqueToken | undefined {
  const [, tenantId, secret] = SHAPE.exec(text) ?? [];
  return tenantId !== undefined && secret !== undefined ? { tenantId, hash: hashOf(secret) } : undefined;
}
