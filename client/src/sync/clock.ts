import { dayInZone } from 'shared/lib/days.ts';
import { toInstant } from 'shared/lib/instants.ts';

/** The server's time as far as this device knows it: its own clock, corrected by the server's answers. */
export interface Clock {
  /** How far the device's own clock is behind this one, in milliseconds. */
  readonly offsetMs: number;
  /** Milliseconds since 1970. */
  now(): number;
  nowInstant(): string;
  /** The calendar day at a site; without a zone, in the device's own. */
  today(zone?: string): string;
}

const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const clockOf = (now: () => number): Clock => ({
  offsetMs: 0,
  now,
  nowInstant: () => toInstant(now()),
  today: (zone) => dayInZone(now(), zone ?? deviceZone()),
});

/** A clock that is a known offset away from the device's own; `Date` headers move the offset. */
export interface CorrectedClock extends Clock {
  /** `sentMs` and `heardMs` by the device's clock, around an answer that carried `serverDate`. */
  correct(serverDate: string | null, sentMs: number, heardMs: number): void;
}

/** A `Date` header has whole seconds: a smaller difference says nothing. */
const GRAIN_MS = 1_000;

export function correctedClock(
  deviceNow: () => number,
  firstOffsetMs: number,
  keep: (offsetMs: number) => void,
): CorrectedClock {
  let offsetMs = firstOffsetMs;
  return {
    ...clockOf(() => deviceNow() + offsetMs),
    get offsetMs() {
      return offsetMs;
    },
    correct(serverDate, sentMs, heardMs) {
      const server = serverDate === null ? Number.NaN : Date.parse(serverDate);
      if (Number.isNaN(server)) return;
      // The server wrote its second somewhere between asking and hearing; in the middle is the best guess.
      const found = server + GRAIN_MS / 2 - (sentMs + heardMs) / 2;
      const doubt = GRAIN_MS + (heardMs - sentMs) / 2;
      if (Math.abs(found - offsetMs) <= doubt) return;
      offsetMs = Math.round(found);
      keep(offsetMs);
    },
  };
}
