import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { exportedBook } from './harness/book.ts';
import { openWindow, type BrowserWindow } from './harness/browser.ts';
import { askDatabase, type Oracle } from './harness/oracle.ts';
import { demoLogin, signIn } from './harness/people.ts';
import { visit } from './harness/visit.ts';

const server = inject('server');
const soon = { timeout: 20_000 };
/** Further ahead than anything that the demo company has planned, whatever day it is. */
const away = new Date(Date.now() + 400 * 86_400_000).toISOString().slice(0, 10);
const dayWords = (day: string): string =>
  new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(day),
  );

describe('roster and jobs', () => {
  let desk: BrowserWindow;
  let page: Page;
  let oracle: Oracle;
  beforeAll(async () => {
    oracle = await askDatabase(server.databaseUrl);
    desk = await openWindow();
    ({ page } = desk);
    await signIn(page, server.url, demoLogin('scheduler', server.password));
  });
  afterAll(async () => {
    await desk.discard();
    await oracle.close();
  });

  const person = async (name: string): Promise<Readonly<Record<string, unknown>> | undefined> =>
    (await oracle.rows('select * from app.employees where name = $1', [name]))[0];

  it('adds a person, changes them in place, archives them and brings them back', async () => {
    await visit(page, '/w/demo/roster');
    await page.getByRole('button', { name: 'Add person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByText('Give a name, last name first.').waitFor();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Zamora, Iris');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    const drawer = page.getByRole('complementary');
    await drawer.getByRole('heading', { name: 'Zamora, Iris' }).waitFor();
    await drawer.getByRole('textbox', { name: 'Number' }).fill('7801');
    await drawer.getByRole('textbox', { name: 'Number' }).blur();
    await expect.poll(async () => (await person('Zamora, Iris'))?.['number'], soon).toBe('7801');
    await drawer.getByRole('button', { name: 'Archive' }).click();
    await expect.poll(async () => (await person('Zamora, Iris'))?.['active'], soon).toBe(false);
    await page.getByRole('radio', { name: 'Archived' }).click({ force: true });
    await page.getByRole('row', { name: /Zamora, Iris/ }).click();
    await drawer.getByRole('button', { name: 'Bring back' }).click();
    await expect.poll(async () => (await person('Zamora, Iris'))?.['active'], soon).not.toBe(false);
  });

  it('finds people as they are typed, and exports what is on the screen', async () => {
    await visit(page, '/w/demo/roster');
    await page.getByRole('searchbox', { name: 'Search people' }).fill('alvar');
    await expect.poll(() => page.getByRole('row', { name: /Becker, / }).count(), soon).toBe(0);
    const names = await page.getByRole('row').filter({ hasText: /, / }).count();
    const [sheet = []] = [...(await exportedBook(page)).values()];
    expect(sheet.filter((row) => row.some((cell) => String(cell).includes(', ')))).toHaveLength(names);

    // In the order in which it stands there.
    await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
    await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
    const [turned = []] = [...(await exportedBook(page)).values()];
    const order = (rows: typeof sheet): readonly unknown[] => rows.slice(1).map(([name]) => name);
    expect(order(turned)).toEqual(order(sheet).toReversed());
    expect(order(turned).length).toBeGreaterThan(1);

    // Lists in the settings too.
    await visit(page, '/w/demo/settings?section=resources');
    await page.getByRole('listitem').filter({ hasText: 'psi' }).first().waitFor();
    const [mixes = []] = [...(await exportedBook(page)).values()];
    const stored = await oracle.rows(
      `select name from app.resources where kind = 'mix' and active is not false and not deleted`,
    );
    expect(new Set(order(mixes))).toEqual(new Set(stored.map(({ name }) => name)));
  });

  it('adds a job that can be typed into the grid by its number', async () => {
    await visit(page, '/w/demo/projects');
    await page.getByRole('button', { name: 'Add job' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Number' }).fill('2999');
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Quarry Road Bridge');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect
      .poll(() => oracle.rows(`select name from app.projects where number = '2999'`), soon)
      .toEqual([{ name: 'Quarry Road Bridge' }]);
    await visit(page, '/w/demo/schedule');
    await page.getByRole('grid').focus();
    await page.keyboard.type('29');
    await page.getByRole('option', { name: /2999/ }).waitFor();
    await page.keyboard.press('Escape');
    await visit(page, '/w/demo/projects');
    await page.getByRole('row', { name: /2999/ }).click();
    await page.getByRole('button', { name: 'Close job' }).click();
    await expect
      .poll(() => oracle.rows(`select status from app.projects where number = '2999'`), soon)
      .toEqual([{ status: 'closed' }]);
    expect(desk.complaints).toEqual([]);
  });

  it('is used by keys alone, on every screen the same', async () => {
    await visit(page, '/w/demo/projects');
    await page.getByRole('grid').waitFor();
    await expect.poll(() => page.title(), soon).toMatch(/^Projects · /);
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Find a person, job, pour, screen or command').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });

    await page.keyboard.press('Control+k');
    await dialog.getByRole('combobox').waitFor();
    await page.keyboard.type('boone');
    await dialog.getByRole('option', { name: /Boone, / }).waitFor();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('complementary');
    await drawer.getByRole('heading', { name: /Boone, / }).waitFor();
    await expect.poll(() => page.title(), soon).toMatch(/^Roster · /);

    // Whoever was led to a person goes on with the keys of the list, and comes back to the row that was left.
    const row = page.getByRole('row', { name: /Boone, / });
    await row.press('Tab');
    await drawer.locator(':focus').waitFor();
    await drawer.getByRole('textbox', { name: 'Number' }).press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await expect.poll(() => row.evaluate((one) => one === document.activeElement), soon).toBe(true);

    // What another screen begins is begun from here.
    await page.keyboard.press('Control+k');
    await dialog.getByRole('combobox').waitFor();
    await page.keyboard.type('new pour');
    await dialog.getByRole('option', { name: 'New pour' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'New pour' }).waitFor();
    await expect.poll(() => page.title(), soon).toMatch(/^Pours · /);
    await page.keyboard.press('Escape');
    expect(desk.complaints).toEqual([]);
  });

  it('says that an address leads nowhere, with every screen still at hand', async () => {
    await page.goto(`${server.url}/w/demo/nothing-here`);
    await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Roster' }).click();
    await page.getByRole('grid').waitFor();
    expect(new URL(page.url()).pathname).toBe('/w/demo/roster');
    expect(desk.complaints).toEqual([]);
  });

  it('lets a foreman ask for an absence, and a scheduler grant it', async () => {
    const tablet = await openWindow({ screen: 'tablet' });
    await signIn(tablet.page, server.url, demoLogin('foreman', server.password));
    await visit(tablet.page, '/w/demo/roster');
    await tablet.page.getByRole('row', { name: /Grady, / }).click();
    await tablet.page.getByRole('button', { name: 'Ask for absence' }).click();
    const from = tablet.page.getByRole('group', { name: 'From' });
    await from.getByRole('spinbutton').first().focus();
    await tablet.page.keyboard.type(`${away.slice(5, 7)}${away.slice(8)}${away.slice(0, 4)}`);
    await tablet.page.getByRole('button', { name: 'Ask for absence' }).click();
    const asked = async (): Promise<unknown> =>
      (
        await oracle.rows(
          `select a.state from app.absences a join app.employees e on e.id = a.employee_id
           where e.name like 'Grady,%' and a."from" = $1 and not a.deleted`,
          [away],
        )
      )[0]?.['state'];
    await expect.poll(asked, soon).toBe('requested');
    expect(tablet.complaints).toEqual([]);
    await tablet.discard();

    await visit(page, '/w/demo/roster');
    await page.getByRole('row', { name: /Grady, / }).click();
    const request = page.getByRole('listitem').filter({ hasText: new RegExp(`${dayWords(away)}(?!\\d)`) });
    await request.getByRole('button', { name: 'Approve' }).click();
    await expect.poll(asked, soon).toBe('approved');
    expect(desk.complaints).toEqual([]);
  });
});
