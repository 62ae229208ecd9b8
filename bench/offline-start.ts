import { openDevice, type Device } from '../e2e/harness/browser.ts';
import { pulledEverything } from '../e2e/harness/network-quiet.ts';
import { demoLogin, signIn } from '../e2e/harness/people.ts';
import { becomeInstalled } from '../e2e/harness/release.ts';
import { startLargeCompany } from './company.ts';
import { median, type Bench } from './figure.ts';

const TIMES = 5;
const SLOWER = 4;

/** A foreman's day: its heading, and a pour or a person under it. */
const DAY_IS_THERE = `document.querySelector('h1') !== null && document.querySelectorAll('main li, main article').length > 0`;

/** By the page's own clock, which starts with the navigation. */
async function startOnce(device: Device, url: string): Promise<number> {
  const page = await device.context.newPage();
  const line = await device.context.newCDPSession(page);
  await line.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.addInitScript(`
    const look = () => {
      if (${DAY_IS_THERE}) globalThis.dayShownAt ??= performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);`);
  await page.goto(url, { waitUntil: 'commit' });
  const shownAt = await page.waitForFunction(
    () => (globalThis as { dayShownAt?: number }).dayShownAt,
    undefined,
    { polling: 200 },
  );
  const time = await shownAt.jsonValue();
  await page.close();
  return time ?? Number.NaN;
}

/** The tablet of a foreman in a company of 2,000 starts with no server at all, on a processor slowed down. */
async function measure() {
  const server = await startLargeCompany();
  let stopped = false;
  let tablet = await openDevice({ screen: 'tablet' });
  try {
    await signIn(tablet.page, server.url, demoLogin('foreman', server.password));
    await becomeInstalled(tablet.page);
    await pulledEverything(tablet.page);
    await tablet.close();
    await server.stop();
    stopped = true;
    const times: number[] = [];
    for (let at = 0; at < TIMES; at++) {
      // A browser of its own for each start: nothing is warm but the disk.
      tablet = await openDevice({ screen: 'tablet', profile: tablet.profile });
      times.push(await startOnce(tablet, server.url));
      await tablet.close();
    }
    return [
      {
        name: `offline start at ${SLOWER} × CPU throttle`,
        value: median(times) / 1000,
        unit: 's',
        bound: { atMost: 1.5 },
        detail: `the middle of ${TIMES} browser starts, from the navigation to the foreman's day on the screen`,
      },
    ];
  } finally {
    if (!stopped) await server.stop();
    await tablet.discard();
  }
}

export const offlineStart: Bench = { name: 'offline-start', title: 'Start without a server', measure };
