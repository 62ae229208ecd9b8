import type { Page } from 'playwright-core';
import { demoLogin, signIn } from '../e2e/harness/people.ts';
import { startServer } from '../e2e/harness/server-process.ts';
import { withDevice } from './devices.ts';
import type { Bench } from './figure.ts';

const MINUTES = 3;
/** What comes this close together wakes the processor once. */
const ONE_WAKE_MS = 250;
const SETTLING_MS = 20_000;

/** In every page from its beginning: when a timer fires, a frame is drawn on request, or something comes by the wire. */
function noteWakes(): void {
  const wakes: number[] = [];
  const note = (): void => void wakes.push(performance.now());
  Object.assign(globalThis, { wakes });
  const noting =
    <A extends unknown[]>(work: (...args: A) => unknown) =>
    (...args: A): unknown => {
      note();
      return work(...args);
    };
  for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback'] as const) {
    const real = globalThis[name] as (work: unknown, ...rest: unknown[]) => unknown;
    Object.assign(globalThis, {
      [name]: (work: unknown, ...rest: unknown[]) =>
        real(typeof work === 'function' ? noting(work as (...args: unknown[]) => unknown) : work, ...rest),
    });
  }
  const { read } = ReadableStreamDefaultReader.prototype;
  ReadableStreamDefaultReader.prototype.read = async function reading(this: ReadableStreamDefaultReader) {
    const piece = await read.call(this);
    note();
    return piece;
  };
}

/** How often the processor had a reason to wake, by the minute, on a screen that nobody touches. */
async function wakesAMinute(page: Page): Promise<number> {
  await page.waitForTimeout(SETTLING_MS);
  await page.evaluate(() => void (globalThis as unknown as { wakes: number[] }).wakes.splice(0));
  await page.waitForTimeout(MINUTES * 60_000);
  const wakes = await page.evaluate(() => (globalThis as unknown as { wakes: number[] }).wakes);
  const apart = wakes.filter(
    (at, index) => at - (wakes[index - 1] ?? Number.NEGATIVE_INFINITY) > ONE_WAKE_MS,
  );
  return apart.length / MINUTES;
}

async function measure() {
  const server = await startServer({ demoSize: 'S' });
  try {
    return await withDevice(
      async ({ page }) => {
        await page.addInitScript(noteWakes);
        await signIn(page, server.url, demoLogin('scheduler', server.password));
        await page.goto(`${server.url}/w/demo/schedule`);
        return [
          {
            name: 'wake-ups of an idle screen, the schedule',
            value: await wakesAMinute(page),
            unit: 'a minute',
            bound: { atMost: 4 },
            detail: `timers, frames and pieces of the stream over ${MINUTES} minutes; within ${ONE_WAKE_MS} ms they count once; the heartbeat alone makes 4`,
          },
        ];
      },
      { screen: 'tablet' },
    );
  } finally {
    await server.stop();
  }
}

export const idle: Bench = { name: 'idle', title: 'A screen that nobody touches', measure };
