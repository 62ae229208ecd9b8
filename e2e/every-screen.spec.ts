import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDevice, SCREENS, type Device, type Screen } from './harness/browser.ts';
import { askDatabase, type Oracle } from './harness/oracle.ts';
import { demoLogin, signIn, type DemoRole } from './harness/people.ts';
import { screensOf, type ScreenAddress } from './harness/screens.ts';

const server = inject('server');
const THEMES = ['light', 'night', 'sun'] as const;
const SIZES = Object.keys(SCREENS) as readonly Screen[];

/** Everything that must hold whatever the colours; the contrast is asked in every theme. */
async function findings(page: Page, where: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const theme of THEMES) {
    await page.evaluate(async (chosen) => {
      document.documentElement.dataset['theme'] = chosen;
      await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    }, theme);
    // The pages have no frames: without the detour over a page of its own it takes half the time.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
    const { violations } = await (theme === 'light' ? axe : axe.withRules(['color-contrast'])).analyze();
    for (const violation of violations)
      for (const node of violation.nodes.slice(0, 3))
        found.push(`${where} ${theme}: ${violation.id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`);
  }
  return found;
}

/** The screen with its data, nothing moving. */
async function show(page: Page, path: string): Promise<void> {
  await page.goto(`${server.url}${path}`);
  await page.locator('h1, [role="grid"]').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

describe('every screen', () => {
  let oracle: Oracle;
  let screens: readonly ScreenAddress[];
  beforeAll(async () => {
    oracle = await askDatabase(server.databaseUrl);
    screens = await screensOf(oracle);
  });
  afterAll(() => oracle.close());

  const devices: Device[] = [];
  afterAll(() => Promise.all(devices.map((device) => device.discard())));
  const deviceOf = async (who: DemoRole, screen: Screen, locale = 'en-US'): Promise<Device> => {
    const device = await openDevice({ screen, locale });
    devices.push(device);
    await signIn(device.page, server.url, demoLogin(who, server.password));
    return device;
  };

  for (const size of SIZES)
    it(`gives axe nothing to find in three themes on a ${size}`, async () => {
      const found: string[] = [];
      // Who may do most sees most: on the phone, those who carry it.
      const device = await deviceOf(size === 'phone' ? 'foreman' : 'admin', size);
      for (const screen of screens) {
        await show(device.page, screen.path);
        found.push(...(await findings(device.page, `${screen.name} ${size}`)));
      }
      expect(found).toEqual([]);
      expect(device.complaints).toEqual([]);
    }, 400_000);

  it('speaks Spanish everywhere, and never shows a key in place of a word', async () => {
    const raw: string[] = [];
    for (const locale of ['es-MX', 'en-US']) {
      const device = await deviceOf('admin', 'desktop', locale);
      expect(await device.page.evaluate(() => document.documentElement.lang)).toBe(locale.slice(0, 2));
      for (const screen of screens) {
        await show(device.page, screen.path);
        raw.push(...(await keysShown(device.page)).map((key) => `${screen.name} ${locale}: ${key}`));
      }
      expect(device.complaints).toEqual([]);
    }
    expect(raw).toEqual([]);
  }, 400_000);

  it('stands in the language of the device at the door as well', async () => {
    const device = await openDevice({ locale: 'es-MX' });
    devices.push(device);
    await device.page.goto(`${server.url}/sign-in`);
    await device.page.getByRole('heading', { name: 'Iniciar sesión' }).waitFor();
    expect(await keysShown(device.page)).toEqual([]);
    expect(device.complaints).toEqual([]);
  });
});

/** Texts that look like the key of a text: camelCase, underscores, or an unfilled {{place}}. */
const keysShown = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const looksLikeKey = /\{\{|^[a-z]+([A-Z][a-z]+)+$|^[a-z]+(_[a-z]+)+$|^[a-z]+-[a-z_]+_[a-z]+$/;
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (words.nextNode()) {
      const text = words.currentNode.textContent?.trim() ?? '';
      if (looksLikeKey.test(text)) found.push(text);
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]'))
      for (const name of ['aria-label', 'placeholder', 'title']) {
        const text = element.getAttribute(name) ?? '';
        if (looksLikeKey.test(text)) found.push(text);
      }
    return found;
  });
