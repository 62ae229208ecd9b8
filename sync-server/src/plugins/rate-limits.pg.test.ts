import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { addressOf, BUCKETS, forgetDryBuckets, makeRateLimits } from './rate-limits.ts';

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
    await expect(limits().take('loginByAccount', 'bo')).resolves.toBeUndefined();
  });

  test('leaks with time, and never locks anybody out for longer than it takes to run dry twice', async () => {
    for (let at = 0; at < 100; at += 1) await limits().fill('loginByAccount', 'cy');
    now += ((holds + 2) / leaksPerS) * 1000;
    await expect(limits().take('loginByAccount', 'cy')).resolves.toBeUndefined();
  });

  test('counts every one of many tries at once', async () => {
    const beyond = await Promise.all(
      Array.from({ length: holds + 3 }, () => limits().fill('loginByAccount', 'dee')),
    );
    expect(beyond.filter((level) => level > 0)).toHaveLength(3);
  });

  test('is not filled by a clock that goes back', async () => {
    await limits().fill('loginByAccount', 'eve');
    now -= 3_600_000;
    expect(await limits().fill('loginByAccount', 'eve')).toBe(2 - holds);
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
  expect(addressOf(ip)).toBe(address);
});
