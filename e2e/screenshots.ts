import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { openDevice, SCREENS, type Device, type Screen } from './harness/browser.ts';
import { pulledEverything } from './harness/network-quiet.ts';
import { leaveClash, leaveRefusal } from './harness/open-matters.ts';
import { askDatabase } from './harness/oracle.ts';
import { badge, demoLogin, signIn, type DemoRole } from './harness/people.ts';
import { startServer, type RunningServer } from './harness/server-process.ts';

/**
 * Every screen of the demo company in every size and theme, into `screenshots/<screen>-<theme>-<size>.png`.
 * Words after the command narrow it down: `npm run screenshots -- schedule night phone`. With DATA_DIR the company
 * of that folder is shown, without it a fresh one.
 */
const FOLDER = resolve(import.meta.dirname, '../screenshots');
const THEMES = ['light', 'night', 'sun'] as const;
type Theme = (typeof THEMES)[number];
const SIZES = Object.keys(SCREENS) as readonly Screen[];

interface Shot {
  readonly name: string;
  readonly who: DemoRole | 'nobody';
  readonly path: string;
  /** Done before the picture is taken. */
  readonly prepare?: (page: Page, size: Screen) => Promise<void>;
}

const drawerOf = (name: RegExp) => async (page: Page) => {
  await page.getByRole('row', { name }).first().click();
};

function shotsOf(pourId: string, logId: string): readonly Shot[] {
  return [
    { name: 'sign-in', who: 'nobody', path: '/sign-in' },
    { name: 'sign-up', who: 'nobody', path: '/sign-up' },
    { name: 'today', who: 'foreman', path: '/w/demo/today' },
    { name: 'schedule', who: 'scheduler', path: '/w/demo/schedule' },
    {
      name: 'palette',
      who: 'scheduler',
      path: '/w/demo/schedule',
      prepare: async (page, size) => {
        if (size === 'desktop') await page.keyboard.press('Control+k');
        else await page.getByRole('button', { name: 'Find or do' }).tap();
        const palette = page.getByRole('dialog', { name: 'Find or do' });
        await palette.getByRole('combobox').fill('al');
        await palette.getByRole('option').first().waitFor();
      },
    },
    { name: 'lookahead', who: 'scheduler', path: '/w/demo/lookahead' },
    { name: 'daily', who: 'scheduler', path: '/w/demo/daily' },
    { name: 'pours', who: 'scheduler', path: '/w/demo/pours' },
    { name: 'pour', who: 'scheduler', path: `/w/demo/pours/${pourId}` },
    { name: 'truck-board', who: 'foreman', path: `/w/demo/pours/${logId}/log` },
    { name: 'roster', who: 'scheduler', path: '/w/demo/roster' },
    { name: 'person', who: 'scheduler', path: '/w/demo/roster', prepare: drawerOf(/Boone|Alvarez|Becker/) },
    { name: 'projects', who: 'scheduler', path: '/w/demo/projects' },
    { name: 'project', who: 'scheduler', path: '/w/demo/projects', prepare: drawerOf(/2\d{3}/) },
    { name: 'audit', who: 'admin', path: '/w/demo/audit' },
    { name: 'undo-session', who: 'admin', path: '/w/demo/audit/undo' },
    { name: 'settings', who: 'admin', path: '/w/demo/settings' },
    // Of a person of its own, so that what waits for them stands in no other picture.
    { name: 'review', who: 'owner', path: '/w/demo/review' },
    { name: 'support', who: 'admin', path: '/w/demo/support' },
    { name: 'accounts', who: 'scheduler', path: '/accounts' },
  ];
}

/** The picture is taken when data stands in the work area and nothing moves any more. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1, [role="grid"], form').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    await new Promise((next) => requestAnimationFrame(() => requestIdleCallback(next, { timeout: 1000 })));
  });
  // What is drawn follows what the page says: a palette that had opened was missing in its picture.
  await page.waitForTimeout(400);
}

async function setTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((chosen) => {
    const before = JSON.parse(localStorage.getItem('preferences') ?? '{}') as object;
    localStorage.setItem('preferences', JSON.stringify({ ...before, theme: chosen }));
  }, theme);
}

async function takeAll(
  server: RunningServer,
  size: Screen,
  who: Shot['who'],
  shots: readonly Shot[],
  themes: readonly Theme[],
  clashId: string,
): Promise<readonly string[]> {
  const device: Device = await openDevice({ screen: size });
  const { page } = device;
  try {
    if (who === 'nobody') await page.goto(`${server.url}/sign-in`);
    else {
      await signIn(page, server.url, demoLogin(who, server.password));
      await pulledEverything(page);
      if (shots.some(({ name }) => name === 'review'))
        await leaveRefusal(page, `${server.url}/w/demo/pours/${clashId}`);
    }
    for (const theme of themes) {
      await setTheme(page, theme);
      for (const shot of shots) {
        await page.goto(`${server.url}${shot.path}`);
        if (shot.path.startsWith('/w/')) await badge(page, /.*/);
        await settled(page);
        try {
          await shot.prepare?.(page, size);
        } catch (error) {
          // No picture rather than one of something else.
          process.stdout.write(`${shot.name} ${theme} ${size}: ${String(error).split('\n')[0] ?? ''}\n`);
          continue;
        }
        await settled(page);
        await page.screenshot({ path: join(FOLDER, `${shot.name}-${theme}-${size}.png`) });
      }
    }
    return device.complaints;
  } finally {
    await device.discard();
  }
}

async function main(words: readonly string[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const dataDir = process.env['DATA_DIR'];
  const server = await startServer({
    demoSize: 'M',
    ...(dataDir !== undefined && { dataDir, keepData: true }),
  });
  const complaints: string[] = [];
  try {
    const oracle = await askDatabase(server.databaseUrl);
    const nearest = (nth: number) =>
      oracle.one(
        `select id from app.pours where status in ('confirmed', 'scheduled') and not deleted
         order by abs(day - current_date), id limit 1 offset ${nth}`,
      );
    const pour = await nearest(0);
    const clashId = String((await nearest(1))['id']);
    const log = await oracle.one(
      `select p.id from app.pours p where p.status = 'in_progress' and not p.deleted
       order by (select count(*) from app.loads l where l.pour_id = p.id) desc, id limit 1`,
    );
    await oracle.close();
    const all = shotsOf(String(pour['id']), String(log['id']));
    const sizes = narrowed(SIZES, words);
    const themes = narrowed(THEMES, words);
    const names = new Set(
      narrowed(
        all.map((shot) => shot.name),
        words,
      ),
    );
    const wanted = all.filter((shot) => names.has(shot.name));
    if (names.has('review')) await leaveClash(server.url, demoLogin('owner', server.password), clashId);
    for (const size of sizes)
      for (const who of new Set(wanted.map((shot) => shot.who)))
        complaints.push(
          ...(await takeAll(
            server,
            size,
            who,
            wanted.filter((shot) => shot.who === who),
            themes,
            clashId,
          )),
        );
  } finally {
    await server.stop();
  }
  for (const complaint of new Set(complaints)) process.stdout.write(`${complaint}\n`);
  process.stdout.write(`The pictures are in ${FOLDER}\n`);
}

function narrowed<T extends string>(values: readonly T[], words: readonly string[]): readonly T[] {
  const named = values.filter((value) => words.includes(value));
  return named.length > 0 ? named : values;
}

await main(process.argv.slice(2));
