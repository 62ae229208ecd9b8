import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { exportedBook } from './harness/book.ts';
import { openDevice, type Device } from './harness/browser.ts';
import { openLine, type Line } from './harness/line.ts';
import { askDatabase, type Oracle } from './harness/oracle.ts';
import { AT_REST, badge, demoLogin, signIn } from './harness/people.ts';
import { logLoad, openBoard, type LoadPlan } from './harness/truck-board.ts';
import { weekGrid } from './harness/week-grid.ts';

const server = inject('server');
/** Beyond what the demo company has planned: empty when the scheduler comes to it. */
const WEEKS_AHEAD = 10;
const CREW = ['Boone, T.', 'Cruz, M.', 'Dietz, L.', 'Engel, P.'] as const;
const BOTH_CHANGE = 'Cruz, M.';

const LOADS: readonly LoadPlan[] = Array.from({ length: 14 }, (_, at) => ({
  truck: `T-${301 + at}`,
  ticket: String(88_001 + at),
  end: at === 4 ? 'reject' : at === 9 ? 'over' : 'done',
}));

describe('an offline day', () => {
  let oracle: Oracle;
  let line: Line;
  let desk: Device;
  let tablet: Device;
  let second: Device;

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
       where e.user_id is not null and p.status in ('confirmed', 'scheduled') and not p.deleted
         and not exists (select from app.loads l where l.pour_id = p.id)
       order by p.day, p.id limit 1`,
    );
    const pourId = String(pour['id']);

    // The office fills the week: one cell typed, the range filled down and right.
    desk = await openDevice();
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
    second = await openDevice({ screen: 'tablet' });
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

    // The signal returns.
    await line.mend();
    await tablet.context.setOffline(true);
    await tablet.context.setOffline(false);
    const returned = Date.now();
    const within = { timeout: 10_000, interval: 100 };
    await expect.poll(() => storedLoads(oracle, pourId), within).toBe(16);
    await expect
      .poll(() => thursdayOf(oracle, monday), within)
      .toMatchObject({ [CREW[0]]: '2390', [BOTH_CHANGE]: 'PTO', [CREW[2]]: '2418' });
    const thursday = await thursdayOf(oracle, monday);
    for (const name of CREW) {
      await expect.poll(() => office.read(name, 'thu'), within).toContain(thursday[name]);
      await expect.poll(() => field.read(name, 'thu'), within).toContain(thursday[name]);
    }
    const done = second.page.getByRole('region', { name: 'Done' }).getByRole('listitem');
    await expect.poll(() => done.count(), within).toBe(16);
    expect(Date.now() - returned).toBeLessThan(10_000);

    // Every screen shows both halves of the day alike.
    const loads = await loadsOf(oracle, pourId);
    for (const page of [desk.page, tablet.page, second.page]) {
      await openBoard(page, new URL(page.url()).origin, pourId);
      const rows = page.getByRole('region', { name: 'Done' }).getByRole('listitem');
      await expect.poll(() => rows.count(), within).toBe(16);
      await expect
        .poll(async () => placedOn(await page.getByRole('main').innerText()), within)
        .toBe(loads.placed);
    }

    // The pour's book has the same numbers.
    const book = await exportedBook(desk.page);
    const sheet = [...book].find(([name]) => name === 'Loads')?.[1] ?? [];
    const trucks = sheet.slice(1).map((row) => String(row[2]));
    expect(trucks.toSorted()).toEqual(loads.trucks);
    expect(sheet.filter((row) => row.includes('Rejected'))).toHaveLength(1);

    // And so has the week's.
    await desk.page.goto(`${server.url}/w/demo/schedule`);
    await office.grid.waitFor();
    const weeks = await exportedBook(desk.page);
    const [week = []] = [...weeks.values()];
    for (const name of CREW) {
      const row = week.find(([first]) => sameName(String(first), name)) ?? [];
      expect(String(row[5])).toBe(thursday[name]);
    }

    // What lost the merge waits for both people; the log says who did what.
    for (const [page, url] of [
      [desk.page, server.url],
      [tablet.page, line.url],
    ] as const) {
      await page.goto(`${url}/w/demo/review`);
      const card = page.getByRole('article').filter({ hasText: BOTH_CHANGE.split(',')[0] ?? '' });
      await card.getByText('PTO').first().waitFor();
      await card.getByText('2390').first().waitFor();
    }
    await desk.page.goto(`${server.url}/w/demo/audit`);
    for (const who of [/Ramon Alvarez (added|changed)/, /You (added|changed)/])
      await desk.page.getByRole('listitem').filter({ hasText: who }).first().waitFor();

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
async function mondayAhead(device: Device): Promise<string> {
  const stored = await device.page.evaluate(() => localStorage.getItem('preferences') ?? '{}');
  return String((JSON.parse(stored) as { lastWeek?: string }).lastWeek);
}

/** `Cruz, Marta` as the grid writes it. */
const shortNameOf = (name: string): string => name.replace(/^([^,]+), (.).*$/, '$1, $2.');
const sameName = (full: string, short: string): boolean => full === short || shortNameOf(full) === short;

/** By the database: what everybody of the crew does on Thursday, as the grid writes it. */
async function thursdayOf(oracle: Oracle, monday: string): Promise<Readonly<Record<string, string>>> {
  const rows = await oracle.rows(
    `select e.name, coalesce(p.number, upper(w.days->'thu'->0->>'status')) as work
     from app.schedule_weeks w join app.employees e on e.id = w.employee_id
     left join app.projects p on p.id::text = w.days->'thu'->0->>'projectId'
     where w.week_start = $1`,
    [monday],
  );
  return Object.fromEntries(rows.map((row) => [shortNameOf(String(row['name'])), String(row['work'])]));
}

const storedLoads = async (oracle: Oracle, pourId: string): Promise<number> =>
  (await oracle.rows('select 1 from app.loads where pour_id = $1', [pourId])).length;

async function loadsOf(
  oracle: Oracle,
  pourId: string,
): Promise<{ readonly placed: string; readonly trucks: readonly string[] }> {
  const rows = await oracle.rows(
    'select truck_number, load_cy, verdict from app.loads where pour_id = $1 order by truck_number',
    [pourId],
  );
  const placed = rows
    .filter((row) => row['verdict'] === 'accepted')
    .reduce((sum, row) => sum + Number(row['load_cy']), 0);
  return { placed: placed.toFixed(1), trucks: rows.map((row) => String(row['truck_number'])) };
}

const placedOn = (words: string): string => /([\d.]+)\s*CY\s*placed/.exec(words)?.[1] ?? words;
