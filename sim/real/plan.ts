import type { LineFault } from './line.ts';
import type { CutMoment } from './storage.ts';

/** Numbers that look random and are the same for the same seed. */
export function dice(seed: number): (sides: number) => number {
  let state = seed * 2_654_435_761;
  return (sides) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e37_79b9) >>> 0;
    return (state >>> 8) % sides;
  };
}

export const DEVICES = 3;

/** What is edited: the n-th document of the m-th collection. */
export interface Touch {
  readonly collection: number;
  readonly document: number;
  readonly how: 'write' | 'delete' | 'write outside the window';
}

/** What happens to a device's storage in the middle of what it does. */
export type StorageFault =
  | { readonly kind: 'power cut'; readonly at: number; readonly moment: CutMoment }
  | { readonly kind: 'storage error'; readonly at: number }
  | { readonly kind: 'full disk'; readonly at: number };

/** An edit in the middle of an exchange: while a push is unanswered, or just as an answer or a page is being written. */
export interface Meanwhile {
  readonly touch: Touch;
  /** `about to be written`: what was read is stale before it is replaced, in the one moment that dice hardly hit. */
  readonly when: 'push sent' | 'push answered' | 'page arrived' | 'about to be written';
}

export interface Trip {
  readonly line: LineFault;
  readonly isDoubled: boolean;
  readonly hasExpiredToken: boolean;
  readonly storage?: StorageFault;
  /** Saved while the exchange runs. */
  readonly meanwhile?: Meanwhile;
  /** A second tab exchanges at the same time. */
  readonly hasSecondTab: boolean;
  /** The server loses its database at a commit. */
  readonly commit?: { readonly moment: 'before' | 'after'; readonly after: number };
}

export type Step =
  | {
      readonly do: 'edit';
      readonly device: number;
      /** Several are one save, and stay whole or away. */
      readonly touches: readonly Touch[];
      readonly storage?: StorageFault;
    }
  | { readonly do: 'exchange'; readonly device: number; readonly trip: Trip }
  /** All devices at once, and a neighbour's besides, while the database is slow. */
  | { readonly do: 'all exchange'; readonly touches: readonly Touch[] }
  | { readonly do: 'restart'; readonly device: number }
  | { readonly do: 'late repeat'; readonly device: number }
  | { readonly do: 'demote'; readonly device: number }
  | { readonly do: 'restore role'; readonly device: number }
  | { readonly do: 'suspend' }
  | { readonly do: 'reactivate' }
  /** Half a year passes: verdicts and tombstones are forgotten. */
  | { readonly do: 'forget' };

type Roll = (sides: number) => number;

const touchOf = (roll: Roll): Touch => {
  const how = roll(12);
  return {
    collection: roll(3),
    document: roll(3),
    how: how < 4 ? 'delete' : how < 6 ? 'write outside the window' : 'write',
  };
};

const lineFaultOf = (roll: Roll): LineFault => {
  const afterBytes = roll(4) * 500;
  switch (roll(12)) {
    case 0:
      return { kind: 'down' };
    case 1:
      return { kind: 'reset' };
    case 2:
      return { kind: 'request cut', afterBytes };
    case 3:
    case 4:
      return { kind: 'answer cut', afterBytes };
    case 5:
      return { kind: 'slow close', afterBytes, ms: 20 };
    case 6:
      return roll(3) === 0 ? { kind: 'silent' } : { kind: 'latency', ms: 5 };
    default:
      return { kind: 'none' };
  }
};

const storageFaultOf = (roll: Roll, within: number): StorageFault => {
  const at = roll(within);
  switch (roll(5)) {
    case 0:
      return { kind: 'storage error', at };
    case 1:
      return { kind: 'full disk', at };
    default:
      return { kind: 'power cut', at, moment: roll(2) === 0 ? 'before' : 'after' };
  }
};

const MOMENTS = ['push sent', 'push answered', 'page arrived'] as const;

const tripOf = (roll: Roll): Trip => ({
  line: lineFaultOf(roll),
  isDoubled: roll(6) === 0,
  hasExpiredToken: roll(10) === 0,
  ...(roll(4) === 0 && { storage: storageFaultOf(roll, 60) }),
  ...(roll(2) === 0 && { meanwhile: { touch: touchOf(roll), when: MOMENTS[roll(3)] ?? 'push sent' } }),
  hasSecondTab: roll(6) === 0,
  ...(roll(8) === 0 && {
    commit: { moment: roll(2) === 0 ? ('before' as const) : ('after' as const), after: roll(2) },
  }),
});

function stepOf(roll: Roll): Step {
  const device = roll(DEVICES);
  const what = roll(100);
  if (what < 40)
    return {
      do: 'edit',
      device,
      touches: roll(4) === 0 ? [touchOf(roll), touchOf(roll)] : [touchOf(roll)],
      ...(roll(5) === 0 && { storage: storageFaultOf(roll, 6) }),
    };
  if (what < 74) return { do: 'exchange', device, trip: tripOf(roll) };
  if (what < 80) return { do: 'all exchange', touches: [touchOf(roll), touchOf(roll), touchOf(roll)] };
  if (what < 83) return { do: 'restart', device };
  if (what < 88) return { do: 'late repeat', device };
  if (what < 91) return { do: 'demote', device };
  if (what < 94) return { do: 'restore role', device };
  if (what < 95) return { do: 'suspend' };
  if (what < 98) return { do: 'reactivate' };
  return { do: 'forget' };
}

/** What happens in the schedule of this seed, one thing after another. */
export function planOf(seed: number, steps: number): readonly Step[] {
  const roll = dice(seed);
  return Array.from({ length: steps }, () => stepOf(roll));
}
