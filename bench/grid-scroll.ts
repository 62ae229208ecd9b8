import type { Page } from 'playwright-core';
import { pulledEverything } from '../e2e/harness/network-quiet.ts';
import { demoLogin, signIn } from '../e2e/harness/people.ts';
import { startLargeCompany } from './company.ts';
import { longestTask, withDevice } from './devices.ts';
import type { Bench } from './figure.ts';

/** Downwards through 2,000 people and back, then through the weeks and back. */
async function scroll(page: Page): Promise<void> {
  const grid = page.getByRole('grid').first();
  const box = await grid.boundingBox();
  if (!box) throw new Error('there is no grid');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const wheel = async (across: number, down: number, times: number): Promise<void> => {
    for (let at = 0; at < times; at++) {
      await page.mouse.wheel(across, down);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
  };
  await wheel(0, 400, 150);
  await wheel(0, -1600, 50);
  await wheel(120, 0, 40);
  await wheel(0, 400, 50);
  await wheel(-120, 0, 40);
}

async function measure() {
  const server = await startLargeCompany();
  try {
    const longest = await withDevice(async ({ page }) => {
      await signIn(page, server.url, demoLogin('scheduler', server.password));
      await page.getByRole('radio', { name: 'Quarter' }).click();
      await page.getByRole('button', { name: 'Unfold all crews' }).click();
      await pulledEverything(page);
      // Whatever is worked out once for so many weeks is not part of scrolling.
      await page.waitForTimeout(3_000);
      const task = await longestTask(page, () => scroll(page));
      const reached = await page.evaluate(
        () => document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount') ?? '0',
      );
      if (Number(reached) < 2_000) throw new Error(`the grid has ${reached} rows`);
      return task;
    });
    return [
      {
        name: 'longest task while scrolling 2,000 people × 13 weeks',
        value: longest,
        unit: 'ms',
        bound: { atMost: 50 },
        detail: '0: no task was longer than 50 ms',
      },
    ];
  } finally {
    await server.stop();
  }
}

export const gridScroll: Bench = { name: 'grid-scroll', title: 'The grid while scrolling', measure };
