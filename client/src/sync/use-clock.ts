import { useEffect, useState } from 'react';
import type { Clock } from './clock.ts';

const MINUTE_MS = 60_000;
/** Every zone's midnight lies on a quarter of an hour. */
const QUARTER_MS = 15 * MINUTE_MS;
/** A timer may fire a little early; the screen has to be past the full minute. */
const PAST_MS = 20;

/**
 * Looks now, at every full `periodMs` of the clock, and whenever the screen is looked at again: a tablet that nobody
 * touches wakes no more often than something can have changed.
 */
export function atEveryFull(periodMs: number, clock: Pick<Clock, 'now'>, look: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const tick = (): void => {
    look();
    clearTimeout(timer);
    timer = setTimeout(tick, periodMs - (clock.now() % periodMs) + PAST_MS);
  };
  tick();
  document.addEventListener('visibilitychange', tick);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', tick);
  };
}

/** The time in milliseconds since 1970, moved on at every full minute. */
export function useMinute(clock: Clock): number {
  const [nowMs, setNowMs] = useState(() => clock.now());
  useEffect(() => atEveryFull(MINUTE_MS, clock, () => setNowMs(clock.now())), [clock]);
  return nowMs;
}

/** The day at the site; a tablet that is left open over midnight moves on. */
export function useToday(clock: Clock, zone: string | undefined): string {
  const [day, setDay] = useState(() => clock.today(zone));
  useEffect(() => atEveryFull(QUARTER_MS, clock, () => setDay(clock.today(zone))), [clock, zone]);
  return day;
}
