import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { WORKSPACE_DEFAULTS } from 'shared/domain/workspace-defaults.ts';
import { addDays, dayInZone, mondayOf } from 'shared/lib/days.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import { MAX_PUSH_ROWS, type PushAnswer } from 'shared/protocol/push.ts';
import { openDevice, type Device } from '../../e2e/harness/browser.ts';
import { foundCompany, type Company } from '../../e2e/harness/company.ts';
import { openLine, type Line } from '../../e2e/harness/line.ts';
import { askDatabase, type Oracle } from '../../e2e/harness/oracle.ts';
import { badge, signIn } from '../../e2e/harness/people.ts';
import { askForUpdate, becomeInstalled, releaseOf } from '../../e2e/harness/release.ts';
import { weekGrid } from '../../e2e/harness/week-grid.ts';
import { tell } from '../tally.ts';

const server = inject('server');
const ROOT = resolve(import.meta.dirname, '../..');
const PEOPLE = 500;
const THIS_WEEK = mondayOf(dayInZone(Date.now(), WORKSPACE_DEFAULTS.timeZone));

/** Built as any release is, from the same sources but for what the next one changes. */
function buildNextRelease(folder: string): void {
  const config = join(import.meta.dirname, 'next-release.config.ts');
  execFileSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--config', config, '--outDir', folder, '--logLevel', 'error'],
    { cwd: join(ROOT, 'client'), stdio: 'inherit' },
  );
}

describe('a release that changes the shape of what is stored', () => {
  let oracle: Oracle;
  let company: Company;
  let line: Line;
  let desk: Device;
  let release: string;
  beforeAll(async () => {
    release = mkdtempSync(join(tmpdir(), 'planning-ops-release-'));
    buildNextRelease(release);
    oracle = await askDatabase(server.databaseUrl);
    company = await foundCompany(server.url);
    await hire();
    line = await openLine(server.url);
    desk = await openDevice();
    await signIn(desk.page, line.url, company.owner);
    await becomeInstalled(desk.page);
  });
  afterAll(async () => {
    await desk.discard();
    await line.close();
    await oracle.close();
    rmSync(release, { recursive: true, force: true });
  });

  /** As many people as a large yard has, each with a job this week. */
  async function hire(): Promise<void> {
    const ask = (sql: string) => oracle.one(sql, [company.id]);
    const owner = await ask('select id from app.users where tenant_id = $1');
    const job = await ask(`select id from app.projects where tenant_id = $1 and number = '2418'`);
    const { asOf } = await company.call<PullAnswer>('GET', '/sync/employees/pull?limit=1');
    const document = (fields: object) => ({
      id: randomUUID(),
      rev: randomBytes(8).toString('hex'),
      updatedAt: new Date().toISOString(),
      updatedBy: owner['id'],
      ...fields,
    });
    const foreman = await ask('select id from app.employees where tenant_id = $1 and is_foreman');
    const people = Array.from({ length: PEOPLE }, (_, n) =>
      document(
        n === 0
          ? { name: 'Adams, Ann', active: true, homeForemanId: foreman['id'] }
          : { name: `Person, ${n}`, active: true },
      ),
    );
    const weeks = people.map(({ id }) =>
      document({
        id: `${id}_${THIS_WEEK}`,
        employeeId: id,
        weekStart: THIS_WEEK,
        days: { mon: [{ part: 'full', projectId: job['id'] }] },
      }),
    );
    const rows = [
      ...people.map((one) => ({ collection: 'employees', base: null, document: one })),
      ...weeks.map((one) => ({ collection: 'schedule_weeks', base: null, document: one })),
    ];
    for (let at = 0; at < rows.length; at += MAX_PUSH_ROWS) {
      const batch = rows.slice(at, at + MAX_PUSH_ROWS);
      const answer = await company.call<PushAnswer>('POST', '/sync/push', { epoch: asOf.epoch, rows: batch });
      expect(answer).toMatchObject({ conflicts: [], rejected: [] });
    }
  }

  const weeksFrom = (monday: string) =>
    oracle.rows('select note, days from app.schedule_weeks where tenant_id = $1 and week_start = $2', [
      company.id,
      monday,
    ]);

  it(`I11 carries ${PEOPLE} unsent records over, and they arrive`, { timeout: 180_000 }, async () => {
    const { page } = desk;
    await line.cut();
    await page.goto(`${line.url}/w/${company.slug}/schedule`);
    const grid = weekGrid(page);
    await grid.grid.waitFor();
    await grid.go(1);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('Copy last week everybody');
    await page.keyboard.press('Enter');
    await badge(page, new RegExp(`^${PEOPLE} kept here$`));
    // A record that the server knows already, so that its base is carried over as well.
    await grid.go(-1);
    await grid.type('Adams, A.', 'tue', '2390');
    await badge(page, new RegExp(`^${PEOPLE + 1} kept here$`));

    // The files come through, no call does: the release arrives before anything was sent.
    await desk.context.route('**/api/**', (route) => route.abort());
    line.publishBuild(release);
    await line.mend();
    expect(await askForUpdate(page)).toBe('waits');
    await page.getByRole('button', { name: 'Update' }).click();
    await expect.poll(() => releaseOf(page).catch(() => 0), { timeout: 30_000 }).toBe(1);
    await badge(page, new RegExp(`^${PEOPLE + 1} kept here$`), 60_000);
    expect(await grid.read('Adams, A.', 'tue')).toBe('2390');

    await desk.context.unroute('**/api/**');
    await page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
    await badge(page, /^Saved$/, 60_000);
    const copied = await weeksFrom(addDays(THIS_WEEK, 7));
    expect(copied).toHaveLength(PEOPLE);
    expect(new Set(copied.map(({ note }) => note))).toEqual(new Set(['carried over']));
    const changed = (await weeksFrom(THIS_WEEK)).filter(({ note }) => note !== null);
    expect(changed).toHaveLength(1);
    expect(Object.keys(changed[0]?.['days'] as object).toSorted()).toEqual(['mon', 'tue']);
    expect(await oracle.rows('select 1 from app.conflicts where tenant_id = $1', [company.id])).toEqual([]);
    expect(desk.complaints).toEqual([]);
    tell({ part: 'browser', states: { 'unsent records carried over by a release': PEOPLE + 1 } });
  });
});
