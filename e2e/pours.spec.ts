import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openWindow, type BrowserWindow } from './harness/browser.ts';
import { OF_DEMO, askDatabase, type Oracle } from './harness/oracle.ts';
import { demoLogin, signIn } from './harness/people.ts';
import { visit } from './harness/visit.ts';

const server = inject('server');
const soon = { timeout: 20_000 };

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

describe('the lookahead and the pour', () => {
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

  const dayOf = async (id: string): Promise<string> =>
    String((await oracle.one('select day from app.pours where id = $1', [id]))['day']);
  const statusOf = async (id: string): Promise<string> =>
    String((await oracle.one('select status from app.pours where id = $1', [id]))['status']);
  /** The `at`th tentative pour of the weeks and jobs on screen: the board draws the rows in sight. */
  const tentative = async (at: number): Promise<{ id: string; name: string }> => {
    const row = await oracle.one(
      `select p.id, p.name from app.pours p join app.projects j on j.id = p.project_id
       where p.status = 'tentative' and not p.deleted
         and p.day between current_date + 8 and current_date + 70
       order by j.number, p.day, p.id offset $1 limit 1`,
      [at],
    );
    return { id: String(row['id']), name: String(row['name']) };
  };
  const pill = (id: string) =>
    page.locator(`[data-pour="${id}"]`).getByRole('button', { name: /tentative|scheduled/ });

  it('moves a pill by keys and takes it back', async () => {
    const { id } = await tentative(0);
    const before = await dayOf(id);
    await visit(page, '/w/demo/lookahead');
    await pill(id).focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => dayOf(id), soon).toBe(addDays(before, 7));
    await page.getByRole('button', { name: /^Undo/ }).first().click();
    await expect.poll(() => dayOf(id), soon).toBe(before);
  });

  it('moves a pill by dragging it to another week', async () => {
    const { id } = await tentative(1);
    const before = await dayOf(id);
    await visit(page, '/w/demo/lookahead');
    await pill(id).scrollIntoViewIfNeeded();
    const box = await pill(id).boundingBox();
    if (!box) throw new Error('the pill is not on screen');
    const { x, y } = { x: box.x + 20, y: box.y + box.height / 2 };
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 40, y, { steps: 5 });
    await page.mouse.move(x - 100, y, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => dayOf(id), soon).toBe(addDays(before, -7));
  });

  it('makes a live pour of a pill by its green check', async () => {
    const { id, name } = await tentative(2);
    await visit(page, '/w/demo/lookahead');
    await page
      .locator(`[data-pour="${id}"]`)
      .getByRole('button', { name: `Make ${name} a live pour` })
      .click();
    await expect.poll(() => statusOf(id), soon).toBe('scheduled');
    await visit(page, `/w/demo/pours/${id}`);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(name);
  });

  it('shows the day across midnight in the site’s zone, with the pours of the night', async () => {
    await visit(page, '/w/demo/daily');
    await page.getByText(/Times in .*\((CST|CDT)\)/).waitFor();
    const today = await oracle.rows(
      `select number from app.pours where ${OF_DEMO} and status = 'in_progress' and not deleted and starts_at <= now()
         and expected_end_at > date_trunc('day', now(), time_zone) order by number`,
    );
    expect(today.length).toBeGreaterThan(0);
    for (const { number } of today) await page.getByText(String(number)).first().waitFor();
  });

  it('keeps the weeks in sight while the board scrolls', async () => {
    const { week } = await oracle.one(`select to_char(date_trunc('week', current_date), 'Mon FMDD') as week`);
    const whole = page.viewportSize();
    await page.setViewportSize({ width: 1440, height: 480 });
    await visit(page, '/w/demo/lookahead');
    const head = page.getByText(String(week), { exact: true });
    const rows = page.locator('section[aria-label]');
    await rows.nth(1).hover();
    const [headAt, rowAt] = [await head.boundingBox(), await rows.nth(1).boundingBox()];
    await page.mouse.wheel(0, 60);
    await expect.poll(async () => (await rows.nth(1).boundingBox())?.y, soon).toBeLessThan(rowAt?.y ?? 0);
    expect(await head.boundingBox()).toEqual(headAt);
    if (whole) await page.setViewportSize(whole);
  });

  it('keeps who confirmed what, and lets a tap take it back', async () => {
    const row = await oracle.one(
      `select id from app.pours where ${OF_DEMO} and status = 'scheduled' and not deleted and day > current_date
         and readiness->'forms' is null order by day, id limit 1`,
    );
    const id = String(row['id']);
    const confirmed = async (): Promise<unknown> =>
      (await oracle.one(`select readiness->'forms'->>'by' as by from app.pours where id = $1`, [id]))['by'];
    await visit(page, `/w/demo/pours/${id}`);
    const forms = page.getByRole('button', { name: /^Forms/ });
    await forms.click();
    await expect.poll(confirmed, soon).not.toBeNull();
    await page.getByRole('button', { name: /^Forms.*you/s, pressed: true }).click();
    await expect.poll(confirmed, soon).toBeNull();
  });

  it('plans a field in place and keeps it', async () => {
    const { id } = await oracle.one(
      `select id from app.pours where ${OF_DEMO} and status = 'tentative' and not deleted and level is distinct from 'L7 west'
       order by day desc, id limit 1`,
    );
    await visit(page, `/w/demo/pours/${String(id)}`);
    const level = page.getByRole('textbox', { name: 'Level' });
    await level.fill('L7 west');
    await level.blur();
    await expect
      .poll(async () => (await oracle.one('select level from app.pours where id = $1', [id]))['level'], soon)
      .toBe('L7 west');
  });

  it('puts a pour off only with a reason, and keeps the link to its new day', async () => {
    const row = await oracle.one(
      `select id from app.pours where ${OF_DEMO} and status in ('scheduled', 'confirmed') and not deleted and day > current_date
       order by day desc, id limit 1`,
    );
    const id = String(row['id']);
    await visit(page, `/w/demo/pours/${id}`);
    await page.getByRole('button', { name: 'Other steps' }).click();
    await page.getByRole('menuitem', { name: 'Postpone' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Postpone' }).click();
    await dialog.getByText('Choose why: it stays with the pour.').waitFor();
    await dialog.getByRole('button', { name: /Reason/ }).click();
    await page.getByRole('option', { name: /Weather/ }).click();
    await dialog.getByRole('button', { name: 'Postpone' }).click();
    await expect.poll(() => statusOf(id), soon).toBe('postponed');
    const kept = await oracle.one('select reason, postponed_to from app.pours where id = $1', [id]);
    expect(kept['reason']).toMatchObject({ kind: 'weather' });
    expect(await statusOf(String(kept['postponed_to']))).toMatch(/scheduled|confirmed|tentative/);
    expect(desk.complaints).toEqual([]);
  });
});
