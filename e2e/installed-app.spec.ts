import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { openDevice, type Device } from './harness/browser.ts';
import { openLine, type Line } from './harness/line.ts';
import { askDatabase } from './harness/oracle.ts';
import { badge, demoLogin, signIn } from './harness/people.ts';
import { askForUpdate, becomeInstalled, publishRelease, releaseOf } from './harness/release.ts';
import { screensOf } from './harness/screens.ts';
import { openBoard } from './harness/truck-board.ts';

const server = inject('server');

async function logOfToday(): Promise<string> {
  const oracle = await askDatabase(server.databaseUrl);
  const screens = await screensOf(oracle);
  await oracle.close();
  return (
    /pours\/([^/]+)\/log/.exec(screens.find(({ name }) => name === 'truck-board')?.path ?? '')?.[1] ?? ''
  );
}

/** Marks this very document: a reload forgets it. */
const mark = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.documentElement.dataset['marked'] = 'yes';
  });
const isMarked = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.dataset['marked'] === 'yes');

describe('the installed app', () => {
  let line: Line;
  let tablet: Device;
  beforeEach(async () => {
    line = await openLine(server.url);
    tablet = await openDevice({ screen: 'tablet' });
    await signIn(tablet.page, line.url, demoLogin('foreman', server.password));
    await becomeInstalled(tablet.page);
  });
  afterEach(async () => {
    await tablet.discard();
    await line.close();
  });

  it('can be installed: a manifest with identity, icons, shortcuts and screenshots', async () => {
    const manifest = (await (await fetch(`${line.url}/manifest.webmanifest`)).json()) as Record<
      string,
      unknown[]
    >;
    expect(manifest).toMatchObject({
      id: expect.any(String),
      start_url: expect.any(String),
      display: 'standalone',
    });
    for (const part of ['icons', 'shortcuts', 'screenshots'])
      expect(manifest[part]?.length).toBeGreaterThan(0);
    for (const icon of manifest['icons'] as { src: string }[])
      expect((await fetch(new URL(icon.src, `${line.url}/`))).status).toBe(200);
  });

  it('starts and opens every address with no server at all', async () => {
    const oracle = await askDatabase(server.databaseUrl);
    const screens = await screensOf(oracle);
    await oracle.close();
    await line.cut();
    const { profile } = tablet;
    await tablet.close();
    tablet = await openDevice({ screen: 'tablet', profile });
    await tablet.page.goto(line.url);
    await tablet.page.waitForURL('**/w/demo/today');
    for (const screen of screens) {
      await tablet.page.goto(`${line.url}${screen.path}`);
      await tablet.page.locator('h1, [role="grid"]').first().waitFor();
      await badge(tablet.page, /Offline|kept here/);
    }
    expect(tablet.complaints).toEqual([]);
  });

  it('lets a new release wait in the middle of an edit, keeps what is typed, and starts it when asked', async () => {
    const { page } = tablet;
    await openBoard(page, line.url, await logOfToday());
    await page.getByRole('button', { name: 'Load', exact: true }).click();
    const ticket = page.getByRole('dialog').getByRole('textbox', { name: /^Ticket/ });
    await ticket.fill('777123');
    await mark(page);

    publishRelease(line, 2);
    expect(await askForUpdate(page)).toBe('waits');
    expect(await isMarked(page)).toBe(true);
    expect(await ticket.inputValue()).toBe('777123');

    // The battery dies in the middle of it: the old release comes back, and the draft with it.
    await page.reload();
    await expect.poll(() => ticket.inputValue(), { timeout: 10_000 }).toBe('777123');
    expect(await releaseOf(page)).toBe(0);

    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Update' }).click();
    await expect.poll(() => releaseOf(page).catch(() => 0), { timeout: 20_000 }).toBe(2);
    expect(tablet.complaints).toEqual([]);
  });

  it('shows in one tab what another writes', async () => {
    const pourId = await logOfToday();
    const other = await tablet.context.newPage();
    await openBoard(other, line.url, pourId);
    await openBoard(tablet.page, line.url, pourId);
    await tablet.page.getByRole('button', { name: 'Note', exact: true }).click();
    await tablet.page.getByRole('dialog').getByRole('textbox').first().fill('Two tabs, one log');
    await tablet.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await other.getByRole('button', { name: 'More' }).click();
    await other
      .getByRole('dialog')
      .getByRole('button', { name: /whole log/ })
      .click();
    await other.getByText('Two tabs, one log').waitFor();
    expect(tablet.complaints).toEqual([]);
  });

  it('keeps a release that is older than the data away from it', async () => {
    const { page } = tablet;
    const note = async (versions: Record<string, number>): Promise<void> =>
      page.evaluate(async (stored) => {
        const cache = await caches.open('data-schema');
        await cache.put('/data-schema.json', new Response(JSON.stringify(stored)));
      }, versions);
    await note({ loads: 99 });
    publishRelease(line, 3);
    expect(await askForUpdate(page)).toBe('gave up');

    await page.goto(`${line.url}/w/demo/schedule`);
    await page.getByText('This version is older than the data on this device').waitFor();
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBeGreaterThan(1);

    await note({ loads: 0 });
    await page.goto(`${line.url}/w/demo/schedule`);
    await page.getByRole('grid').waitFor();
    expect(tablet.complaints).toEqual([]);
  });
});
