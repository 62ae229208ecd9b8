import type { Page, Route } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { openWindow, type BrowserWindow } from '../../e2e/harness/browser.ts';
import { foundCompany, type Company } from '../../e2e/harness/company.ts';
import { openLine, type Line } from '../../e2e/harness/line.ts';
import { askDatabase, type Oracle } from '../../e2e/harness/oracle.ts';
import { badge, signIn } from '../../e2e/harness/people.ts';
import { weekGrid } from '../../e2e/harness/week-grid.ts';

const server = inject('server');

describe('two tabs of one account', () => {
  let oracle: Oracle;
  let company: Company;
  let line: Line;
  let desk: BrowserWindow;
  let second: Page;
  beforeEach(async () => {
    oracle = await askDatabase(server.databaseUrl);
    company = await foundCompany(server.url);
    line = await openLine(server.url);
    desk = await openWindow();
    await signIn(desk.page, line.url, company.owner);
    second = await desk.context.newPage();
    await second.goto(`${line.url}/w/${company.slug}/schedule`);
    await badge(second, /^Saved$/);
  });
  afterEach(async () => {
    await desk.discard();
    if (desk.complaints.length > 0) throw new Error(desk.complaints.join('\n'));
    await line.close();
    await oracle.close();
  });

  const stored = async (): Promise<readonly unknown[]> =>
    (await oracle.rows('select days from app.schedule_weeks where tenant_id = $1', [company.id])).map(
      (row) => row['days'],
    );
  const online = (page: Page): Promise<boolean> =>
    page.evaluate(() => globalThis.dispatchEvent(new Event('online')));

  it('show each other’s edits and one badge, without a line too', async () => {
    await line.cut();
    const [here, there] = [weekGrid(desk.page), weekGrid(second)];
    await here.type('Boone, T.', 'mon', '2418');
    await expect.poll(() => there.read('Boone, T.', 'mon')).toContain('2418');
    await there.type('Boone, T.', 'tue', '2390');
    await expect.poll(() => here.read('Boone, T.', 'tue')).toContain('2390');
    await there.type('Cruz, M.', 'mon', '2418');
    // Two documents, three edits: one number in both.
    await badge(desk.page, /^2 (kept here|to send)$/);
    await badge(second, /^2 (kept here|to send)$/);
    await line.mend();
    await online(second);
    await badge(second, /^Saved$/);
    await badge(desk.page, /^Saved$/);
    expect(await stored()).toHaveLength(2);
  });

  it('lose nothing when the one that sends is closed before its answer', async () => {
    // Whichever tab sends: the server has it, and that tab will never hear so.
    const sending = new Promise<Page>((done) => {
      const hold = async (route: Route): Promise<void> => {
        await desk.context.unroute('**/sync/push', hold);
        await route.fetch();
        done(route.request().frame().page());
      };
      void desk.context.route('**/sync/push', hold);
    });
    await weekGrid(second).type('Boone, T.', 'mon', '2418');
    const sender = await sending;
    expect(await stored()).toHaveLength(1);
    await sender.close();
    const left = sender === second ? desk.page : second;
    await weekGrid(left).type('Cruz, M.', 'fri', '2390');
    await expect.poll(stored, { timeout: 60_000 }).toHaveLength(2);
    await badge(left, /^Saved$/);
    const audit = await oracle.rows(
      "select 1 from app.audit_log where tenant_id = $1 and collection = 'schedule_weeks'",
      [company.id],
    );
    expect(audit).toHaveLength(2);
  });

  it('both come to an end when one signs out', async () => {
    await desk.page.getByRole('button', { name: /You and this device/ }).click();
    await desk.page.getByRole('button', { name: 'Sign out' }).click();
    await desk.page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
    await desk.page.waitForURL('**/sign-in');
    await second.bringToFront();
    await second.waitForURL('**/sign-in*');
    expect(
      await desk.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)),
    ).toEqual(['planning-ops-device']);
  });
});
