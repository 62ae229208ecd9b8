import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { addDays } from 'shared/lib/days.ts';
import { openDevice, type Device } from '../../e2e/harness/browser.ts';
import { foundCompany, type Company } from '../../e2e/harness/company.ts';
import { openLine, type Line } from '../../e2e/harness/line.ts';
import { askDatabase, type Oracle } from '../../e2e/harness/oracle.ts';
import { badge, signIn } from '../../e2e/harness/people.ts';
import { becomeInstalled } from '../../e2e/harness/release.ts';
import { weekGrid } from '../../e2e/harness/week-grid.ts';
import { isLong } from '../settings.ts';
import { tell } from '../tally.ts';

const server = inject('server');
const KILLS = isLong ? 20 : 3;
const PEOPLE = ['Boone, T.', 'Cruz, M.'] as const;

interface Fuse {
  /** Writes that still pass; the one after them ends the browser. */
  left: number;
}

/** Stands before every write to IndexedDB: at the one that is armed, the battery dies. */
function armable(): void {
  for (const method of ['put', 'add'] as const) {
    const original = IDBObjectStore.prototype[method];
    IDBObjectStore.prototype[method] = function patched(
      this: IDBObjectStore,
      value: unknown,
      key?: IDBValidKey,
    ) {
      const world = globalThis as unknown as { fuse?: Fuse; batteryDies(): void };
      const request = key === undefined ? original.call(this, value) : original.call(this, value, key);
      if (world.fuse && (world.fuse.left -= 1) < 0) {
        delete world.fuse;
        world.batteryDies();
      }
      return request;
    };
  }
}

/** The n-th cell that somebody fills: each is a record of its own, so that the badge counts them. */
const placeOf = (n: number) => ({ name: PEOPLE[n % 2] ?? PEOPLE[0], week: Math.floor(n / 2) });

describe('a battery that dies in the middle of a write', () => {
  let oracle: Oracle;
  let company: Company;
  let line: Line;
  let desk: Device;
  /** Since the browser was last started. */
  let isDead: Promise<void>;

  const start = async (profile?: string): Promise<void> => {
    desk = await openDevice(profile === undefined ? {} : { profile });
    await desk.context.addInitScript(armable);
    isDead = new Promise((done, failed) => {
      void desk.context.exposeFunction('batteryDies', () => void desk.crash().then(done, failed));
    });
  };
  beforeAll(async () => {
    oracle = await askDatabase(server.databaseUrl);
    company = await foundCompany(server.url);
    line = await openLine(server.url);
    await start();
    await signIn(desk.page, line.url, company.owner);
    await becomeInstalled(desk.page);
    await line.cut();
  });
  afterEach(() => expect(desk.complaints).toEqual([]));
  afterAll(async () => {
    await desk.discard();
    await line.close();
    await oracle.close();
  });

  const kept = async (): Promise<number> => {
    const words = await desk.page
      .getByRole('button', { name: /kept here|Offline/ })
      .filter({ has: desk.page.locator('[aria-live]') })
      .first()
      .innerText();
    return Number(/\d+/.exec(words)?.[0] ?? 0);
  };

  it(
    `keeps all that the badge had counted, ${KILLS} times in a row, and sends it at last`,
    { timeout: 60_000 + KILLS * 40_000 },
    async () => {
      let filled = 0;
      let halfway = 0;
      const show = async (week: number): Promise<void> => {
        // The week that was looked at last may have gone with the battery.
        const back = desk.page.getByRole('button', { name: 'This week' });
        await weekGrid(desk.page).grid.waitFor();
        if (await back.isVisible()) await back.click();
        await weekGrid(desk.page).go(week);
      };
      const fill = async (job: string): Promise<void> => {
        const { name, week } = placeOf(filled);
        await show(week);
        await weekGrid(desk.page).type(name, 'mon', job);
      };
      const fillAndKeep = async (job: string): Promise<void> => {
        await fill(job);
        filled += 1;
        await badge(desk.page, new RegExp(`^${filled} kept here$`));
      };
      await desk.page.goto(`${line.url}/w/${company.slug}/schedule`);
      for (let kill = 0; kill < KILLS; kill += 1) {
        await fillAndKeep('2418');
        await fillAndKeep('2418');
        await show(placeOf(filled).week);
        await desk.page.evaluate((left) => {
          (globalThis as unknown as { fuse: Fuse }).fuse = { left };
        }, kill % 3);
        // The browser goes under while somebody types.
        await fill('2390').catch(() => undefined);
        await isDead;
        await start(desk.profile);
        await desk.page.goto(`${line.url}/w/${company.slug}/schedule`);
        await badge(desk.page, /kept here/);
        const found = await kept();
        // What was under way came through, or it did not: never half of it, and nothing else is missing.
        expect([filled, filled + 1]).toContain(found);
        const cameThrough = found > filled;
        const { name, week } = placeOf(filled);
        await show(week);
        expect(await weekGrid(desk.page).read(name, 'mon')).toBe(cameThrough ? '2390' : '');
        if (cameThrough) filled += 1;
        else await fillAndKeep('2390');
        halfway += Number(cameThrough);
        await fillAndKeep('2418');
      }
      tell({
        part: 'browser',
        schedules: KILLS,
        faults: { 'browser killed in the middle of a write': KILLS },
        states: { 'the write under way came through': halfway },
      });
      await line.mend();
      await desk.page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
      await badge(desk.page, /^Saved$/, 60_000);
      const rows = await oracle.rows(
        `select e.name, w.week_start from app.schedule_weeks w
         join app.employees e on e.tenant_id = w.tenant_id and e.id = w.employee_id
         where w.tenant_id = $1 order by w.week_start, e.name`,
        [company.id],
      );
      const first = String(rows[0]?.['week_start']);
      const wanted = Array.from({ length: filled }, (_, n) => {
        const { name, week } = placeOf(n);
        return {
          name: name.startsWith('Boone') ? 'Boone, Travis' : 'Cruz, Marco',
          week_start: addDays(first, 7 * week),
        };
      });
      expect(rows).toEqual(wanted);
      const audit = await oracle.rows(
        `select document_id from app.audit_log where tenant_id = $1 and collection = 'schedule_weeks'`,
        [company.id],
      );
      expect(audit).toHaveLength(filled);
    },
  );
});
