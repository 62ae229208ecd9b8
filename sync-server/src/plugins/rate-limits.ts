import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Database } from '../db/database.ts';
import { inAccounts } from '../db/scope.ts';
import { Problem } from './problem.ts';

/**
 * Leaky buckets in Postgres, so that all nodes share one count: each try fills a bucket, time empties it. A full one
 * delays or refuses, and never for longer than it takes to leak one try: nobody is ever locked out.
 */
export interface Bucket {
  /** Tries at once before anything happens. */
  readonly holds: number;
  readonly leaksPerS: number;
}

/** A job site shares one address: generous. */
export const BUCKETS = {
  loginByAddress: { holds: 1000, leaksPerS: 5 },
  loginByWorkspace: { holds: 2000, leaksPerS: 10 },
  /** One account, tried from one address. */
  loginByAccount: { holds: 5, leaksPerS: 1 / 6 },
  /** One account, tried from anywhere: only ever delays, since its owner may be among those who try. */
  loginByAccountAnywhere: { holds: 100, leaksPerS: 1 / 6 },
  refreshByAddress: { holds: 5000, leaksPerS: 50 },
  signUpByAddress: { holds: 200, leaksPerS: 1 / 6 },
  slugCheckByAddress: { holds: 600, leaksPerS: 5 },
  linkByAddress: { holds: 200, leaksPerS: 1 },
} as const satisfies Readonly<Record<string, Bucket>>;
export type BucketName = keyof typeof BUCKETS;

export interface RateLimits {
  /** Adds to a bucket and tells how far it is beyond what it holds; 0 or less: fine. */
  fill(name: BucketName, of: string, amount?: number): Promise<number>;
  /** The same, refusing with 429 when the bucket is full. */
  take(name: BucketName, of: string, amount?: number): Promise<void>;
  empty(name: BucketName, of: string): Promise<void>;
}

export interface RateLimitOptions {
  readonly database: Database;
  readonly secretKey: string;
  readonly now: () => number;
}

/** A household or a site holds a whole IPv6 network of 64 bits: it counts as one address. */
export function addressOf(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  const [head = '', tail] = ip.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

const FILL = `
  insert into directory.rate_limits as bucket (key, level, at) values ($1, $2::float8, $3::timestamptz)
  on conflict (key) do update set
    level = least($2::float8 + greatest(0,
      bucket.level - $4::float8 * greatest(0, extract(epoch from excluded.at - bucket.at)::float8)), $5::float8),
    at = greatest(excluded.at, bucket.at)
  returning level`;

export function makeRateLimits(options: RateLimitOptions): RateLimits {
  const keyOf = (name: BucketName, of: string): Buffer =>
    createHmac('sha256', options.secretKey).update(`rate limit ${name} ${of}`).digest().subarray(0, 16);
  const instant = (): string => new Date(options.now()).toISOString();

  const fill = async (name: BucketName, of: string, amount = 1): Promise<number> => {
    const { holds, leaksPerS } = BUCKETS[name];
    // Tries on a full bucket of many people (an address, a workspace) do not fill it further: the next drop that leaks
    // lets the next one in. One account's is filled up to twice: its delay grows, and stays bounded.
    const most = name.startsWith('loginByAccount') ? 2 * holds + amount : holds + amount;
    const values = [keyOf(name, of), amount, instant(), leaksPerS, most];
    const { rows } = await inAccounts(options.database, null, (tx) =>
      tx.named<{ level: number }>({ name: 'fill-bucket', text: FILL, values }),
    );
    return (rows[0]?.level ?? 0) - holds;
  };

  return {
    fill,
    take: async (name, of, amount) => {
      const beyond = await fill(name, of, amount);
      if (beyond <= 0) return;
      const retryAfterS = Math.min(60, Math.max(1, 1 / BUCKETS[name].leaksPerS));
      throw new Problem('too_many_requests', `Try again in ${Math.ceil(retryAfterS)} seconds.`, {
        retryAfterS,
      });
    },
    empty: async (name, of) => {
      await inAccounts(options.database, null, (tx) =>
        tx.query('delete from directory.rate_limits where key = $1', [keyOf(name, of)]),
      );
    },
  };
}

/** Buckets that have long run dry. */
export const forgetDryBuckets = (database: Database, now: number): Promise<unknown> =>
  inAccounts(database, null, (tx) =>
    tx.query('delete from directory.rate_limits where at < $1', [new Date(now - 86_400_000).toISOString()]),
  );
