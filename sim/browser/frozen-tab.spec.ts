import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { WORKSPACE_DEFAULTS } from 'shared/domain/workspace-defaults.ts';
import { dayInZone, mondayOf } from 'shared/lib/days.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import type { PushAnswer } from 'shared/protocol/push.ts';
import { openDevice, type Device } from '../../e2e/harness/browser.ts';
import { foundCompany, type Company } from '../../e2e/harness/company.ts';
import { askDatabase, type Oracle } from '../../e2e/harness/oracle.ts';
import { badge, signIn } from '../../e2e/harness/people.ts';
import { weekGrid } from '../../e2e/harness/week-grid.ts';
import { tell } from '../tally.ts';

const server = inject('server');
type Page = Device['page'];
type Document = Readonly<Record<string, unknown>>;

const PULL = '**/api/v1/sync/schedule_weeks/pull*';

/** Stops a page as the browser does with one that was out of sight for long: no timer, no answer, no event. */
async function freezer(page: Page) {
  const browser = await page.context().newCDPSession(page);
  const turn = (state: 'frozen' | 'active') => browser.send('Page.setWebLifecycleState', { state });
  return { freeze: () => turn('frozen'), thaw: () => turn('active') };
}

describe('a tab that was frozen while the other went on', () => {
  let oracle: Oracle;
  let company: Company;
  let desk: Device;
  let frozen: Page;
  beforeAll(async () => {
    oracle = await askDatabase(server.databaseUrl);
    company = await foundCompany(server.url);
    desk = await openDevice();
    await signIn(desk.page, server.url, company.owner);
    frozen = await desk.context.newPage();
    await frozen.goto(`${server.url}/w/${company.slug}/schedule`);
    await badge(frozen, /^Saved$/);
  });
  afterAll(async () => {
    await desk.discard();
    await oracle.close();
  });

  /** Somebody else plans Boone's Monday. */
  async function plan(job: string, base: Document | null): Promise<Document> {
    const boone = await oracle.one(
      `select id from app.employees where tenant_id = $1 and name like 'Boone%'`,
      [company.id],
    );
    const project = await oracle.one('select id from app.projects where tenant_id = $1 and number = $2', [
      company.id,
      job,
    ]);
    const owner = await oracle.one('select id from app.users where tenant_id = $1', [company.id]);
    const weekStart = mondayOf(dayInZone(Date.now(), WORKSPACE_DEFAULTS.timeZone));
    const document = {
      id: `${String(boone['id'])}_${weekStart}`,
      rev: randomBytes(8).toString('hex'),
      updatedAt: new Date().toISOString(),
      updatedBy: owner['id'],
      employeeId: boone['id'],
      weekStart,
      days: { mon: [{ part: 'full', projectId: project['id'] }] },
    };
    const { asOf } = await company.call<PullAnswer>('GET', '/sync/schedule_weeks/pull?limit=1');
    const rows = [{ collection: 'schedule_weeks', base, document }];
    const answer = await company.call<PushAnswer>('POST', '/sync/push', { epoch: asOf.epoch, rows });
    expect(answer).toMatchObject({ conflicts: [], rejected: [] });
    return document;
  }

  it('I5 brings nothing back with the page that it had asked for, and works on', async () => {
    const { page } = desk;
    // The other tab asks and is frozen before its page arrives; until then this one does not ask.
    await page.route(PULL, (route) => route.abort());
    let deliver = (): void => undefined;
    const held = new Promise<string>((done) => {
      void frozen.route(PULL, async (route) => {
        const answer = await route.fetch();
        const body = await answer.text();
        if (!body.includes('"documents":[{')) return route.fulfill({ response: answer });
        deliver = () => void route.fulfill({ response: answer }).catch(() => undefined);
        done(body);
      });
    });
    const first = await plan('2418', null);
    const { freeze, thaw } = await freezer(frozen);
    expect(await held).toContain(String(first['rev']));
    await freeze();

    await page.unroute(PULL);
    await plan('2390', first);
    const ask = () => page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
    await ask();
    const here = weekGrid(page);
    await expect.poll(() => here.read('Boone, T.', 'mon'), { timeout: 40_000 }).toBe('2390');

    deliver();
    await thaw();
    await frozen.unroute(PULL);
    const there = weekGrid(frozen);
    await frozen.bringToFront();
    await expect.poll(() => there.read('Boone, T.', 'mon'), { timeout: 40_000 }).toBe('2390');
    await there.type('Cruz, M.', 'mon', '2418');
    await expect.poll(() => here.read('Cruz, M.', 'mon')).toBe('2418');
    await badge(frozen, /^Saved$/, 40_000);
    expect(await here.read('Boone, T.', 'mon')).toBe('2390');
    // The badge may not have heard of the edit yet when it says so.
    const logged = async (): Promise<number> =>
      (
        await oracle.rows(
          `select 1 from app.audit_log where tenant_id = $1 and collection = 'schedule_weeks'`,
          [company.id],
        )
      ).length;
    await expect.poll(logged, { timeout: 20_000 }).toBe(3);
    expect(desk.complaints).toEqual([]);
    tell({ part: 'browser', faults: { 'tab frozen with a page on its way': 1 } });
  });
});
