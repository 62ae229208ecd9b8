import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDevice, type Device } from '../../e2e/harness/browser.ts';
import { openLine, type Line } from '../../e2e/harness/line.ts';
import { askDatabase } from '../../e2e/harness/oracle.ts';
import { badge, demoLogin, signIn } from '../../e2e/harness/people.ts';
import { askForUpdate, becomeInstalled, publishRelease, releaseOf } from '../../e2e/harness/release.ts';
import { screensOf } from '../../e2e/harness/screens.ts';
import { openBoard } from '../../e2e/harness/truck-board.ts';

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

interface Picture {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
}
interface WebManifest {
  readonly icons: readonly (Picture & { readonly purpose: string })[];
  readonly screenshots: readonly (Picture & { readonly form_factor: string })[];
  readonly shortcuts: readonly {
    readonly name: string;
    readonly url: string;
    readonly icons: readonly Picture[];
  }[];
}

/** As the head of the file says it: `192x192`. */
const sizeOfPng = (bytes: Buffer): string => `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;

describe('the installed app', () => {
  let line: Line;
  let tablet: Device;
  // One installation through all of it, as a tablet lives for years.
  beforeAll(async () => {
    line = await openLine(server.url);
    tablet = await openDevice({ screen: 'tablet' });
    await signIn(tablet.page, line.url, demoLogin('foreman', server.password));
    await becomeInstalled(tablet.page);
  });
  afterEach(async () => {
    await line.mend();
    expect(tablet.complaints).toEqual([]);
  });
  afterAll(async () => {
    await tablet.discard();
    await line.close();
  });

  it('can be installed by the browser’s own judgement, with pictures that are what the manifest says of them', async () => {
    const browser = await tablet.context.newCDPSession(tablet.page);
    expect((await browser.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([]);
    const { url, errors, data } = await browser.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const manifest = JSON.parse(data ?? '{}') as WebManifest;
    expect(manifest).toMatchObject({ id: '/', scope: '/', display: 'standalone' });
    expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual(
      expect.arrayContaining(['192x192 any', '512x512 any', '192x192 maskable', '512x512 maskable']),
    );
    expect(manifest.screenshots.map(({ form_factor: form }) => form).toSorted()).toEqual(['narrow', 'wide']);
    const pictures = [
      ...manifest.icons,
      ...manifest.screenshots,
      ...manifest.shortcuts.flatMap(({ icons }) => icons),
    ];
    for (const { src, sizes, type } of pictures) {
      const answer = await fetch(new URL(src, url));
      expect(answer.status, src).toBe(200);
      expect(answer.headers.get('content-type'), src).toContain(type);
      const size = type === 'image/png' ? sizeOfPng(Buffer.from(await answer.arrayBuffer())) : sizes;
      expect(size, src).toBe(sizes);
    }
    for (const { name, url: path } of manifest.shortcuts) {
      await tablet.page.goto(new URL(path, url).href);
      await tablet.page.waitForURL(new RegExp(`/w/demo/${name.toLowerCase()}$`));
    }
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
      // What an earlier merge left to look at stands before the missing line.
      await badge(tablet.page, /^(Offline|\d+ kept here|Needs you \(\d+\))$/);
      expect(new URL(tablet.page.url()).pathname).toBe(new URL(screen.path, line.url).pathname);
    }
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
    await expect.poll(() => ticket.inputValue(), { timeout: 20_000 }).toBe('777123');
    expect(await releaseOf(page)).toBe(0);

    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Update' }).click();
    await expect.poll(() => releaseOf(page).catch(() => 0), { timeout: 20_000 }).toBe(2);
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
    await expect.poll(() => other.getByText('Two tabs, one log').count(), { timeout: 20_000 }).toBe(1);
  });

  it('keeps a release that is older than the data away from it', async () => {
    const { page } = tablet;
    // As a release leaves it behind: for the service worker, and at hand for the page.
    const note = async (versions: Record<string, number>): Promise<void> =>
      page.evaluate(async (stored) => {
        const cache = await caches.open('data-schema');
        await cache.put('/data-schema.json', new Response(stored));
        localStorage.setItem('data-schema', stored);
      }, JSON.stringify(versions));
    await note({ loads: 99 });
    publishRelease(line, 3);
    expect(await askForUpdate(page)).toBe('gave up');

    await page.goto(`${line.url}/w/demo/schedule`);
    await page.getByText('This version is older than the data on this device').waitFor();
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBeGreaterThan(1);

    await note({ loads: 0 });
    await page.goto(`${line.url}/w/demo/schedule`);
    await page.getByRole('grid').waitFor();
  });
});
