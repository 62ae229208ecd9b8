import type { Page } from 'playwright-core';
import { openDevice, type Device, type DeviceOptions } from '../e2e/harness/browser.ts';

/** Runs with a fresh installation that is forgotten afterwards. */
export async function withDevice<T>(
  work: (device: Device) => Promise<T>,
  options: DeviceOptions = {},
): Promise<T> {
  const device = await openDevice(options);
  try {
    return await work(device);
  } finally {
    await device.discard();
  }
}

/** In the page: the week grid shows names and, beside them, days with work in them. */
export function isWeekUsable(): boolean {
  const grid = document.querySelector('[role="grid"]');
  if (!grid) return false;
  const cells = [...grid.querySelectorAll('[role="gridcell"]')].filter(
    (cell) => (cell.textContent ?? '').trim() !== '',
  );
  return grid.querySelectorAll('[role="row"]').length > 10 && cells.length >= 20;
}

/** Milliseconds from now until it holds in the page, looked at in every frame. */
export async function timeUntil(page: Page, holds: () => boolean, timeout = 60_000): Promise<number> {
  const started = performance.now();
  await page.waitForFunction(holds, undefined, { polling: 'raf', timeout });
  return performance.now() - started;
}

/** The longest task of the page's thread while `work` goes on, in ms; 0 where none was longer than 50. */
export async function longestTask(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { longTasks: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.push(entry.duration);
    }).observe({ type: 'longtask' });
  });
  await work();
  // An entry is delivered some time after its task.
  await page.waitForTimeout(500);
  return page.evaluate(() => Math.max(0, ...(globalThis as unknown as { longTasks: number[] }).longTasks));
}
