import { useEffect, useState } from 'react';
import type { Clock } from '../../sync/clock.ts';

/** The day at the site; a tablet that is left open over midnight moves on. */
export function useToday(clock: Clock, zone: string | undefined): string {
  const [day, setDay] = useState(() => clock.today(zone));
  useEffect(() => {
    const look = (): void => setDay(clock.today(zone));
    look();
    const timer = setInterval(look, 60_000);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [clock, zone]);
  return day;
}
