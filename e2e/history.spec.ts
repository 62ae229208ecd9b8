import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { mondayOf } from 'shared/lib/days.ts';
import { openWindow, type BrowserWindow } from './harness/browser.ts';
import { colleague, type Colleague } from './harness/colleague.ts';
import { foundCompany, type Company } from './harness/company.ts';
import { openLine, type Line } from './harness/line.ts';
import { askDatabase, type Oracle } from './harness/oracle.ts';
import { AT_REST, badge, signIn, type Login } from './harness/people.ts';
import { weekGrid } from './harness/week-grid.ts';

const server = inject('server');
const BOONE = 'Boone, T.';
/** For what goes to the server and comes back, on a busy machine. */
const WITHIN = { timeout: 20_000 };

describe('nothing hidden', () => {
  let oracle: Oracle;
  let company: Company;
  let line: Line;
  let devices: BrowserWindow[];
  beforeEach(async () => {
    oracle = await askDatabase(server.databaseUrl);
    company = await foundCompany(server.url);
    line = await openLine(server.url);
    devices = [];
  });
  afterEach(async () => {
    await Promise.all(devices.map((device) => device.discard()));
    const complaints = devices.flatMap((device) => device.complaints);
    await line.close();
    await oracle.close();
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  });

  const open = async (login: Login, url = server.url): Promise<Page> => {
    const device = await openWindow();
    devices.push(device);
    await signIn(device.page, url, login);
    return device.page;
  };
  const weeks = async (): Promise<unknown> =>
    oracle.rows('select id, days from app.schedule_weeks where tenant_id = $1 order by id', [company.id]);
  const pourOf = (id: string) =>
    oracle.one('select status, reason from app.pours where tenant_id = $1 and id = $2', [company.id, id]);
  const struck = async (): Promise<number> =>
    Number(
      (
        await oracle.one('select count(*) as n from app.loads where tenant_id = $1 and void is not null', [
          company.id,
        ])
      )['n'],
    );
  const lookNow = async (page: Page): Promise<void> => {
    await badge(page, /^Needs you \(1\)$/);
    await page.getByRole('button', { name: /^Needs you \(1\)$/ }).click();
    await page.getByRole('button', { name: 'Look now' }).click();
  };

  it('lets two schedulers who fight over one cell settle it where they are, and both see it', async () => {
    const sam = await company.addMember('scheduler', 'Sam Ortiz');
    const [dana, sams] = await Promise.all([open(company.owner, line.url), open(sam.login)]);
    const [here, there] = [weekGrid(dana), weekGrid(sams)];
    await line.cut();
    await there.type(BOONE, 'mon', '2390');
    await badge(sams, AT_REST);
    await here.type(BOONE, 'mon', '2418');
    await badge(dana, /kept here|to send/);
    await line.mend();
    await dana.evaluate(() => globalThis.dispatchEvent(new Event('online')));

    // The later word stands, and both are told in the place where they work.
    await lookNow(sams);
    await lookNow(dana);
    for (const page of [sams, dana])
      await page.getByRole('article', { name: /Boone, T\..*week of/ }).waitFor();
    await expect.poll(() => there.read(BOONE, 'mon'), WITHIN).toContain('2418');

    await sams.getByRole('button', { name: /^Take 2390/ }).click();
    await expect.poll(() => here.read(BOONE, 'mon'), WITHIN).toContain('2390');
    expect(await there.read(BOONE, 'mon')).toContain('2390');
    for (const page of [sams, dana]) await badge(page, /^Saved$/);
    await dana.getByText('Nothing needs you').waitFor();
  });

  it('brings back a pour that somebody cancelled, with the loads that were struck with it', async () => {
    const sam = await company.addMember('scheduler', 'Sam Ortiz');
    const sams = await colleague(server.url, sam.login);
    const day = mondayOf(new Date().toISOString().slice(0, 10));
    const [pourId = ''] = await sams.write('pours', [
      { name: 'L3 deck', number: '118', status: 'in_progress', day, orderedCy: 142 },
    ]);
    const tickets = ['T-1', 'T-2', 'T-3'];
    const loads = await sams.write(
      'loads',
      tickets.map((ticketNumber) => ({ pourId, pourDay: day, ticketNumber, loadCy: 10 })),
    );
    const gone = { by: sam.id, at: new Date().toISOString(), reason: 'wrong pour' };
    await sams.write(
      'loads',
      loads.map((id) => ({ id, void: gone })),
    );
    await sams.write('pours', [{ id: pourId, status: 'cancelled', reason: { kind: 'other' } }]);

    const page = await open(company.owner);
    await page.goto(`${server.url}/w/${company.slug}/pours/${pourId}`);
    await page.getByRole('button', { name: 'History', exact: true }).click();
    await page.getByText(/cancelled: Sam Ortiz/i).waitFor();
    await page.getByRole('button', { name: 'Bring back…' }).click();
    const dialog = page.getByRole('dialog', { name: /^Bring Pour 118/ });
    await dialog.getByText(/3 entries of its log/).waitFor();
    await dialog.getByRole('button', { name: 'Bring back', exact: true }).click();
    await expect.poll(() => pourOf(pourId), WITHIN).toMatchObject({ status: 'in_progress', reason: null });
    await expect.poll(struck, WITHIN).toBe(0);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(struck, WITHIN).toBe(3);
  });

  it('takes back somebody’s disastrous Friday in one step, and that step as well', async () => {
    const sam = await company.addMember('scheduler', 'Sam Ortiz');
    const dana = await colleague(server.url, company.owner);
    const sams = await colleague(server.url, sam.login);
    const before = await plan(dana);
    const friday = await weeks();
    await disaster(sams, before);
    await dana.write('schedule_weeks', [
      { id: before[0] ?? '', days: { mon: TRAINING, tue: OFF, wed: OFF, thu: OFF, fri: OFF } },
    ]);
    const ruined = await weeks();

    const page = await open(company.owner);
    await page.goto(`${server.url}/w/${company.slug}/audit`);
    await page.getByRole('button', { name: 'Undo a session…' }).click();
    await page.waitForURL('**/audit/undo*');
    await page.goto(`${page.url().split('?')[0]}?${wholeDay(sam.id)}`);
    await page.getByRole('button', { name: 'Look', exact: true }).click();
    await page.getByRole('heading', { name: /^Sam Ortiz: 13 changes/ }).waitFor();
    await page.getByText('1 changed since, kept').waitFor();
    await page.getByRole('button', { name: /^Undo \d+ changes$/ }).click();
    await page.getByText(/changes are taken back$/).waitFor();
    // Everything is as it was, but for what somebody else said of it since.
    const kept = (friday as { id: string; days: Record<string, unknown> }[]).map((week) =>
      week.id === before[0] ? { ...week, days: { ...week.days, mon: TRAINING } } : week,
    );
    await expect.poll(weeks, WITHIN).toEqual(kept);
    await page.getByRole('button', { name: 'Put everything as it was' }).click();
    await page.getByText('Everything is as it was before').waitFor();
    await expect.poll(weeks, WITHIN).toEqual(ruined);
  });

  it('tells a cell’s history without a line, and how far back this device knows it', async () => {
    const sam = await company.addMember('scheduler', 'Sam Ortiz');
    const page = await open(sam.login, line.url);
    const grid = weekGrid(page);
    await grid.type(BOONE, 'mon', '2418');
    await badge(page, /^Saved$/);
    await line.cut();
    await grid.type(BOONE, 'mon', '2390');
    await badge(page, /^1 (kept here|to send)$/);
    await grid.click(BOONE, 'mon');
    await page.getByRole('button', { name: 'All of its history' }).click();
    const story = page.getByRole('complementary', { name: 'History' });
    await story.getByText(/^From this device/).waitFor();
    await story.getByText('not sent yet').first().waitFor();
    await story.getByRole('button', { name: /^Put back Monday: 2418/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Put back', exact: true }).click();
    await expect.poll(() => grid.read(BOONE, 'mon'), WITHIN).toContain('2418');
    await line.mend();
    await page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
    await badge(page, /^Saved$/);
    await story.getByText('That is its beginning.').waitFor();
    await story.getByText('restored').first().waitFor();
  });
});

const OFF = [{ part: 'full', status: 'pto' }];
const TRAINING = [{ part: 'full', status: 'training' }];

/** A dozen people's week as it should be; answers the ids of the weeks. */
async function plan(dana: Colleague): Promise<readonly string[]> {
  const monday = mondayOf(new Date().toISOString().slice(0, 10));
  const people = await dana.write(
    'employees',
    Array.from({ length: 12 }, (_, n) => ({ name: `Person ${n}, P.`, active: true })),
  );
  const [project] = await dana.read('projects');
  const job = [{ part: 'full', projectId: project?.id }];
  return dana.write(
    'schedule_weeks',
    people.map((employeeId) => ({
      id: `${employeeId}_${monday}`,
      employeeId,
      weekStart: monday,
      days: { mon: job, tue: job, wed: job, thu: job, fri: job },
    })),
  );
}

/** Everybody is off all week, and there is a job that nobody ordered. */
async function disaster(sam: Colleague, weekIds: readonly string[]): Promise<void> {
  await sam.write(
    'schedule_weeks',
    weekIds.map((id) => ({ id, days: { mon: OFF, tue: OFF, wed: OFF, thu: OFF, fri: OFF } })),
  );
  await sam.write('projects', [{ number: '9999', name: 'Nowhere', status: 'active' }]);
}

/** Yesterday until tomorrow, so that no zone matters. */
function wholeDay(person: string): string {
  const day = (offset: number): string =>
    new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  return new URLSearchParams({
    person,
    from: day(-1),
    fromTime: '00:00',
    to: day(1),
    toTime: '23:59',
  }).toString();
}
