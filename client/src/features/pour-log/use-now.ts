import { useEffect, useState } from 'react';
import type { Clock } from '../../sync/clock.ts';

const MINUTE_MS = 60_000;

/** The clock of the board: it moves at every full minute, when ages change, and when the screen is looked at again. */
export function useNow(clock: Clock): number {
  const [nowMs, setNowMs] = useState(() => clock.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      const current = clock.now();
      setNowMs(current);
      clearTimeout(timer);
      timer = setTimeout(tick, MINUTE_MS - (current % MINUTE_MS) + 20);
    };
    tick();
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [clock]);
  return nowMs;
}
