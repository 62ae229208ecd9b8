import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** The three screens that everything is looked at on. */
export const SCREENS = {
  desktop: { width: 1440, height: 900 },
  tablet: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
} as const;
export type Screen = keyof typeof SCREENS;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const chromiumPath = (): string => {
  const known = [
    process.env['CHROMIUM_PATH'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  const found = known.find((path) => path !== undefined && existsSync(path));
  if (!found) throw new Error('No Chromium found: install one, or name it in CHROMIUM_PATH.');
  return found;
};

/** For one thing to appear on a busy machine. */
export const PATIENCE_MS = 20_000;

export interface DeviceOptions {
  readonly screen?: Screen;
  readonly touch?: boolean;
  readonly locale?: string;
  /** Take up a profile that an earlier device left: the same installation after a restart. */
  readonly profile?: string;
}

/** One installation, and a page of it. */
export interface BrowserWindow {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained of: policy violations, uncaught errors. Tests end by expecting none. */
  readonly complaints: readonly string[];
  /** Ends it and forgets the installation. */
  discard(): Promise<void>;
}

/** An installation whose browser can be closed and opened again: its profile outlives the browser's process. */
export interface Device extends BrowserWindow {
  readonly profile: string;
  /** Ends the browser; the profile stays for the next start. */
  close(): Promise<void>;
  /** The battery dies: every process of this browser is killed, with nothing said to the page. */
  crash(): Promise<void>;
}

const settingsOf = ({ screen = 'desktop', touch = screen !== 'desktop', locale = 'en-US' }: DeviceOptions) =>
  ({
    viewport: SCREENS[screen],
    hasTouch: touch,
    isMobile: touch,
    locale,
    timezoneId: 'America/Chicago',
    acceptDownloads: true,
  }) as const;

/** What a context complains of, as it comes. */
async function prepared(context: BrowserContext): Promise<{ page: Page; complaints: readonly string[] }> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  // The context tells of pages, frames and workers alike.
  context.on('weberror', (error) =>
    complaints.push(`error: ${error.error().stack || `${error.error().name} ${error.error().message}`}`),
  );
  context.on('console', (message) => {
    if (/content security policy|trusted(type|html|script)/i.test(message.text()))
      complaints.push(`policy: ${message.text()}`);
  });
  return { page: context.pages()[0] ?? (await context.newPage()), complaints };
}

export async function openDevice(options: DeviceOptions = {}): Promise<Device> {
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'planning-ops-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: FLAGS,
    ...settingsOf(options),
  });
  return {
    context,
    ...(await prepared(context)),
    profile,
    close: () => context.close(),
    crash: async () => {
      const ended = new Promise<void>((done) => context.once('close', () => done()));
      for (const pid of browserProcesses(profile)) process.kill(pid, 'SIGKILL');
      await ended;
    },
    discard: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

let shared: Promise<Browser> | undefined;
let windows = 0;

/**
 * An installation that no test closes and opens again: a context of one browser, which is started with the first of
 * them and ended with the last. A start of Chromium costs more than most of what is then done in it.
 */
export async function openWindow(options: Omit<DeviceOptions, 'profile'> = {}): Promise<BrowserWindow> {
  windows += 1;
  shared ??= chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
  const browser = await shared;
  const context = await browser.newContext(settingsOf(options));
  return {
    context,
    ...(await prepared(context)),
    discard: async () => {
      await context.close();
      windows -= 1;
      if (windows > 0) return;
      shared = undefined;
      await browser.close();
    },
  };
}

/** The browser's own process, which takes all others along; found by the folder that is its alone. */
function browserProcesses(profile: string): readonly number[] {
  const listed = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  return listed
    .split('\n')
    .filter((line) => line.includes(`--user-data-dir=${profile}`) && !line.includes('--type='))
    .map((line) => Number.parseInt(line, 10));
}
