import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { openWindow, type BrowserWindow } from './harness/browser.ts';
import { foundCompany, type Company } from './harness/company.ts';
import { openLine, type Line } from './harness/line.ts';
import { askDatabase, type Oracle } from './harness/oracle.ts';
import { badge, fillSignIn, signIn, type Login } from './harness/people.ts';
import { weekGrid } from './harness/week-grid.ts';

const server = inject('server');

/** What stands between a device and its office: each state says what is safe, keeps the work, and lets it out. */
describe('a device that holds work', () => {
  let oracle: Oracle;
  let company: Company;
  let member: { readonly id: string; readonly login: Login };
  let line: Line;
  /** One browser; every test has a line of its own, and so an origin and an installation of its own. */
  let tablet: BrowserWindow;
  beforeAll(async () => {
    oracle = await askDatabase(server.databaseUrl);
    tablet = await openWindow({ screen: 'tablet' });
  });
  afterAll(async () => {
    await tablet.discard();
    await oracle.close();
  });
  beforeEach(async () => {
    company = await foundCompany(server.url);
    member = await company.addMember('scheduler', 'Dana Kim');
    line = await openLine(server.url);
    await signIn(tablet.page, line.url, member.login);
    await weekGrid(tablet.page).grid.waitFor();
  });
  afterEach(async () => {
    await tablet.page.goto('about:blank');
    await line.close();
    expect(tablet.complaints).toEqual([]);
  });

  /** One cell, typed without a signal. */
  const workOffline = async (): Promise<void> => {
    await line.cut();
    await weekGrid(tablet.page).type('Boone, T.', 'wed', '2418');
    await badge(tablet.page, /^(1 kept here|1 to send)$/);
  };
  const mended = async (): Promise<void> => {
    await line.mend();
    await tablet.page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
  };
  const notice = (words: RegExp) => tablet.page.getByRole('alert').filter({ hasText: words });
  const exported = async (): Promise<string> => {
    const downloading = tablet.page.waitForEvent('download');
    await tablet.page.getByRole('button', { name: 'Export unsent work' }).click();
    return readFile(await (await downloading).path(), 'utf8');
  };
  const cellsOfBoone = async (): Promise<number> =>
    (await oracle.rows('select 1 from app.schedule_weeks where tenant_id = $1', [company.id])).length;

  it('keeps everything while the workspace is suspended, reads on, and sends when it is active again', async () => {
    await workOffline();
    await oracle.rows("update app.workspaces set status = 'suspended' where tenant_id = $1", [company.id]);
    await mended();
    await badge(tablet.page, /^Read-only$/);
    await notice(/read-only.*1 change is kept here/).waitFor();
    expect(await exported()).toContain('schedule_weeks');
    expect(await cellsOfBoone()).toBe(0);
    await oracle.rows("update app.workspaces set status = 'active' where tenant_id = $1", [company.id]);
    await tablet.page.reload();
    await badge(tablet.page, /^Saved$/);
    expect(await cellsOfBoone()).toBe(1);
  });

  it('says that an older app cannot send, and sends after the update', async () => {
    await workOffline();
    await tablet.context.route('**/api/v1/sync/**', (route) =>
      route.continue({ headers: { ...route.request().headers(), 'x-protocol-version': '0' } }),
    );
    await mended();
    await badge(tablet.page, /^Update needed$/);
    await notice(/too old to send.*1 change is kept here/).waitFor();
    expect(await exported()).toContain('schedule_weeks');
    await tablet.context.unroute('**/api/v1/sync/**');
    await notice(/too old/)
      .getByRole('button', { name: 'Reload' })
      .click();
    await badge(tablet.page, /^Saved$/);
    expect(await cellsOfBoone()).toBe(1);
  });

  it('sends what waited after the server was set back, and says that nothing was missing', async () => {
    await workOffline();
    await oracle.rows(
      'insert into app.restores (tenant_id, epoch, counter) select tenant_id, epoch, counter from app.workspace_counters where tenant_id = $1',
      [company.id],
    );
    await oracle.rows("update app.workspace_counters set epoch = 'restored-by-test' where tenant_id = $1", [
      company.id,
    ]);
    await mended();
    await badge(tablet.page, /^Saved$/);
    expect(await cellsOfBoone()).toBe(1);
    const told = tablet.page
      .getByRole('status')
      .filter({ hasText: /set back to .*Nothing that this device holds/ });
    await told.getByRole('button', { name: 'OK' }).click();
    await told.waitFor({ state: 'hidden' });
  });

  it('asks for a sign-in when the session has ended, and sends after it', async () => {
    await workOffline();
    await oracle.rows('update app.sessions set revoked_at = now() where tenant_id = $1 and user_id = $2', [
      company.id,
      member.id,
    ]);
    await mended();
    await badge(tablet.page, /^Sign in$/);
    expect(await weekGrid(tablet.page).read('Boone, T.', 'wed')).toContain('2418');
    await notice(/Sign in again.*1 change is kept here/)
      .getByRole('button', { name: 'Sign in' })
      .click();
    await tablet.page.getByRole('heading', { name: 'Sign in again' }).waitFor();
    await fillSignIn(tablet.page, member.login);
    await badge(tablet.page, /^Saved$/);
    expect(await cellsOfBoone()).toBe(1);
  });

  it('offers what it holds of a deleted workspace, and lets go of it only when told to', async () => {
    await workOffline();
    await oracle.rows("update app.workspaces set status = 'deleted' where tenant_id = $1", [company.id]);
    await mended();
    await tablet.page.getByText('Brazos Flatwork no longer exists').waitFor();
    await tablet.page.getByText('1 change is kept here.').waitFor();
    expect(await exported()).toContain('schedule_weeks');
    await tablet.page.getByRole('button', { name: 'Clear this device' }).click();
    await tablet.page.getByRole('alertdialog').getByRole('button', { name: 'Sign out and discard' }).click();
    await tablet.page.waitForURL('**/sign-in');
  });

  it('asks before signing out takes unsent work along, and tells the next person of it at the door', async () => {
    const { page } = tablet;
    await workOffline();
    await page.getByRole('button', { name: /You and this device/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    const question = page.getByRole('alertdialog');
    await question.getByText(/^1 change has not been sent yet/).waitFor();
    expect(await exported()).toContain('schedule_weeks');
    await question.getByText(/Saved as a file/).waitFor();
    await question.getByRole('button', { name: 'Stay signed in' }).click();
    await question.waitFor({ state: 'hidden' });
    expect(await weekGrid(page).read('Boone, T.', 'wed')).toContain('2418');

    await page.getByRole('button', { name: /You and this device/ }).click();
    await page.getByRole('link', { name: 'Other account' }).click();
    await page.getByText('1 change not sent yet, kept here').waitFor();
    await page.getByRole('link', { name: /Dana Kim/ }).click();
    await weekGrid(page).grid.waitFor();
    await mended();
    await badge(page, /^Saved$/);
    expect(await cellsOfBoone()).toBe(1);

    await page.getByRole('button', { name: /You and this device/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await question.getByText('Everything is sent.', { exact: false }).waitFor();
    await question.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in');
  });
});

describe('the first time', () => {
  it('says that a first download was cut, and goes on where it stopped', async () => {
    const company = await foundCompany(server.url);
    const line = await openLine(server.url);
    const tablet = await openWindow({ screen: 'tablet' });
    const { page } = tablet;
    let isCut = true;
    // Without people there is no week to show; pours may come later.
    await tablet.context.route('**/sync/employees/pull*', (route) =>
      isCut ? route.abort('internetdisconnected') : route.continue(),
    );
    await page.goto(`${line.url}/sign-in`);
    await fillSignIn(page, company.owner);
    const stopped = page.getByRole('alert').filter({ hasText: /No connection\. What has come is kept/ });
    await stopped.waitFor();
    expect(Number(await page.getByRole('progressbar').getAttribute('aria-valuenow'))).toBeGreaterThan(0);
    await page.reload();
    await stopped.waitFor();
    isCut = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await badge(page, /^Saved$/);
    await weekGrid(page).row('Boone, T.').waitFor();
    expect(tablet.complaints).toEqual([]);
    await tablet.discard();
    await line.close();
  });

  it('judges no week that has not arrived, after a reload either', async () => {
    const company = await foundCompany(server.url);
    const tablet = await openWindow();
    const { page } = tablet;
    const isHeld = { on: true };
    // Small as it is, the company comes in one page: the page is made to say that there is more of its weeks.
    await tablet.context.route('**/sync/schedule_weeks/pull*', async (route) => {
      if (!isHeld.on) return route.continue();
      if (route.request().url().includes('checkpoint=')) return undefined;
      const answer = await route.fetch();
      const page = (await answer.json()) as { checkpoint: object };
      return route.fulfill({
        response: answer,
        json: { ...page, more: true, checkpoint: { ...page.checkpoint, phase: 'rest' } },
      });
    });
    await page.goto(`${server.url}/sign-in`);
    await fillSignIn(page, company.owner);
    const arriving = page.getByRole('columnheader', { name: /arriving$/ });
    for (const start of ['at first', 'after a reload']) {
      if (start === 'after a reload') await page.reload();
      await badge(page, /^Loading$/);
      await page.getByRole('status').filter({ hasText: 'still arriving' }).waitFor();
      await weekGrid(page).grid.waitFor();
      // This week and the next are here; the two after them are not.
      expect(await arriving.count(), start).toBe(2);
    }
    isHeld.on = false;
    await tablet.context.unroute('**/sync/schedule_weeks/pull*');
    await page.reload();
    await badge(page, /^Saved$/);
    expect(await arriving.count()).toBe(0);
    await tablet.discard();
  });
});
