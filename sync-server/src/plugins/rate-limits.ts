import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Database } from '../db/database.ts';
import { inAccounts } from '../db/scope.ts';
import { Problem } from './problem.ts';

/**
 * Leaky buckets in Postgres, so that all nodes share one count: each try fills a bucket, time empties it. A full one
 * delays or refuses. What is refused does not fill it, so that the pause which is named is always long enough, and
 * somebody who hammers at a full bucket keeps it from nobody for good.
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
  /** One account, tried from one address; most of these tries are delayed. */
  loginByAccount: { holds: 10, leaksPerS: 1 / 6 },
  /** One account, tried from anywhere: only ever delays, since its owner may be among those who try. */
  loginByAccountAnywhere: { holds: 100, leaksPerS: 1 / 6 },
  refreshByAddress: { holds: 5000, leaksPerS: 50 },
  signUpByAddress: { holds: 200, leaksPerS: 1 / 6 },
  slugCheckByAddress: { holds: 600, leaksPerS: 5 },
  linkByAddress: { holds: 200, leaksPerS: 1 },
} as const satisfies Readonly<Record<string, Bucket>>;
export type BucketName = keyof typeof BUCKETS;

export interface RateLimits {
  /** Adds to a bucket, up to its brim, and tells whether it is full now. */
  fill(name: BucketName, of: string, amount?: number): Promise<{ readonly isFull: boolean }>;
  /** Adds one try and tells the level; refuses with 429, adding nothing, when the bucket is full. */
  take(name: BucketName, of: string): Promise<number>;
  empty(name: BucketName, of: string): Promise<void>;
}

export interface RateLimitOptions {
  readonly database: Database;
  readonly secretKey: string;
  readonly now: () => number;
}

/** A household or a site holds a whole IPv6 network of 64 bits: it counts as one address. */
export function networkOf(ip: string): string {
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

/** What is left in a bucket now. A clock that goes back leaks nothing. */
const LEFT = `greatest(0,
  bucket.level - $4::float8 * greatest(0, extract(epoch from excluded.at - bucket.at)::float8))`;

const FILL = `
  insert into directory.rate_limits as bucket (key, level, at) values ($1, least($2::float8, $5::float8), $3::timestamptz)
  on conflict (key) do update set
    level = least($5::float8, $2::float8 + ${LEFT}), at = greatest(excluded.at, bucket.at)
  returning level`;

/** No row: it was full, and is as it was. */
const TAKE = `
  insert into directory.rate_limits as bucket (key, level, at) values ($1, $2::float8, $3::timestamptz)
  on conflict (key) do update set level = $2::float8 + ${LEFT}, at = greatest(excluded.at, bucket.at)
    where $2::float8 + ${LEFT} <= $5::float8
  returning level`;

export function makeRateLimits(options: RateLimitOptions): RateLimits {
  const keyOf = (name: BucketName, of: string): Buffer =>
    createHmac('sha256', options.secretKey).update(`rate limit ${name} ${of}`).digest().subarray(0, 16);

  const pour = async (
    statement: 'fill' | 'take',
    name: BucketName,
    of: string,
    amount: number,
  ): Promise<number | undefined> => {
    const { holds, leaksPerS } = BUCKETS[name];
    const values = [keyOf(name, of), amount, new Date(options.now()).toISOString(), leaksPerS, holds];
    const { rows } = await inAccounts(options.database, null, (tx) =>
      tx.named<{ level: number }>({
        name: `${statement}-bucket`,
        text: statement === 'fill' ? FILL : TAKE,
        values,
      }),
    );
    return rows[0]?.level;
  };

  return {
    fill: async (name, of, amount = 1) => {
      const { holds } = BUCKETS[name];
      const level = await pour('fill', name, of, amount);
      return { isFull: level !== undefined && level >= holds };
    },
    take: async (name, of) => {
      const level = await pour('take', name, of, 1);
      if (level !== undefined) return level;
      const retryAfterS = Math.max(1, Math.ceil(1 / BUCKETS[name].leaksPerS));
      throw new Problem('too_many_requests', `Try again in ${retryAfterS} seconds.`, { retryAfterS });
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
