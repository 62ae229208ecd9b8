import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { openWindow, type BrowserWindow } from '../../e2e/harness/browser.ts';
import { openLine, type Line } from '../../e2e/harness/line.ts';
import { OF_DEMO, askDatabase, type Oracle } from '../../e2e/harness/oracle.ts';
import { AT_REST, badge, demoLogin, signIn } from '../../e2e/harness/people.ts';
import { openBoard } from '../../e2e/harness/truck-board.ts';

const server = inject('server');

/** Stands in the place of IndexedDB's writing: armed, the next writes fail with the error of that name. */
const failWrites = (page: Page, error: string, times: number): Promise<void> =>
  page.evaluate(
    ([name, count]) => {
      const fail = globalThis as unknown as { failing?: { name: string; left: number; struck: number } };
      fail.failing = { name, left: count, struck: 0 };
    },
    [error, times] as const,
  );
const struck = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { failing?: { struck: number } }).failing?.struck ?? 0);

function armable(): void {
  for (const method of ['put', 'add'] as const) {
    const original = IDBObjectStore.prototype[method];
    IDBObjectStore.prototype[method] = function patched(
      this: IDBObjectStore,
      value: unknown,
      key?: IDBValidKey,
    ) {
      const fail = (globalThis as unknown as { failing?: { name: string; left: number; struck: number } })
        .failing;
      if (fail && fail.left > 0) {
        fail.left -= 1;
        fail.struck += 1;
        throw new DOMException('Injected by a test', fail.name);
      }
      return key === undefined ? original.call(this, value) : original.call(this, value, key);
    };
  }
}

describe('a device that fails', () => {
  let line: Line;
  let tablet: BrowserWindow;
  let oracle: Oracle;
  let pourId: string;
  beforeAll(async () => {
    oracle = await askDatabase(server.databaseUrl);
    const pour = await oracle.one(
      `select p.id from app.pours p where p.${OF_DEMO} and p.status = 'in_progress' and not p.deleted
       order by (select count(*) from app.loads l where l.pour_id = p.id), id limit 1`,
    );
    pourId = String(pour['id']);
    line = await openLine(server.url);
    tablet = await openWindow({ screen: 'tablet' });
    await tablet.context.addInitScript(armable);
    await signIn(tablet.page, line.url, demoLogin('scheduler', server.password));
    await openBoard(tablet.page, line.url, pourId);
  });
  afterEach(() => expect(tablet.complaints).toEqual([]));
  afterAll(async () => {
    await tablet.discard();
    await line.close();
    await oracle.close();
  });

  const addLoad = async (page: Page, truck: string): Promise<void> => {
    await page.getByRole('button', { name: 'Load', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: /^Truck/ })
      .fill(truck);
    await page.getByRole('dialog').getByRole('button', { name: 'On the way' }).click();
  };
  const stored = async (truck: string): Promise<number> =>
    (await oracle.rows('select 1 from app.loads where pour_id = $1 and truck_number = $2', [pourId, truck]))
      .length;

  it('loses nothing to a single error of its storage', async () => {
    const { page } = tablet;
    await failWrites(page, 'UnknownError', 1);
    await addLoad(page, 'T-IDB');
    await page.getByRole('region', { name: 'On the way' }).getByText('T-IDB').waitFor();
    await expect.poll(() => stored('T-IDB'), { timeout: 20_000 }).toBe(1);
    expect(await struck(page)).toBe(1);
  });

  it('says that the disk is full, brings the sheet back as it was typed, and takes it when there is room again', async () => {
    const { page } = tablet;
    await failWrites(page, 'QuotaExceededError', 1_000);
    await addLoad(page, 'T-FULL');
    await page.getByText('This tablet could not keep what you tapped', { exact: false }).waitFor();
    const sheet = page.getByRole('dialog');
    await expect
      .poll(() => sheet.getByRole('textbox', { name: /^Truck/ }).inputValue(), { timeout: 20_000 })
      .toBe('T-FULL');
    expect(await struck(page)).toBeGreaterThan(0);
    expect(await stored('T-FULL')).toBe(0);

    await failWrites(page, 'QuotaExceededError', 0);
    await sheet.getByRole('button', { name: 'On the way' }).click();
    await page.getByRole('region', { name: 'On the way' }).getByText('T-FULL').waitFor();
    await page
      .getByRole('button', { name: /full|send|Saved|Needs you/ })
      .filter({ has: page.locator('[aria-live]') })
      .click();
    await page.getByRole('button', { name: 'Check now' }).click();
    await expect.poll(() => stored('T-FULL'), { timeout: 20_000 }).toBe(1);
  });

  it('says so of every form, which stays open with what was typed', async () => {
    const { page } = tablet;
    await page.goto(`${line.url}/w/demo/roster`);
    await page.getByRole('button', { name: 'Add person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /^Name/ }).fill('Fuller, Nora');
    await failWrites(page, 'QuotaExceededError', 1_000);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('This device has no room for it', { exact: false }).waitFor();
    expect(await dialog.getByRole('textbox', { name: /^Name/ }).inputValue()).toBe('Fuller, Nora');

    await failWrites(page, 'QuotaExceededError', 0);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    // Kept at last, the person is opened.
    await page.getByRole('dialog', { name: 'Fuller, Nora' }).waitFor();
    const people = (): Promise<readonly unknown[]> =>
      oracle.rows(`select 1 from app.employees where name = 'Fuller, Nora'`);
    await expect.poll(async () => (await people()).length, { timeout: 20_000 }).toBe(1);
  });

  it('stays signed in when the answer with its new token is lost on the way', async () => {
    const { page } = tablet;
    const before = line.struck;
    line.loseAnswers('/api/v1/auth/refresh');
    await openBoard(page, line.url, pourId);
    await expect.poll(() => line.struck, { timeout: 20_000 }).toBe(before + 1);
    await addLoad(page, 'T-TOKEN');
    await expect.poll(() => stored('T-TOKEN'), { timeout: 60_000 }).toBe(1);
    expect(line.calls('/api/v1/auth/refresh')).toBeGreaterThan(1);
  });

  it('sends an edit once, however often the answer to it is lost', async () => {
    const { page } = tablet;
    const before = line.struck;
    line.loseAnswers('/api/v1/sync/push', 2);
    await addLoad(page, 'T-PUSH');
    await expect.poll(() => line.struck, { timeout: 30_000 }).toBe(before + 2);
    await badge(page, AT_REST, 60_000);
    await expect.poll(() => stored('T-PUSH'), { timeout: 20_000 }).toBe(1);
    const audit = await oracle.rows(
      `select 1 from app.audit_log where collection = 'loads'
       and document_id = (select id::text from app.loads where truck_number = 'T-PUSH')`,
    );
    expect(audit).toHaveLength(1);
  });
});
