import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openWindow, type BrowserWindow } from './harness/browser.ts';
import { askDatabase, type Oracle } from './harness/oracle.ts';
import { demoLogin, signIn } from './harness/people.ts';
import { weekGrid, type DayName, type WeekGrid } from './harness/week-grid.ts';

const server = inject('server');
/** Beyond what the demo company has planned, so that every test begins with empty cells. */
const WEEKS_AHEAD = 11;
const [LUNA, OCHOA, REYES, TURNER] = ['Luna, L.', 'Ochoa, T.', 'Reyes, A.', 'Turner, E.'] as const;

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

describe('the week grid', () => {
  let desk: BrowserWindow;
  let page: Page;
  let grid: WeekGrid;
  let oracle: Oracle;
  beforeAll(async () => {
    oracle = await askDatabase(server.databaseUrl);
    desk = await openWindow();
    ({ page } = desk);
    await signIn(page, server.url, demoLogin('scheduler', server.password));
    grid = weekGrid(page);
    await grid.go(WEEKS_AHEAD);
  });
  afterAll(async () => {
    await desk.discard();
    await oracle.close();
  });

  const shows = (name: string, day: DayName, words: string): Promise<void> =>
    expect.poll(() => grid.read(name, day), { timeout: 20_000 }).toBe(words);
  /** What the database holds for a cell: job numbers and statuses with their part of the day. */
  const stored = async (name: string, day: DayName): Promise<string> => {
    const rows = await oracle.rows(
      `select cell->>'part' as part, coalesce(p.number, cell->>'status') as work
       from app.schedule_weeks w join app.employees e on e.id = w.employee_id,
         jsonb_array_elements(w.days->$2) cell
       left join app.projects p on p.id::text = cell->>'projectId'
       where e.name like $1 and w.week_start = (select max(week_start) from app.schedule_weeks)`,
      [`${name.slice(0, -1)}%`, day],
    );
    return rows.map((row) => `${String(row['part'])} ${String(row['work'])}`).join(', ');
  };

  it('understands numbers, nicknames, statuses and halves as they are typed', async () => {
    await grid.type(LUNA, 'mon', '2418');
    await grid.type(LUNA, 'tue', 'gateway');
    await grid.type(LUNA, 'wed', 'vac');
    await grid.type(LUNA, 'thu', '2418/2390');
    await shows(LUNA, 'mon', '2418');
    await shows(LUNA, 'tue', '2390');
    await shows(LUNA, 'wed', 'PTO');
    await shows(LUNA, 'thu', '2418 2390');
    await expect.poll(() => stored(LUNA, 'thu'), { timeout: 20_000 }).toBe('am 2418, pm 2390');
    expect(await stored(LUNA, 'wed')).toBe('full pto');

    await grid.click(LUNA, 'fri');
    await page.keyboard.type('zzz');
    await page.getByText('No job or status like “zzz”').waitFor();
    await press(page, 'Escape');
    await shows(LUNA, 'fri', '');
  });

  it('takes back and brings back, step by step', async () => {
    await grid.type(OCHOA, 'mon', '2418');
    await shows(OCHOA, 'mon', '2418');
    await grid.click(OCHOA, 'mon');
    await press(page, 'Delete');
    await shows(OCHOA, 'mon', '');
    await press(page, 'Control+z');
    await shows(OCHOA, 'mon', '2418');
    await press(page, 'Control+z');
    await shows(OCHOA, 'mon', '');
    await press(page, 'Control+y');
    await shows(OCHOA, 'mon', '2418');
    await expect.poll(() => stored(OCHOA, 'mon'), { timeout: 20_000 }).toBe('full 2418');
  });

  it('fills right and down', async () => {
    await grid.type(REYES, 'mon', '2431');
    await grid.select([REYES, 'mon'], [REYES, 'fri']);
    await press(page, 'Control+r');
    await shows(REYES, 'fri', '2431');
    await grid.select([REYES, 'mon'], [TURNER, 'fri']);
    await press(page, 'Control+d');
    await shows(TURNER, 'wed', '2431');
    await expect.poll(() => stored(TURNER, 'fri'), { timeout: 20_000 }).toBe('full 2431');
  });

  it('copies and pastes, within the sheet and out of another program', async () => {
    await grid.select([REYES, 'mon'], [REYES, 'tue']);
    await press(page, 'Control+c');
    await grid.click(LUNA, 'fri');
    await press(page, 'Control+v');
    await shows(LUNA, 'fri', '2431');
    await shows(LUNA, 'sat', '2431');

    await page.evaluate(() => navigator.clipboard.writeText('2440\t2402\r\nsick\tnowhere\r\n'));
    await grid.click(OCHOA, 'wed');
    await press(page, 'Control+v');
    const report = page.getByRole('alertdialog');
    await report.getByText('nowhere').waitFor();
    await shows(OCHOA, 'wed', '');
    await report.getByRole('button', { name: 'Paste the other 3' }).click();
    await shows(OCHOA, 'wed', '2440');
    await shows(OCHOA, 'thu', '2402');
    await shows(REYES, 'wed', 'SICK');
    await shows(REYES, 'thu', '2431');
    await expect.poll(() => stored(OCHOA, 'thu'), { timeout: 20_000 }).toBe('full 2402');
  });

  it('copies last week for a crew, and moves the crew to another job', async () => {
    await grid.go(1);
    await shows(TURNER, 'mon', '');
    // The menu is about whoever the cursor is on when it opens.
    await grid.click('Boone, T.', 'mon');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: /Alvarez crew: Move to another job/ }).waitFor();
    await press(page, 'Escape');
    await grid.click(TURNER, 'mon');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page
      .getByRole('group', { name: 'Copy last week' })
      .getByRole('menuitem', { name: /Becker crew/ })
      .click();
    await shows(TURNER, 'mon', '2431');
    await shows(OCHOA, 'wed', '2440');

    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: /Becker crew: Move to another job/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').fill('2377');
    await page.getByRole('option', { name: /2377/ }).first().click();
    await dialog.getByRole('button', { name: 'Move' }).click();
    await shows(TURNER, 'mon', '2377');
    await expect.poll(() => stored(TURNER, 'mon'), { timeout: 20_000 }).toBe('full 2377');
    await press(page, 'Control+z');
    await grid.go(-1);
    expect(desk.complaints).toEqual([]);
  });
});

describe('the week grid without a mouse', () => {
  it('goes by keys alone from the door to an edit and back', async () => {
    const desk = await openWindow();
    const { page } = desk;
    await page.goto(`${server.url}/sign-in`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    const { workspace, email, password } = demoLogin('scheduler', server.password);
    await page.keyboard.type(workspace);
    await press(page, 'Tab');
    await page.keyboard.type(email);
    await press(page, 'Tab');
    await page.keyboard.type(password);
    await press(page, 'Enter');
    const { grid } = weekGrid(page);
    await grid.waitFor({ timeout: 60_000 });

    // The palette finds a screen, and Tab reaches the sheet.
    const palette = page.getByRole('dialog');
    await press(page, 'Control+k');
    await palette.waitFor();
    await page.keyboard.type('roster');
    await press(page, 'Enter');
    await page.waitForURL('**/roster');
    await press(page, 'Control+k');
    await palette.waitFor();
    await page.keyboard.type('schedule');
    await press(page, 'Enter');
    await page.waitForURL('**/schedule');
    await grid.waitFor();
    for (let step = 0; step < 40; step += 1) {
      if (await grid.evaluate((element) => element === document.activeElement)) break;
      await press(page, 'Tab');
    }
    expect(await grid.evaluate((element) => element === document.activeElement)).toBe(true);

    const active = (): Promise<string> =>
      page.evaluate(() => {
        const id = document.querySelector('[role="grid"]')?.getAttribute('aria-activedescendant') ?? '';
        return document.getElementById(id)?.innerText.trim() ?? '';
      });
    await press(page, 'Control+Home', 'ArrowDown', 'End');
    const before = await active();
    await page.keyboard.type('shop');
    await press(page, 'Enter', 'ArrowUp');
    await expect.poll(active, { timeout: 20_000 }).toBe('SHOP');
    await press(page, 'Control+z');
    await expect.poll(active, { timeout: 20_000 }).toBe(before);
    expect(desk.complaints).toEqual([]);
    await desk.discard();
  });

  it('is worked by finger on a tablet: pick, then tap', async () => {
    const tablet = await openWindow({ screen: 'tablet' });
    const { page } = tablet;
    await signIn(page, server.url, demoLogin('scheduler', server.password));
    const grid = weekGrid(page);
    await grid.go(WEEKS_AHEAD + 2);
    const tray = page.getByRole('region', { name: 'Pick, then tap' });
    await tray.getByRole('button', { name: /SICK|Sick/ }).tap();
    await grid.cell('Turner, E.', 'tue').tap({ position: { x: 10, y: 16 } });
    await expect.poll(() => grid.read('Turner, E.', 'tue'), { timeout: 20_000 }).toBe('SICK');
    await tray.getByRole('button', { name: 'Clear' }).tap();
    await grid.cell('Turner, E.', 'tue').tap({ position: { x: 10, y: 16 } });
    await expect.poll(() => grid.read('Turner, E.', 'tue'), { timeout: 20_000 }).toBe('');
    expect(tablet.complaints).toEqual([]);
    await tablet.discard();
  });
});
