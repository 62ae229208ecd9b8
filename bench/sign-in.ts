import { demoLogin, fillSignIn } from '../e2e/harness/people.ts';
import type { RunningServer } from '../e2e/harness/server-process.ts';
import { startLargeCompany } from './company.ts';
import { isWeekUsable, timeUntil, withDevice } from './devices.ts';
import { median, type Bench } from './figure.ts';

const TIMES = 3;

/** From the press of the button on a device that knows nothing until this week is on the grid. */
const signInOnce = (server: RunningServer): Promise<number> =>
  withDevice(async ({ page }) => {
    await page.goto(`${server.url}/sign-in`, { waitUntil: 'networkidle' });
    await fillSignIn(page, demoLogin('scheduler', server.password));
    return timeUntil(page, isWeekUsable);
  });

async function measureYears(years: 1 | 10): Promise<number> {
  const server = await startLargeCompany(years);
  try {
    const times: number[] = [];
    for (let at = 0; at < TIMES; at++) times.push(await signInOnce(server));
    return median(times) / 1000;
  } finally {
    await server.stop();
  }
}

async function measure() {
  const one = await measureYears(1);
  const ten = await measureYears(10);
  return [
    {
      name: 'sign-in to a usable week, 2,000 people, one year of history',
      value: one,
      unit: 's',
      bound: { atMost: 2 },
      detail: `the middle of ${TIMES} new devices`,
    },
    {
      name: 'the same with ten years of history',
      value: ten,
      unit: 's',
      bound: { atMost: 2 },
      detail: `nine of the years are copies of the first, made by SQL; ${(ten / one).toFixed(2)} × one year`,
    },
  ];
}

export const signInToWeek: Bench = { name: 'sign-in', title: 'Sign-in to a usable week', measure };
