import type { Schedule } from './kept.ts';
import type { Step, Touch, Trip } from './plan.ts';

const CALM: Trip = {
  line: { kind: 'none' },
  isDoubled: false,
  hasExpiredToken: false,
  hasSecondTab: false,
};
const LOAD: Touch = { collection: 0, document: 0, how: 'write' };

const edit = (device: number): Step => ({ do: 'edit', device, touches: [LOAD] });
const exchange = (device: number, trip: Partial<Trip> = {}): Step => ({
  do: 'exchange',
  device,
  trip: { ...CALM, ...trip },
});

/** What dice seldom bring about: written by hand, and played with all others. */
export const COMPOSED: readonly Schedule[] = [
  {
    name: 'a repeat arrives after somebody went on from it',
    steps: [edit(0), exchange(0), exchange(1), edit(1), exchange(1), { do: 'late repeat', device: 0 }],
  },
  {
    name: 'an edit comes between what was read and what is written',
    steps: [
      edit(0),
      exchange(0, { meanwhile: { touch: LOAD, when: 'about to be written' } }),
      exchange(1),
      edit(1),
      exchange(1),
      exchange(0, { meanwhile: { touch: LOAD, when: 'about to be written' } }),
    ],
  },
  {
    name: 'an edit comes just as an answer or a page arrives',
    steps: [
      edit(0),
      exchange(0, { meanwhile: { touch: LOAD, when: 'push answered' } }),
      exchange(1),
      edit(1),
      exchange(1),
      exchange(0, { meanwhile: { touch: LOAD, when: 'page arrived' } }),
    ],
  },
];
