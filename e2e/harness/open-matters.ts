import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { MemberWithLink, SignedIn } from 'shared/protocol/auth.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import type { PushAnswer } from 'shared/protocol/push.ts';
import { badge, type Login } from './people.ts';
import { openWire } from './wire.ts';

/** The person and a colleague order different yards for one pour without seeing each other: the later order stands. */
export async function leaveClash(url: string, person: Login, pourId: string): Promise<void> {
  const ask = openWire(url);
  const mine = await ask<SignedIn>('POST', '/auth/login', person);
  const { invite } = await ask<MemberWithLink>(
    'POST',
    '/members',
    {
      role: 'scheduler',
      name: 'Sam Ortiz',
      email: `ortiz.${randomBytes(3).toString('hex')}@${person.workspace}.example`,
    },
    mine.accessToken,
  );
  const theirs = await ask<SignedIn>('POST', '/auth/invites/accept', {
    token: invite.token,
    password: randomBytes(12).toString('hex'),
  });
  const { documents, asOf } = await ask<PullAnswer>(
    'GET',
    '/sync/pours/pull?limit=5000',
    undefined,
    mine.accessToken,
  );
  const base = documents.find(({ id }) => id === pourId);
  if (!base) throw new Error('The pour did not come with the first page.');
  for (const [author, orderedCy, minutesAgo] of [
    [theirs, 146, 4],
    [mine, 142, 9],
  ] as const) {
    const document = {
      ...base,
      orderedCy,
      rev: randomBytes(8).toString('hex'),
      updatedAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
      updatedBy: author.user.id,
    };
    const rows = [{ collection: 'pours', base, document }];
    const { rejected } = await ask<PushAnswer>(
      'POST',
      '/sync/push',
      { epoch: asOf.epoch, rows },
      author.accessToken,
    );
    if (rejected.length > 0) throw new Error(JSON.stringify(rejected));
  }
}

/** The person at this device types a number that no server takes: it waits here for a second look. */
export async function leaveRefusal(page: Page, pourUrl: string): Promise<void> {
  await page.goto(pourUrl);
  const placers = page.getByRole('textbox', { name: 'Placers' });
  await placers.fill('2145550128');
  await placers.blur();
  await badge(page, /^Needs you \(2\)$/);
}
