import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { axeFindings } from './harness/axe.ts';
import { openDevice, openWindow, type BrowserWindow, type Device } from './harness/browser.ts';
import { openLine, type Line } from './harness/line.ts';
import { OF_DEMO, askDatabase, type Oracle } from './harness/oracle.ts';
import { AT_REST, badge, demoLogin, signIn } from './harness/people.ts';
import { noise } from './harness/pictures.ts';
import { logLoad, openBoard } from './harness/truck-board.ts';

const server = inject('server');
const PHOTOS = 40;
const CUT_EVERY_BYTES = 200_000;
/** For all of them, on a busy machine. */
const all = { timeout: 60_000 };

describe('photos and signatures', () => {
  let oracle: Oracle;
  let line: Line;
  let tablet: Device;
  let office: BrowserWindow;
  let pourId: string;

  beforeAll(async () => {
    oracle = await askDatabase(server.databaseUrl);
    line = await openLine(server.url);
    const pour = await oracle.one(
      `select p.id from app.pours p join app.employees e on e.id = p.foreman_id
       where e.user_id is not null and p.${OF_DEMO} and p.status in ('confirmed', 'scheduled') and not p.deleted
         and not exists (select from app.loads l where l.pour_id = p.id)
       order by p.day desc, p.id limit 1`,
    );
    pourId = String(pour['id']);
    tablet = await openDevice({ screen: 'tablet' });
    await signIn(tablet.page, line.url, demoLogin('foreman', server.password));
    await tablet.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    office = await openWindow();
    await signIn(office.page, server.url, demoLogin('scheduler', server.password));
  });
  afterAll(async () => {
    await Promise.all([tablet, office].map((device) => device?.discard()));
    await line.close();
    await oracle.close();
  });

  const photos = (page: Page) => page.getByRole('dialog').getByRole('button', { name: /^Photo \d/ });
  const openPhotos = (page: Page): Promise<void> =>
    page.getByRole('button', { name: /^\d+ photos?$/ }).click();
  const kept = async (): Promise<readonly string[]> =>
    (
      await oracle.rows(
        `select b.sha256 from app.pour_events e join app.blobs b
           on b.tenant_id = e.tenant_id and b.sha256 = e.fields ->> 'sha256'
         where e.pour_id = $1 and e.kind = 'photo' and b.state = 'kept'`,
        [pourId],
      )
    ).map(({ sha256 }) => String(sha256));

  it('forty photos taken without a signal survive a dead battery and a line that is cut every 200 KB', async () => {
    await openBoard(tablet.page, line.url, pourId);
    await line.cut();
    await openPhotos(tablet.page);
    const choosing = tablet.page.waitForEvent('filechooser');
    await tablet.page.getByRole('button', { name: 'From the gallery' }).click();
    await (await choosing).setFiles(Array.from({ length: PHOTOS }, (_, at) => noise(at)));
    await tablet.page.getByText(`${PHOTOS} photos, ${PHOTOS} to send`).waitFor();
    // What an earlier merge left to look at stands before it.
    await badge(tablet.page, /kept here|Needs you/);
    await tablet.crash();

    tablet = await openDevice({ screen: 'tablet', profile: tablet.profile });
    line.cutEvery(CUT_EVERY_BYTES);
    await openBoard(tablet.page, line.url, pourId);
    await openPhotos(tablet.page);
    await expect.poll(() => photos(tablet.page).count(), all).toBe(PHOTOS);
    expect(await kept()).toEqual([]);
    const before = line.struck;
    await line.mend();
    await expect.poll(async () => (await kept()).length, all).toBe(PHOTOS);
    await badge(tablet.page, AT_REST, 30_000);
    expect(line.struck - before).toBeGreaterThanOrEqual(5);
    line.cutEvery(0);

    const [{ tenant_id: tenantId } = {}] = await oracle.rows(
      'select tenant_id from app.pours where id = $1',
      [pourId],
    );
    for (const sha256 of await kept()) {
      const file = join(server.dataDir, 'blobs', String(tenantId), sha256.slice(0, 2), sha256);
      expect(
        createHash('sha256')
          .update(await readFile(file))
          .digest('hex'),
      ).toBe(sha256);
    }
  });

  it('another device sees the thumbnails, and one of them large with its caption', async () => {
    await openPhotosOfOffice();
    expect(await axeFindings(office.page)).toEqual([]);
    await photos(tablet.page).first().click();
    const sheet = tablet.page.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Rebar', exact: true }).click();
    await sheet.getByRole('textbox', { name: /^Caption/ }).fill('two bars short at C4');
    await sheet.getByRole('button', { name: 'Save' }).click();
    const captioned = office.page.getByRole('button', { name: /two bars short at C4/ });
    await captioned.click({ timeout: all.timeout });
    const large = office.page.getByRole('dialog').getByRole('img', { name: 'two bars short at C4' });
    await large.waitFor();
    await expect.poll(() => large.evaluate((image: HTMLImageElement) => image.naturalWidth), all).toBe(240);
    await office.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    expect([...tablet.complaints, ...office.complaints]).toEqual([]);
  });

  async function openPhotosOfOffice(): Promise<void> {
    await openBoard(office.page, server.url, pourId);
    await openPhotos(office.page);
    await expect.poll(() => photos(office.page).count(), all).toBe(PHOTOS);
    const thumbs = office.page.getByRole('dialog').locator('li img');
    await expect
      .poll(
        async () =>
          thumbs.evaluateAll(
            (images) => images.filter((one) => (one as HTMLImageElement).naturalWidth > 0).length,
          ),
        all,
      )
      .toBe(PHOTOS);
  }

  it('a signature seals the log, and a load after it is an amendment that both sides see', async () => {
    const { page } = tablet;
    await openBoard(page, line.url, pourId);
    await logLoad(page, { truck: 'T-901', ticket: '99001', end: 'done' });
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign the log' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Contractor' }).click();
    await sheet.getByRole('textbox', { name: 'Name' }).fill('R. Ortiz');
    await sheet.getByRole('button', { name: 'Sign on the line' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const box = await sheet.getByRole('img', { name: 'Sign here' }).boundingBox();
    if (!box) throw new Error('no pad');
    await page.mouse.move(box.x + 60, box.y + box.height / 2);
    await page.mouse.down();
    for (const at of [1, 2, 3, 4, 5])
      await page.mouse.move(box.x + 60 + at * 50, box.y + box.height * (at % 2 === 0 ? 0.3 : 0.7));
    await page.mouse.up();
    await sheet.getByRole('button', { name: 'Signed by R. Ortiz' }).click();
    await page.getByText('as signed').waitFor();
    await badge(page, AT_REST);

    await logLoad(page, { truck: 'T-902', ticket: '99002', end: 'done' });
    await page.getByText('1 amendment since').waitFor();
    await office.page.reload();
    await office.page.getByText('1 amendment since').waitFor();
    await office.page.getByRole('button', { name: 'Look' }).click();
    const seal = office.page.getByRole('dialog');
    await seal.getByText(/Sealed with 1 accepted load/).waitFor();
    await seal.getByText('added after the signature').waitFor();
    await seal.getByText(/T-902/).waitFor();
    const image = seal.getByRole('img', { name: 'Signature of R. Ortiz' });
    await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth), all).toBe(1200);
    expect(await axeFindings(office.page)).toEqual([]);
    expect([...tablet.complaints, ...office.complaints]).toEqual([]);
  });
});
