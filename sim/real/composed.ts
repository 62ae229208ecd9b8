import type { Schedule } from './kept.ts';
import type { Meanwhile, Step, Touch, Trip } from './plan.ts';

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

/** Two devices change one record in turn; the first of them edits it while it sends, and while it reads. */
const editedMeanwhile = (sending: Meanwhile['when'], reading: Meanwhile['when']): Step[] => [
  edit(0),
  exchange(0, { meanwhile: { touch: LOAD, when: sending } }),
  exchange(1),
  edit(1),
  exchange(1),
  exchange(0, { meanwhile: { touch: LOAD, when: reading } }),
];

/** What dice seldom bring about: written by hand, and played with all others. */
export const COMPOSED: readonly Schedule[] = [
  {
    name: 'a repeat arrives after somebody went on from it',
    steps: [edit(0), exchange(0), exchange(1), edit(1), exchange(1), { do: 'late repeat', device: 0 }],
  },
  {
    name: 'an edit comes between what was read and what is written',
    steps: editedMeanwhile('about to be written', 'about to be written'),
  },
  {
    name: 'an edit comes just as an answer or a page arrives',
    steps: editedMeanwhile('push answered', 'page arrived'),
  },
];
