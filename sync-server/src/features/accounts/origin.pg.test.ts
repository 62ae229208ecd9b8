import { randomBytes } from 'node:crypto';
import type { SignedIn } from 'shared/protocol/auth.ts';
import { expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '../../../test/app.ts';
import type { Config } from '../../config.ts';

const PASSWORD = 'muddy boots on tuesday';

/** The address that a sign-up through such proxies keeps with its session. */
async function keptFor(running: TestApp, forwardedFor: string): Promise<unknown> {
  const answer = await running.app.inject({
    method: 'POST',
    url: '/api/v1/workspaces',
    payload: {
      slug: `origin-${randomBytes(4).toString('hex')}`,
      companyName: 'Acme Concrete',
      name: 'Ana',
      email: 'ana@acme.example',
      password: PASSWORD,
    },
    headers: { 'x-forwarded-for': forwardedFor },
    remoteAddress: '10.0.0.1',
  });
  expect(answer.statusCode).toBe(201);
  const { workspace } = answer.json<SignedIn>();
  const [row] = await running.asAdmin('select host(ip) as ip from app.sessions where tenant_id = $1', [
    workspace.id,
  ]);
  return row?.['ip'];
}

const CASES: readonly (readonly [Config['trustProxy'], readonly (readonly [string, string])[]])[] = [
  // Nobody stands in front: whatever the header says is the caller's own word.
  [false, [['203.0.113.9', '10.0.0.1']]],
  [
    1,
    [
      ['203.0.113.9', '203.0.113.9'],
      // What the caller forged stands left of what our own proxy added.
      ['198.51.100.1, 203.0.113.9', '203.0.113.9'],
      ['203.0.113.9:51234', '203.0.113.9'],
      ['unknown', '10.0.0.1'],
    ],
  ],
  [['10.0.0.0/8'], [['198.51.100.1, 203.0.113.9, 10.2.0.1', '203.0.113.9']]],
];

test.each(CASES)('with TRUST_PROXY %j the session keeps the address of the caller', async (trust, cases) => {
  const running = await buildTestApp(trust);
  for (const [forwarded, kept] of cases) expect(await keptFor(running, forwarded)).toBe(kept);
  await running.close();
});
