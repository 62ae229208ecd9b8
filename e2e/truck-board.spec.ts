import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { exportedBook } from './harness/book.ts';
import { openWindow, type BrowserWindow } from './harness/browser.ts';
import { OF_DEMO, askDatabase, type Oracle } from './harness/oracle.ts';
import { demoLogin, signIn } from './harness/people.ts';
import { openBoard } from './harness/truck-board.ts';

const server = inject('server');
const soon = { timeout: 20_000 };

describe('the truck board', () => {
  let tablet: BrowserWindow;
  let page: Page;
  let oracle: Oracle;
  let pourId: string;
  beforeAll(async () => {
    oracle = await askDatabase(server.databaseUrl);
    const pour = await oracle.one(
      `select p.id from app.pours p where p.${OF_DEMO} and p.status = 'placed' and not p.deleted
         and exists (select from app.loads l where l.pour_id = p.id)
       order by p.day desc, p.id limit 1`,
    );
    pourId = String(pour['id']);
    tablet = await openWindow({ screen: 'tablet' });
    ({ page } = tablet);
    await signIn(page, server.url, demoLogin('foreman', server.password));
    await openBoard(page, server.url, pourId);
  });
  afterAll(async () => {
    await tablet.discard();
    await oracle.close();
  });

  const load = async (truck: string): Promise<Readonly<Record<string, unknown>>> =>
    (
      await oracle.rows('select * from app.loads where pour_id = $1 and truck_number = $2 and void is null', [
        pourId,
        truck,
      ])
    )[0] ?? {};
  const column = (name: string) => page.getByRole('region', { name });
  const card = (name: string, truck: string) => column(name).getByRole('listitem').filter({ hasText: truck });
  const add = async (truck: string, how: 'On the way' | 'Arrived now', batched?: string): Promise<void> => {
    await page.getByRole('button', { name: 'Load', exact: true }).tap();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('textbox', { name: /^Truck/ }).fill(truck);
    if (batched !== undefined) await sheet.getByRole('textbox', { name: /^Batched/ }).fill(batched);
    await sheet.getByRole('button', { name: how }).tap();
    await sheet.waitFor({ state: 'hidden' });
  };

  it('writes each time with one tap', async () => {
    await add('T-501', 'On the way');
    await card('On the way', 'T-501')
      .getByRole('button', { name: /^Arrived/ })
      .tap();
    await card('On site', 'T-501')
      .getByRole('button', { name: /^Start discharge/ })
      .tap();
    await card('On site', 'T-501')
      .getByRole('button', { name: /^Done: load/ })
      .tap();
    await card('Done', 'T-501').waitFor();
    await expect
      .poll(() => load('T-501'), soon)
      .toMatchObject({
        verdict: 'accepted',
        arrived_at: expect.any(Date),
        discharge_started_at: expect.any(Date),
        discharge_ended_at: expect.any(Date),
      });
  });

  it('takes a wrong tap back with one tap', async () => {
    await add('T-502', 'On the way');
    await card('On the way', 'T-502')
      .getByRole('button', { name: /^Arrived/ })
      .tap();
    await card('On site', 'T-502').waitFor();
    await page.getByRole('button', { name: /^Undo: Load .* arrived/ }).tap();
    await card('On the way', 'T-502').waitFor();
    await expect.poll(async () => (await load('T-502'))['arrived_at'], soon).toBeNull();
  });

  it('lets a wrong time be corrected later, and what follows from it', async () => {
    await card('Done', 'T-501').getByRole('button', { name: /T-501/ }).tap();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('textbox', { name: /^Done/ }).fill('');
    await sheet.getByRole('button', { name: 'Save', exact: true }).tap();
    await card('On site', 'T-501').waitFor();
    await expect.poll(async () => (await load('T-501'))['verdict'], soon).toBeNull();
    await card('On site', 'T-501')
      .getByRole('button', { name: /^Done: load/ })
      .tap();
    await expect.poll(async () => (await load('T-501'))['verdict'], soon).toBe('accepted');
  });

  it('keeps a rejected load with its reason, and counts it for nothing', async () => {
    const placed = (): Promise<string> => page.getByRole('main').innerText().then(placedIn);
    await add('T-503', 'Arrived now');
    const before = await placed();
    await card('On site', 'T-503')
      .getByRole('button', { name: /^Reject load/ })
      .tap();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Wrong mix' }).tap();
    await sheet.getByRole('button', { name: 'Reject: Wrong mix' }).tap();
    await card('Done', 'T-503').getByText('Rejected').waitFor();
    expect(await placed()).toBe(before);
    await expect
      .poll(() => load('T-503'), soon)
      .toMatchObject({ verdict: 'rejected', reject_reason: 'wrong_mix' });
  });

  it('asks for a name before a load over its limit counts as good', async () => {
    await add('T-504', 'Arrived now', agoText(125));
    await card('On site', 'T-504')
      .getByText(/Over limit \d+ min: waive or reject/)
      .waitFor();
    await card('On site', 'T-504')
      .getByRole('button', { name: /^Waive the limit/ })
      .tap();
    const sheet = page.getByRole('dialog');
    expect(await sheet.getByRole('button', { name: 'Name who accepts it' }).isDisabled()).toBe(true);
    await sheet.getByRole('textbox', { name: 'Name' }).fill('J. Whitfield');
    await sheet.getByRole('button', { name: 'Waived by J. Whitfield' }).tap();
    await card('On site', 'T-504').getByText('waived by J. Whitfield').waitFor();
    await expect.poll(() => load('T-504'), soon).toMatchObject({ waiver: { name: 'J. Whitfield' } });
  });

  it('judges a test against the mix, and leaves the board with its book', async () => {
    await card('On site', 'T-504')
      .getByRole('button', { name: /^Test of load/ })
      .tap();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('textbox', { name: /^Concrete/ }).fill('72');
    await sheet.getByRole('button', { name: 'Save', exact: true }).tap();
    await card('On site', 'T-504').getByText('72 °F').waitFor();
    const rows = (await exportedBook(page)).get('Loads') ?? [];
    const trucks = rows.slice(1).map((row) => String(row[2]));
    const stored = await oracle.rows('select truck_number from app.loads where pour_id = $1', [pourId]);
    expect(trucks.toSorted()).toEqual(stored.map((row) => String(row['truck_number'])).toSorted());
    expect(tablet.complaints).toEqual([]);
  });
});

const placedIn = (words: string): string => /([\d.]+)\s*CY\s*placed/.exec(words)?.[1] ?? words;

/** A wall clock at the site so many minutes ago, as it is typed from a ticket. */
function agoText(minutes: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'America/Chicago',
  }).format(Date.now() - minutes * 60_000);
}
