import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import type { Problem } from './problem.ts';
import { BUCKETS, forgetDryBuckets, makeRateLimits, networkOf } from './rate-limits.ts';

let held: TestDatabase;
let now = Date.parse('2026-11-24T12:00:00.000Z');
beforeAll(async () => {
  held = await testDatabase();
});
afterAll(() => held.close());

const limits = () => makeRateLimits({ database: held.database, secretKey: held.secretKey, now: () => now });
const { holds, leaksPerS } = BUCKETS.loginByAccount;

describe('a bucket', () => {
  test('takes what it holds and refuses the next, with a pause to wait', async () => {
    for (let at = 0; at < holds; at += 1) await limits().take('loginByAccount', 'ana');
    await expect(limits().take('loginByAccount', 'ana')).rejects.toMatchObject({
      code: 'too_many_requests',
      retryAfterS: expect.closeTo(1 / leaksPerS),
    });
    await expect(limits().take('loginByAccount', 'bo')).resolves.toBe(1);
  });

  test('lets the next one in after the pause that it named, however many were refused meanwhile', async () => {
    const hammer = async (tries: number): Promise<{ taken: number; pauseS: number }> => {
      let [taken, pauseS] = [0, 0];
      for (let at = 0; at < tries; at += 1)
        await limits()
          .take('loginByAccount', 'cy')
          .then(
            () => (taken += 1),
            (refused: Problem) => (pauseS = refused.retryAfterS ?? 0),
          );
      return { taken, pauseS };
    };
    const { taken, pauseS } = await hammer(holds + 20);
    expect(taken).toBe(holds);
    for (let round = 0; round < 3; round += 1) {
      now += pauseS * 1000;
      expect(await hammer(5)).toMatchObject({ taken: 1 });
    }
  });

  test('is filled by many tries of others to its brim and not beyond', async () => {
    for (let at = 1; at < holds; at += 1)
      expect(await limits().fill('loginByAccount', 'flo')).toEqual({ isFull: false });
    for (let at = 0; at < 20; at += 1)
      expect(await limits().fill('loginByAccount', 'flo', 9)).toEqual({ isFull: true });
    now += 1000 / leaksPerS;
    await expect(limits().take('loginByAccount', 'flo')).resolves.toBeCloseTo(holds);
  });

  test('counts every one of many tries at once', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: holds + 3 }, () => limits().take('loginByAccount', 'dee')),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(3);
  });

  test('is not filled by a clock that goes back', async () => {
    await limits().take('loginByAccount', 'eve');
    now -= 3_600_000;
    expect(await limits().take('loginByAccount', 'eve')).toBe(2);
    now += 3_600_000;
  });

  test('tells nobody whose it is, and is forgotten once it is dry', async () => {
    await limits().fill('loginByAccount', 'canary@acme.example');
    const rows = async () => (await held.admin.query('select * from directory.rate_limits')).rows;
    expect(JSON.stringify(await rows())).not.toContain('canary');
    await forgetDryBuckets(held.database, now + 2 * 86_400_000);
    expect(await rows()).toEqual([]);
  });
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:0db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('the address %s counts as %s', (ip, address) => {
  expect(networkOf(ip)).toBe(address);
});
