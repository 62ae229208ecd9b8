import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dayInZone } from 'shared/lib/days.ts';
import { atEveryFull } from './use-clock.ts';

const QUARTER_MS = 900_000;
const page = new EventTarget();
const look = vi.fn<() => void>();
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-07-01T03:44:10Z') });
  vi.stubGlobal('document', page);
  look.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('D21 looks at every full quarter of an hour, when the screen is looked at again, and not once more after the end', () => {
  const end = atEveryFull(QUARTER_MS, Date, look);
  expect(look).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(49_000);
  expect(look).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(2_000);
  expect(look).toHaveBeenCalledTimes(2);
  page.dispatchEvent(new Event('visibilitychange'));
  expect(look).toHaveBeenCalledTimes(3);
  vi.advanceTimersByTime(3_600_000);
  expect(look).toHaveBeenCalledTimes(7);
  end();
  page.dispatchEvent(new Event('visibilitychange'));
  vi.advanceTimersByTime(3_600_000);
  expect(look).toHaveBeenCalledTimes(7);
});

test.each(['America/Chicago', 'Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe'])(
  'D21 notices the next day of %s as it begins',
  (zone) => {
    let day = '';
    const end = atEveryFull(QUARTER_MS, Date, () => (day = dayInZone(Date.now(), zone)));
    for (let quarters = 0; quarters < 96; quarters += 1) {
      expect(day).toBe(dayInZone(Date.now(), zone));
      vi.advanceTimersByTime(QUARTER_MS);
    }
    end();
  },
);
