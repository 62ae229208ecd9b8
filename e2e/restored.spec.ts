import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { QuarantineList } from 'shared/protocol/quarantine.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeBackup, type Backup } from './harness/backup.ts';
import { openWindow, type BrowserWindow } from './harness/browser.ts';
import { colleague, type Colleague } from './harness/colleague.ts';
import { foundCompany, type Company } from './harness/company.ts';
import { openLine, type Line } from './harness/line.ts';
import { askDatabase, type Oracle } from './harness/oracle.ts';
import { AT_REST, badge, fillSignIn, signIn, type Login } from './harness/people.ts';
import { startServer, type RunningServer } from './harness/server-process.ts';
import { openBoard } from './harness/truck-board.ts';
import { weekGrid, type DayName } from './harness/week-grid.ts';

const SOON = { timeout: 30_000 };

describe('a server restored to yesterday with three tablets out', () => {
  let server: RunningServer;
  let dataDir: string;
  let backup: Backup;
  let oracle: Oracle;
  let company: Company;
  let owner: Colleague;
  /** Dana plans in the office, Rosa and Sam are foremen; each has a line of their own. */
  let dana: Person;
  let rosa: Person;
  let sam: Person;
  let pourId: string;

  interface Person {
    readonly login: Login;
    readonly device: BrowserWindow;
    readonly page: Page;
    readonly line: Line;
  }

  const start = async (port?: number): Promise<void> => {
    server = await startServer({ dataDir, demoSize: 'none', ...(port !== undefined && { port }) });
    oracle = await askDatabase(server.databaseUrl);
  };
  const stop = async (): Promise<void> => {
    await oracle.close();
    await server.stop();
  };
  const arrive = async (login: Login, screen: 'desktop' | 'tablet' | 'phone'): Promise<Person> => {
    const [device, line] = await Promise.all([openWindow({ screen }), openLine(server.url)]);
    await signIn(device.page, line.url, login);
    return { login, device, page: device.page, line };
  };
  const back = async ({ line, page }: Person): Promise<void> => {
    await line.mend();
    await page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
  };
  const goTo = ({ page, line }: Person, path: string) => page.goto(`${line.url}/w/${company.slug}/${path}`);
  const board = ({ page, line }: Person) => openBoard(page, line.url, pourId, company.slug);

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'planning-ops-restored-'));
    await start();
    company = await foundCompany(server.url);
    owner = await colleague(server.url, company.owner);
    const [scheduler, first, second] = [
      await company.addMember('scheduler', 'Dana Kim'),
      await company.addMember('foreman', 'Rosa Alvarez'),
      await company.addMember('foreman', 'Sam Becker'),
    ];
    const foreman = (await owner.read('employees')).find(({ isForeman }) => isForeman === true);
    await owner.write('employees', [{ id: String(foreman?.id), userId: first.id }]);
    await owner.write('settings', [{ id: 'workspace:main', kind: 'workspace', foremenEditOwnCrew: true }]);
    const [job] = await owner.read('projects');
    const day = String((await oracle.one('select current_date as day'))['day']);
    [pourId = ''] = await owner.write('pours', [
      { name: 'L3 deck', projectId: job?.id, day, status: 'in_progress', orderedCy: 120 },
    ]);
    [dana, rosa, sam] = await Promise.all([
      arrive(scheduler.login, 'desktop'),
      arrive(first.login, 'tablet'),
      arrive(second.login, 'phone'),
    ]);
    await board(sam);
    await sam.line.cut();

    // The night's backup. Whoever is out comes back by itself.
    const { port } = server;
    await stop();
    backup = takeBackup(dataDir);
    await start(port);
    for (const { page } of [dana, rosa]) {
      await page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
      await badge(page, AT_REST);
    }
  }, 240_000);
  afterAll(async () => {
    for (const { device, line } of [dana, rosa, sam]) {
      await device.discard();
      await line.close();
    }
    await stop();
    backup.discard();
    rmSync(dataDir, { recursive: true });
  });

  /** By the database: who does what on which day, as the grid writes it; and the loads of the pour. */
  const cell = async (name: string, day: DayName): Promise<string> => {
    const [row] = await oracle.rows(
      `select coalesce(p.number, upper(w.days->$3->0->>'status'), '') as work
       from app.schedule_weeks w join app.employees e on e.id = w.employee_id
       left join app.projects p on p.id::text = w.days->$3->0->>'projectId'
       where w.tenant_id = $1 and e.name like $2`,
      [company.id, `${name}%`, day],
    );
    return row ? String(row['work']) : '';
  };
  const loads = async (): Promise<readonly string[]> => {
    const rows = await oracle.rows(
      'select truck_number from app.loads where pour_id = $1 order by truck_number',
      [pourId],
    );
    return rows.map(({ truck_number: truck }) => String(truck));
  };
  /** A phone shows one column at a time. */
  const onSite = async (page: Page): Promise<void> => {
    const tab = page.getByRole('tab', { name: /^On site/ });
    if ((await tab.count()) > 0) await tab.click();
  };
  const addLoad = async (page: Page, truck: string): Promise<void> => {
    await page.getByRole('button', { name: 'Load', exact: true }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('textbox', { name: /^Truck/ }).fill(truck);
    await sheet.getByRole('button', { name: 'Arrived now' }).click();
    await onSite(page);
    await page.getByRole('listitem').filter({ hasText: truck }).waitFor();
  };
  const banner = ({ page }: Person, words: RegExp) => page.getByRole('status').filter({ hasText: words });

  it('gets back what it lost from whoever still holds it, and says what became of it', async () => {
    // The day's work, after the backup.
    await goTo(dana, 'schedule');
    await goTo(rosa, 'schedule');
    const [office, field] = [weekGrid(dana.page), weekGrid(rosa.page)];
    await office.type('Cruz, M.', 'tue', '2418');
    await field.type('Boone, T.', 'wed', '2418');
    await expect.poll(() => field.read('Cruz, M.', 'tue'), SOON).toContain('2418');
    await expect.poll(() => office.read('Boone, T.', 'wed'), SOON).toContain('2418');
    await owner.write('regions', [{ name: 'Waco', active: true }]);
    await board(rosa);
    await addLoad(rosa.page, 'T-401');
    await expect.poll(loads, SOON).toEqual(['T-401']);
    await badge(rosa.page, /^Saved$/);
    // Sam has no signal the whole time; Rosa loses hers before Dana changes her Wednesday.
    await addLoad(sam.page, 'T-501');
    await badge(sam.page, /^1 kept here$/);
    await rosa.line.cut();
    await office.type('Boone, T.', 'wed', '2390');
    await expect.poll(() => cell('Boone', 'wed'), SOON).toBe('2390');
    await badge(dana.page, /^Saved$/);

    // The server breaks, and comes back as it was in the night.
    await dana.line.cut();
    const { port } = server;
    await stop();
    backup.restore();
    await start(port);
    expect(await loads()).toEqual([]);
    expect([await cell('Cruz', 'tue'), await cell('Boone', 'wed')]).toEqual(['', '']);

    // At six the foremen come first. Rosa's tablet holds what Dana planned, and a region that is not hers to make.
    await back(rosa);
    await banner(rosa, /set back to .*given back 3 records.*1 record that could not be put back/).waitFor();
    await expect.poll(loads, SOON).toEqual(['T-401']);
    expect([await cell('Cruz', 'tue'), await cell('Boone', 'wed')]).toEqual(['2418', '2418']);
    await back(sam);
    await banner(sam, /set back to .*Nothing that this device holds was missing/).waitFor();
    await expect.poll(loads, SOON).toEqual(['T-401', 'T-501']);
    await back(dana);
    await banner(dana, /set back to .*given back/).waitFor();

    // The cell that two devices held differently has its later value, on every screen and in the database.
    await expect.poll(() => cell('Boone', 'wed'), SOON).toBe('2390');
    await expect.poll(() => office.read('Boone, T.', 'wed'), SOON).toContain('2390');
    await expect.poll(() => office.read('Cruz, M.', 'tue'), SOON).toContain('2418');
    for (const { page } of [rosa, sam])
      for (const truck of ['T-401', 'T-501'])
        await page.getByRole('listitem').filter({ hasText: truck }).waitFor();
    await badge(sam.page, /^Saved$/);

    // The value that lost is before both of them, and settled by one.
    for (const { page } of [rosa, dana]) await badge(page, /^Needs you \(1\)$/);
    await dana.page
      .getByRole('button', { name: /^Needs you/ })
      .filter({ has: dana.page.locator('[aria-live]') })
      .click();
    await dana.page.getByRole('button', { name: 'Look now' }).click();
    const card = dana.page.getByRole('article').filter({ hasText: 'Boone' });
    await card.getByText('2418').first().waitFor();
    await card.getByRole('button', { name: /^Keep/ }).click();
    for (const { page } of [rosa, dana]) await badge(page, /^Saved$/);

    // What none of them may give back is made by nobody, and waits once.
    expect(await oracle.rows('select 1 from app.regions where tenant_id = $1', [company.id])).toEqual([]);
    const { entries } = await company.call<QuarantineList>('GET', '/quarantine');
    expect(entries).toMatchObject([
      {
        collection: 'regions',
        source: 'offer',
        document: { name: 'Waco' },
        reason: expect.stringContaining('not_permitted') as string,
      },
    ]);
    for (const { device } of [dana, rosa, sam]) expect(device.complaints).toEqual([]);
  }, 240_000);

  it('asks for a new sign-in where the last one is younger than the backup, and shows the same then', async () => {
    await goTo(rosa, 'schedule');
    await rosa.page
      .getByRole('alert')
      .filter({ hasText: /Sign in again/ })
      .getByRole('button', { name: 'Sign in' })
      .click();
    await fillSignIn(rosa.page, rosa.login);
    await badge(rosa.page, /^Saved$/);
    await goTo(rosa, 'schedule');
    const field = weekGrid(rosa.page);
    await expect.poll(() => field.read('Boone, T.', 'wed'), SOON).toContain('2390');
    await expect.poll(() => field.read('Cruz, M.', 'tue'), SOON).toContain('2418');
  }, 120_000);
});
