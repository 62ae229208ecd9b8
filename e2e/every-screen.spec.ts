import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { axeFindings } from './harness/axe.ts';
import {
  openWindow,
  SCREENS,
  type BrowserWindow,
  type DeviceOptions,
  type Screen,
} from './harness/browser.ts';
import { askDatabase } from './harness/oracle.ts';
import { demoLogin, signIn, type DemoRole } from './harness/people.ts';
import { screensOf, type ScreenAddress } from './harness/screens.ts';
import { visit } from './harness/visit.ts';

const server = inject('server');
const SIZES = Object.keys(SCREENS) as readonly Screen[];
/** Who may do most sees most: on the phone, those who carry it. */
const WHO: Readonly<Record<Screen, DemoRole>> = { desktop: 'admin', tablet: 'admin', phone: 'foreman' };

describe('every screen', () => {
  let screens: readonly ScreenAddress[];
  const devices: BrowserWindow[] = [];
  beforeAll(async () => {
    const oracle = await askDatabase(server.databaseUrl);
    screens = await screensOf(oracle);
    await oracle.close();
  });
  afterAll(() => Promise.all(devices.map((device) => device.discard())));
  const open = async (options: DeviceOptions): Promise<BrowserWindow> => {
    const device = await openWindow(options);
    devices.push(device);
    return device;
  };

  it.concurrent.for(SIZES)(
    'gives axe nothing to find in three themes, and speaks both languages, on a %s',
    { timeout: 400_000 },
    async (size) => {
      const { page, complaints } = await open({ screen: size });
      await signIn(page, server.url, demoLogin(WHO[size], server.password));
      const found: string[] = [];
      for (const { name, path } of screens) {
        await visit(page, path);
        await page.evaluate(() => document.fonts.ready.then(() => undefined));
        found.push(...(await axeFindings(page)).map((finding) => `${name} ${size} ${finding}`));
        for (const language of ['en', 'es']) {
          await speak(page, language);
          found.push(...(await keysShown(page)).map((key) => `${name} ${size} ${language}: ${key}`));
        }
        await speak(page, 'en');
      }
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  it.concurrent('stands in the language of the device, at the door and behind it', async () => {
    const { page, complaints } = await open({ locale: 'es-MX' });
    await page.goto(`${server.url}/sign-in`);
    await page.getByRole('heading', { name: 'Iniciar sesión' }).waitFor();
    expect(await keysShown(page)).toEqual([]);
    await signIn(page, server.url, demoLogin('scheduler', server.password));
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('es');
    expect(await keysShown(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

/** Another tab of this device has chosen a language. */
async function speak(page: Page, language: string): Promise<void> {
  await page.evaluate((chosen) => {
    const before = JSON.parse(localStorage.getItem('preferences') ?? '{}') as object;
    const newValue = JSON.stringify({ ...before, language: chosen });
    localStorage.setItem('preferences', newValue);
    dispatchEvent(new StorageEvent('storage', { key: 'preferences', newValue }));
  }, language);
  await page.waitForFunction((chosen) => document.documentElement.lang === chosen, language);
}

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
