import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { exportedBook } from './harness/book.ts';
import { openDevice, openWindow, type BrowserWindow, type Device } from './harness/browser.ts';
import { openLine, type Line } from './harness/line.ts';
import { OF_DEMO, askDatabase, type Oracle } from './harness/oracle.ts';
import { AT_REST, badge, demoLogin, signIn } from './harness/people.ts';
import { logLoad, openBoard, type LoadPlan } from './harness/truck-board.ts';
import { weekGrid, type WeekGrid } from './harness/week-grid.ts';

const server = inject('server');
/** Beyond what the demo company has planned: empty when the scheduler comes to it. */
const WEEKS_AHEAD = 10;
const CREW = ['Boone, T.', 'Cruz, M.', 'Dietz, L.', 'Engel, P.'] as const;
const BOTH_CHANGE = 'Cruz, M.';
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

const LOADS: readonly LoadPlan[] = Array.from({ length: 14 }, (_, at) => ({
  truck: `T-${301 + at}`,
  ticket: String(88_001 + at),
  end: at === 4 ? 'reject' : at === 9 ? 'over' : 'done',
}));

describe('an offline day', () => {
  let oracle: Oracle;
  let line: Line;
  let desk: BrowserWindow;
  let tablet: Device;
  let second: BrowserWindow;

  beforeAll(async () => {
    oracle = await askDatabase(server.databaseUrl);
    line = await openLine(server.url);
  });
  afterAll(async () => {
    await Promise.all([desk, tablet, second].map((device) => device?.discard()));
    await line.close();
    await oracle.close();
  });

  it('brings a pour and a Thursday from a tablet without signal together with the office, and loses nothing', async () => {
    const pour = await oracle.one(
      `select p.id, p.number from app.pours p join app.employees e on e.id = p.foreman_id
       where e.user_id is not null and p.${OF_DEMO} and p.status in ('confirmed', 'scheduled') and not p.deleted
         and not exists (select from app.loads l where l.pour_id = p.id)
       order by p.day, p.id limit 1`,
    );
    const pourId = String(pour['id']);

    // The office fills the week: one cell typed, the range filled down and right.
    desk = await openWindow();
    await signIn(desk.page, server.url, demoLogin('scheduler', server.password));
    const office = weekGrid(desk.page);
    await office.go(WEEKS_AHEAD);
    await office.type(CREW[0], 'mon', '2418');
    await office.select([CREW[0], 'mon'], [CREW[3], 'mon']);
    await desk.page.keyboard.press('Control+d');
    await office.select([CREW[0], 'mon'], [CREW[3], 'fri']);
    await desk.page.keyboard.press('Control+r');
    await expect.poll(() => office.read(CREW[3], 'fri')).toContain('2418');
    await badge(desk.page, AT_REST);

    // The tablet signs in, becomes an app of its own and loses its signal; the browser is closed.
    tablet = await openDevice({ screen: 'tablet' });
    await signIn(tablet.page, line.url, demoLogin('foreman', server.password));
    await tablet.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await line.cut();
    const { profile } = tablet;
    await tablet.close();

    // Opened again with nobody at the address: the app starts from what it keeps.
    tablet = await openDevice({ screen: 'tablet', profile });
    await openBoard(tablet.page, line.url, pourId);
    for (const load of LOADS)
      await logLoad(tablet.page, { ...load, ...(load.end === 'over' && { batched: agoText(130) }) });
    await badge(tablet.page, /kept here/);

    // Thursday's crew, still without a signal.
    await tablet.page.goto(`${line.url}/w/demo/schedule`);
    const field = weekGrid(tablet.page);
    await field.go(WEEKS_AHEAD);
    await field.type(CREW[0], 'thu', '2390');
    await field.type(BOTH_CHANGE, 'thu', '2390');

    // Meanwhile another tablet on the same pour, and the office on one of the same cells.
    second = await openWindow({ screen: 'tablet' });
    await signIn(second.page, server.url, demoLogin('foreman', server.password));
    await openBoard(second.page, server.url, pourId);
    await logLoad(second.page, { truck: 'T-401', ticket: '99001', end: 'done' });
    await logLoad(second.page, { truck: 'T-402', ticket: '99002', end: 'done' });
    await office.type(BOTH_CHANGE, 'thu', 'PTO');
    const monday = await mondayAhead(desk);
    await expect
      .poll(() => thursdayOf(oracle, monday), { timeout: 20_000 })
      .toMatchObject({ [BOTH_CHANGE]: 'PTO' });
    await expect.poll(() => storedLoads(oracle, pourId), { timeout: 20_000 }).toBe(2);
    for (const device of [desk, second]) await badge(device.page, AT_REST);

    // The signal returns.
    await line.mend();
    await tablet.context.setOffline(true);
    await tablet.context.setOffline(false);
    const within = { timeout: 20_000, interval: 100 };
    await badge(tablet.page, AT_REST);
    await expect.poll(() => storedLoads(oracle, pourId), within).toBe(16);
    await expect
      .poll(() => thursdayOf(oracle, monday), within)
      .toMatchObject({ [CREW[0]]: '2390', [BOTH_CHANGE]: 'PTO', [CREW[2]]: '2418' });
    const week = await weekOf(oracle, monday);
    const loads = await loadsOf(oracle, pourId);
    await expect.poll(() => weekOn(office), within).toEqual(week);
    await expect.poll(() => weekOn(field), within).toEqual(week);
    await expect.poll(() => boardOn(second.page), within).toEqual(boardOf(loads));

    // Nothing of what was logged without a signal was lost or changed on its way: by the database itself.
    expect(loads.map(({ truck, ticket }) => `${truck} ${ticket}`)).toEqual([
      ...LOADS.map(({ truck, ticket }) => `${truck} ${ticket}`),
      'T-401 99001',
      'T-402 99002',
    ]);
    expect(loads.filter(({ verdict }) => verdict !== 'accepted')).toMatchObject([
      { truck: 'T-305', verdict: 'rejected', reason: 'slump' },
    ]);
    expect(loads.filter(({ waivedBy }) => waivedBy !== '')).toMatchObject([
      { truck: 'T-310', verdict: 'accepted', waivedBy: 'R. Ortiz' },
    ]);
    expect(loads.find(({ truck }) => truck === 'T-310')?.ageMin).toBeGreaterThan(120);

    // Every screen shows the pour alike, opened anew.
    for (const page of [desk.page, tablet.page, second.page]) {
      await openBoard(page, new URL(page.url()).origin, pourId);
      await expect.poll(() => boardOn(page), within).toEqual(boardOf(loads));
    }

    // The pour's book has the same numbers, load by load.
    const book = await exportedBook(desk.page);
    const sheet = book.get('Loads') ?? [];
    expect(sheet.slice(1).map(bookLoad).toSorted()).toEqual(loads.map(databaseLoad).toSorted());
    const [header = []] = book.values();
    expect(header.find(([label]) => label === 'Placed CY')?.[1]).toBe(placedOf(loads));

    // And so has the week's, day by day.
    await desk.page.goto(`${server.url}/w/demo/schedule`);
    await office.grid.waitFor();
    const weeks = await exportedBook(desk.page);
    const [firstWeek = []] = [...weeks.values()];
    const inBook = CREW.map((name) => {
      const row = firstWeek.find(([first]) => sameName(String(first), name)) ?? [];
      return [name, row.slice(2, 2 + DAYS.length).map(String)] as const;
    });
    expect(Object.fromEntries(inBook)).toEqual(week);

    // What lost the merge waits for both people.
    for (const [page, url] of [
      [desk.page, server.url],
      [tablet.page, line.url],
    ] as const) {
      await page.goto(`${url}/w/demo/review`);
      const card = page.getByRole('article').filter({ hasText: BOTH_CHANGE.split(',')[0] ?? '' });
      await card.getByText('PTO').first().waitFor();
      await card.getByText('2390').first().waitFor();
    }

    // The log says who did what. The value that lost changed nothing here, so it stands in the review alone.
    await desk.page.goto(`${server.url}/w/demo/audit`);
    const entries = desk.page.getByRole('listitem');
    const last = BOTH_CHANGE.split(',')[0] ?? '';
    for (const words of [
      [/Ramon Alvarez added/, /Load 88014/],
      [/You changed/, new RegExp(last), /PTO/],
      [/Ramon Alvarez changed/, new RegExp(CREW[0].split(',')[0] ?? ''), /2390/],
    ]) {
      let found = entries;
      for (const hasText of words) found = found.filter({ hasText });
      await found.first().waitFor();
    }

    for (const device of [desk, tablet, second]) expect(device.complaints).toEqual([]);
  }, 300_000);
});

/** A wall clock at the site so many minutes ago, as it is typed from a ticket. */
function agoText(minutes: number): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'America/Chicago',
  });
  return format.format(Date.now() - minutes * 60_000);
}

/** The Monday that stands on the office's screen. */
async function mondayAhead(device: BrowserWindow): Promise<string> {
  const stored = await device.page.evaluate(() => localStorage.getItem('preferences') ?? '{}');
  return String((JSON.parse(stored) as { lastWeek?: string }).lastWeek);
}

/** `Cruz, Marta` as the grid writes it. */
const shortNameOf = (name: string): string => name.replace(/^([^,]+), (.).*$/, '$1, $2.');
const sameName = (full: string, short: string): boolean => full === short || shortNameOf(full) === short;

type Week = Readonly<Record<string, readonly string[]>>;

/** By the database: what everybody of the crew does from Monday to Friday, as the grid writes it. */
async function weekOf(oracle: Oracle, monday: string): Promise<Week> {
  const rows = await oracle.rows(
    `select e.name, day, coalesce(p.number, upper(w.days->day->0->>'status'), '') as work
     from app.schedule_weeks w join app.employees e on e.id = w.employee_id
     cross join unnest($2::text[]) with ordinality as days(day, at)
     left join app.projects p on p.id::text = w.days->day->0->>'projectId'
     where w.week_start = $1 and w.tenant_id = (select tenant_id from app.workspaces where slug = 'demo')
     order by e.name, at`,
    [monday, DAYS],
  );
  const week: Record<string, string[]> = {};
  for (const { name, work } of rows) {
    const short = shortNameOf(String(name));
    if (CREW.some((one) => one === short)) (week[short] ??= []).push(String(work));
  }
  return week;
}

/** By a grid: the same. */
async function weekOn(grid: WeekGrid): Promise<Week> {
  const rows = CREW.map(
    async (name) => [name, await Promise.all(DAYS.map((day) => grid.read(name, day)))] as const,
  );
  return Object.fromEntries(await Promise.all(rows));
}

async function thursdayOf(oracle: Oracle, monday: string): Promise<Readonly<Record<string, string>>> {
  const week = await weekOf(oracle, monday);
  return Object.fromEntries(
    Object.entries(week).map(([name, days]) => [name, days[DAYS.indexOf('thu')] ?? '']),
  );
}

const storedLoads = async (oracle: Oracle, pourId: string): Promise<number> =>
  (await oracle.rows('select 1 from app.loads where pour_id = $1', [pourId])).length;

interface StoredLoad {
  readonly truck: string;
  readonly ticket: string;
  readonly cy: number;
  readonly verdict: string;
  readonly reason: string;
  readonly waivedBy: string;
  readonly ageMin: number;
}

/** By the database: every load of the pour, in the order of the trucks. */
async function loadsOf(oracle: Oracle, pourId: string): Promise<readonly StoredLoad[]> {
  const rows = await oracle.rows(
    `select truck_number, ticket_number, load_cy::float8 as cy, verdict, reject_reason, waiver->>'name' as waived_by,
       extract(epoch from discharge_ended_at - batched_at)::float8 / 60 as age_min
     from app.loads where pour_id = $1 and void is null order by truck_number`,
    [pourId],
  );
  return rows.map((row) => ({
    truck: String(row['truck_number']),
    ticket: String(row['ticket_number']),
    cy: Number(row['cy']),
    verdict: String(row['verdict']),
    reason: textOf(row['reject_reason']),
    waivedBy: textOf(row['waived_by']),
    ageMin: Number(row['age_min']),
  }));
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const placedOf = (loads: readonly StoredLoad[]): number =>
  loads.filter(({ verdict }) => verdict === 'accepted').reduce((sum, { cy }) => sum + cy, 0);

/** What a board says of the pour: its finished loads and the yards placed. */
const boardOf = (loads: readonly StoredLoad[]) => ({
  trucks: loads.map(({ truck }) => truck),
  placed: placedOf(loads).toFixed(1),
});

async function boardOn(page: Page): Promise<ReturnType<typeof boardOf>> {
  const done = await page.getByRole('region', { name: 'Done' }).getByRole('listitem').allInnerTexts();
  const words = await page.getByRole('main').innerText();
  return {
    trucks: done.map((text) => /T-\d+/.exec(text)?.[0] ?? text).toSorted(),
    placed: /([\d.]+)\s*CY\s*placed/.exec(words)?.[1] ?? words,
  };
}

const VERDICTS: Readonly<Record<string, string>> = { accepted: 'Accepted', rejected: 'Rejected' };
const databaseLoad = ({ truck, ticket, cy, verdict, waivedBy }: StoredLoad): string =>
  [truck, ticket, cy, VERDICTS[verdict], waivedBy].join(' ');
/** A row of the book's loads: ticket, truck, yards, verdict and who waived the limit stand in these columns. */
const bookLoad = (row: readonly (string | number)[]): string =>
  [row[2], row[1], row[9], row[14], row[17]].join(' ');
