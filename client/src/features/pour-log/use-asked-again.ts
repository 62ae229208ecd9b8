import { useEffect, useState } from 'react';

const FIRST_MS = 10_000;
const LAST_MS = 300_000;

/**
 * Counts up while something is away, at growing pauses: what another tablet took arrives some time after the record
 * that names it. A line that comes back asks by itself.
 */
export function useAskedAgain(isAway: boolean): number {
  const [times, setTimes] = useState(0);
  useEffect(() => {
    if (!isAway) return undefined;
    const timer = setTimeout(() => setTimes(times + 1), Math.min(LAST_MS, FIRST_MS * 2 ** times));
    return () => clearTimeout(timer);
  }, [isAway, times]);
  return times;
}
