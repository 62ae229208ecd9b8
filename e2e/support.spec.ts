import { randomBytes, randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { edgeOf } from 'shared/domain/window.ts';
import { addDays, mondayOf } from 'shared/lib/days.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import { openWindow, type BrowserWindow } from './harness/browser.ts';
import { foundCompany, type Company } from './harness/company.ts';
import { openLine, type Line } from './harness/line.ts';
import { askDatabase, type Oracle } from './harness/oracle.ts';
import { badge, signIn } from './harness/people.ts';
import { weekGrid } from './harness/week-grid.ts';

const server = inject('server');
const TODAY = new Date().toISOString().slice(0, 10);

/** What a person does when they doubt that their work is safe, or look for what was long ago. */
describe('when somebody doubts a device', () => {
  let oracle: Oracle;
  const devices: BrowserWindow[] = [];
  const lines: Line[] = [];
  beforeAll(async () => {
    oracle = await askDatabase(server.databaseUrl);
  });
  afterAll(async () => {
    await Promise.all(devices.map((device) => device.discard()));
    await Promise.all(lines.map((line) => line.close()));
    await oracle.close();
  });
  const begin = async (options: Parameters<typeof openWindow>[0]) => {
    const company = await foundCompany(server.url);
    const line = await openLine(server.url);
    lines.push(line);
    const device = await openWindow(options);
    devices.push(device);
    return { company, line, device, page: device.page };
  };
  const mended = async (line: Line, page: Page): Promise<void> => {
    await line.mend();
    await page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
  };
  /** From here on the app starts without a line too. */
  const installed = (page: Page): Promise<unknown> =>
    page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const cells = async ({ id }: Company): Promise<number> =>
    (await oracle.rows('select 1 from app.schedule_weeks where tenant_id = $1', [id])).length;
  const rowsOf = async (company: Company, collection: string) =>
    company.call<PullAnswer>('GET', `/sync/${collection}/pull`);
  /** Somebody else writes, over the wire. */
  const write = async (
    company: Company,
    rows: readonly { collection: string; base: object | null; document: object }[],
  ) => {
    const { asOf } = await rowsOf(company, 'regions');
    const answer = await company.call<{ rejected: unknown[] }>('POST', '/sync/push', {
      epoch: asOf.epoch,
      rows,
    });
    expect(answer.rejected).toEqual([]);
  };
  const status = (company: Company, word: string) =>
    oracle.rows('update app.workspaces set status = $2 where tenant_id = $1', [company.id, word]);

  it('a lapse of 20 days and back: it reads on, keeps and exports the work, and sends it when the company is active', async () => {
    const { company, line, device, page } = await begin({ screen: 'tablet' });
    await signIn(page, line.url, company.owner);
    await weekGrid(page).grid.waitFor();
    await line.cut();
    await weekGrid(page).type('Boone, T.', 'wed', '2418');
    await badge(page, /^(1 kept here|1 to send)$/);
    // What a colleague did on the last paid day is read during the lapse.
    const [person] = (await rowsOf(company, 'employees')).documents.filter(
      ({ name }) => name === 'Cruz, Marco',
    );
    if (!person) throw new Error('no such person');
    const renamed = {
      ...person,
      name: 'Cruz, Antonio',
      rev: randomBytes(8).toString('hex'),
      updatedAt: new Date().toISOString(),
    };
    await write(company, [{ collection: 'employees', base: person, document: renamed }]);
    await status(company, 'suspended');
    await mended(line, page);
    await badge(page, /^Read-only$/);
    await page
      .getByRole('alert')
      .filter({ hasText: /read-only.*1 change is kept here/ })
      .waitFor();
    await weekGrid(page).row('Cruz, A.').waitFor();

    // The tablet lies in the truck and is opened again before anybody has paid.
    await page.goto('about:blank');
    await page.goto(`${line.url}/w/${company.slug}/support`);
    await page.getByRole('heading', { name: '1 change is only on this device' }).waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save unsent as a file' }).click();
    expect((await downloading).suggestedFilename()).toMatch(/^planning-ops-unsent-.*\.html$/);
    expect(await cells(company)).toBe(0);
    await status(company, 'active');
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByRole('heading', { name: 'Everything on this device is also on the server' }).waitFor();
    await badge(page, /^Saved$/);
    expect(await cells(company)).toBe(1);
    expect(device.complaints).toEqual([]);
  });

  it('a tablet whose clock stands in 2019 says so, and stamps its work by the office', async () => {
    const { company, line, device, page } = await begin({ screen: 'tablet' });
    const behind = Date.now() - Date.parse('2019-05-01T14:00:00.000Z');
    await device.context.addInitScript((ms) => {
      const Real = Date;
      class Behind extends Real {
        constructor(...given: ConstructorParameters<typeof Date> | []) {
          if (given.length === 0) super(Real.now() - ms);
          else super(...given);
        }
        static override now(): number {
          return Real.now() - ms;
        }
      }
      globalThis.Date = Behind as DateConstructor;
    }, behind);
    await signIn(page, line.url, company.owner);
    await weekGrid(page).grid.waitFor();
    const notice = page.getByRole('alert').filter({ hasText: /clock of this device is 7 years behind/ });
    await notice.waitFor();
    // The week on screen is the office's.
    await weekGrid(page).type('Boone, T.', 'wed', '2418');
    await expect.poll(() => cells(company), { timeout: 20_000 }).toBe(1);
    await badge(page, /^Saved$/);
    const [week] = await oracle.rows(
      `select to_char(week_start, 'YYYY-MM-DD') as monday, abs(extract(epoch from now() - updated_at)) as off
       from app.schedule_weeks where tenant_id = $1`,
      [company.id],
    );
    expect(week?.['monday']).toBe(mondayOf(TODAY));
    expect(Number(week?.['off'])).toBeLessThan(120);
    await notice.getByRole('button', { name: 'Understood' }).click();
    await notice.waitFor({ state: 'hidden' });
    await page.goto(`${line.url}/w/${company.slug}/support`);
    await page.getByText('7 years behind; times are set right here').waitFor();
    expect(device.complaints).toEqual([]);
  });

  it('weeks before the window come when somebody goes back, are only to look at, and stay with their age', async () => {
    const { company, line, device, page } = await begin({ screen: 'desktop' });
    const monday = addDays(edgeOf(TODAY), -7);
    const [boone] = (await rowsOf(company, 'employees')).documents.filter(
      ({ name }) => name === 'Boone, Travis',
    );
    const [job] = (await rowsOf(company, 'projects')).documents;
    if (!boone || !job) throw new Error('the company is empty');
    const old = {
      id: `${boone.id}_${monday}`,
      rev: randomBytes(8).toString('hex'),
      updatedAt: new Date().toISOString(),
      updatedBy: boone.updatedBy,
      employeeId: boone.id,
      weekStart: monday,
      days: { wed: [{ part: 'full', projectId: job.id }] },
    };
    const meta = { updatedAt: old.updatedAt, updatedBy: boone.updatedBy };
    const named = () => ({ ...meta, id: randomUUID(), rev: randomBytes(8).toString('hex') });
    const friday = addDays(monday, 4);
    const away = {
      ...named(),
      employeeId: boone.id,
      from: friday,
      to: friday,
      kind: 'pto',
      state: 'approved',
    };
    const pour = { ...named(), name: 'Old deck', day: monday, status: 'complete', projectId: job.id };
    const load = { ...named(), pourId: pour.id, pourDay: monday, truckNumber: 'T-77', loadCy: 10 };
    await write(company, [
      { collection: 'schedule_weeks', base: null, document: old },
      { collection: 'absences', base: null, document: away },
      { collection: 'pours', base: null, document: pour },
      { collection: 'loads', base: null, document: load },
    ]);
    await signIn(page, line.url, company.owner);
    const grid = weekGrid(page);
    await grid.grid.waitFor();
    await grid.go(-14);
    await page
      .getByRole('status')
      .filter({ hasText: /are read from the office, only to look at/ })
      .waitFor();
    expect(await grid.read('Boone, T.', 'wed')).toContain(String(job['number']));
    await grid.type('Boone, T.', 'thu', '2390');
    await page
      .getByRole('region', { name: 'Notices' })
      .getByText('Weeks before what this device holds are only to look at.')
      .waitFor();
    expect(await cells(company)).toBe(1);
    await expect.poll(() => grid.read('Boone, T.', 'fri')).toBe('PTO');
    // A pour of that time opens by its address, with its log; nothing of it can be written.
    const pourUrl = `${line.url}/w/${company.slug}/pours/${pour.id}`;
    await page.goto(`${pourUrl}/log`);
    await page.getByText('T-77').first().waitFor();
    await page.getByText('From before what this device holds: only to look at.').first().waitFor();
    expect(await page.getByRole('button', { name: 'Load', exact: true }).count()).toBe(0);
    await installed(page);
    await line.cut();
    await page.goto(pourUrl);
    await page.getByText(/No connection\. This pour stands as of/).waitFor();
    expect(await page.getByRole('textbox', { name: 'Name', exact: true }).isDisabled()).toBe(true);
    await page.goto(`${line.url}/w/${company.slug}/schedule`);
    await grid.grid.waitFor();
    await grid.go(-14);
    await page
      .getByRole('status')
      .filter({ hasText: /No connection\. .* stand as of/ })
      .waitFor();
    expect(await grid.read('Boone, T.', 'wed')).toContain(String(job['number']));
    expect(await grid.read('Boone, T.', 'fri')).toBe('PTO');
    expect(device.complaints).toEqual([]);
  });

  it('what one tablet could not send is brought in on another', async () => {
    const { company, line, device, page } = await begin({ screen: 'tablet' });
    await signIn(page, line.url, company.owner);
    await weekGrid(page).grid.waitFor();
    await installed(page);
    await line.cut();
    await weekGrid(page).type('Boone, T.', 'wed', '2418');
    await badge(page, /^(1 kept here|1 to send)$/);
    await page.goto(`${line.url}/w/${company.slug}/support`);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save unsent as a file' }).click();
    const file = await (await downloading).path();
    const other = await openWindow({ screen: 'desktop' });
    devices.push(other);
    const { login } = await company.addMember('scheduler', 'Dana Kim');
    await signIn(other.page, server.url, login);
    await other.page.goto(`${server.url}/w/${company.slug}/support`);
    const choosing = other.page.waitForEvent('filechooser');
    await other.page.getByRole('button', { name: 'Bring in a file' }).click();
    await (
      await choosing
    ).setFiles({ name: 'unsent.html', mimeType: 'text/html', buffer: Buffer.from('a receipt') });
    await other.page.getByText('It is not a file of unsent work from this app.').waitFor();
    await other.page.getByRole('button', { name: 'Close' }).last().click();
    const again = other.page.waitForEvent('filechooser');
    await other.page.getByRole('button', { name: 'Bring in a file' }).click();
    await (await again).setFiles(file);
    const plan = other.page.getByRole('dialog', { name: 'Bring in unsent work' });
    await plan.getByText(/^Saved by Olga Owner/).waitFor();
    await plan.getByRole('button', { name: 'Bring in 1 record' }).click();
    await other.page.getByText('1 record brought in').waitFor();
    await badge(other.page, /^Saved$/);
    expect(await cells(company)).toBe(1);
    expect([...device.complaints, ...other.complaints]).toEqual([]);
  });
});
