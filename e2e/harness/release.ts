import type { Page } from 'playwright-core';
import type { Line } from './line.ts';

const PAGE_REVISION = /("?revision"?:[`"])[^`"]+([`"],"?url"?:[`"]index\.html[`"])/;

/** Publishes a release that differs from the present one by its number alone, and by what the worker needs to see it. */
export function publishRelease(line: Line, number: number): void {
  line.publish((path, body) => {
    if (path === '/sw.js')
      // The revision of the page is a hash of it; another one makes the worker fetch the page anew.
      return `${body.replace(PAGE_REVISION, `$1release-${number}$2`)}\n// release ${number}\n`;
    if (path === '/' || path === '/index.html')
      return body.replace('</head>', `<meta name="release" content="${number}"></head>`);
    return body;
  });
}

/** The release that the page on screen belongs to; 0 is the one that was there first. */
export const releaseOf = (page: Page): Promise<number> =>
  page.evaluate(() => Number(document.querySelector('meta[name="release"]')?.getAttribute('content') ?? 0));

export const becomeInstalled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });

/** Asks for a new release now, as the app does every half hour, and tells what became of it. */
export const askForUpdate = (page: Page): Promise<'waits' | 'gave up' | 'nothing new'> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    let worker: ServiceWorker | null = null;
    registration.addEventListener('updatefound', () => {
      worker = registration.installing;
    });
    await registration.update();
    const end = performance.now() + 30_000;
    while (performance.now() < end) {
      if (registration.waiting) return 'waits';
      if ((worker as ServiceWorker | null)?.state === 'redundant') return 'gave up';
      await new Promise((next) => setTimeout(next, 50));
    }
    return 'nothing new';
  });
