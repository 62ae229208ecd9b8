import type { Page } from 'playwright-core';

const QUIET_MS = 1_500;

/** Waits until a device that has just signed in has pulled everything: no page of data is on its way any more. */
export async function pulledEverything(page: Page): Promise<void> {
  await page.waitForFunction(
    (quietMs) => {
      const pulls = performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/pull?'));
      const last = Math.max(0, ...pulls.map((entry) => (entry as PerformanceResourceTiming).responseEnd));
      return pulls.length > 0 && performance.now() - last > quietMs;
    },
    QUIET_MS,
    { timeout: 300_000, polling: 500 },
  );
}
