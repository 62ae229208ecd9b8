import type { Pour } from 'shared/schema/pours.ts';
import type { JobKind } from './jobs.ts';
import type { Random } from './random.ts';
import type { MixUse } from './supplies.ts';

export type PourElement = NonNullable<Pour['element']>;
export type Method = NonNullable<Pour['method']>;
type Finish = NonNullable<Pour['finish']>;

/** What is usual for an element: how much, how thick, how it is placed and finished. */
export interface PourKind {
  readonly element: PourElement;
  /** Share of all pours. */
  readonly share: number;
  readonly cy: readonly [number, number];
  /** Pulls the draw toward the small end: 1 is even. */
  readonly skew: number;
  /** Inches, for what has a surface; the rest is given in CY. */
  readonly thicknessIn?: readonly number[];
  readonly methods: readonly (readonly [Method, number])[];
  readonly finishes: readonly Finish[];
  readonly mix: MixUse;
  readonly finishingHours: number;
  readonly sawCut: boolean;
  /** Jobs that have such pours more often. */
  readonly likes: readonly JobKind[];
}

const kind = (
  element: PourElement,
  share: number,
  cy: readonly [number, number],
  rest: Partial<Omit<PourKind, 'element' | 'share' | 'cy'>>,
): PourKind => ({
  element,
  share,
  cy,
  skew: 1.3,
  methods: [['chute', 1]],
  finishes: ['float'],
  mix: 'footing',
  finishingHours: 1,
  sawCut: false,
  likes: [],
  ...rest,
});

const boomOrChute = [
  ['boom_pump', 6],
  ['chute', 4],
] as const;

const POUR_KINDS: readonly PourKind[] = [
  kind('footing', 17, [5, 60], { methods: boomOrChute, likes: ['school', 'clinic', 'warehouse'] }),
  kind('wall', 15, [5, 60], {
    methods: [
      ['boom_pump', 8],
      ['crane_bucket', 2],
    ],
    mix: 'wall',
    likes: ['tower', 'plant', 'bridge'],
  }),
  kind('column', 9, [5, 25], {
    methods: [
      ['crane_bucket', 5],
      ['boom_pump', 5],
    ],
    mix: 'wall',
    likes: ['tower', 'garage'],
  }),
  kind('grade_beam', 7, [8, 45], { methods: boomOrChute, likes: ['school', 'clinic'] }),
  kind('pier', 6, [5, 40], { likes: ['bridge', 'warehouse'] }),
  kind('elevated_deck', 11, [80, 300], {
    thicknessIn: [5, 6, 7, 8],
    methods: [['boom_pump', 1]],
    finishes: ['hand_trowel', 'hard_trowel', 'broom'],
    mix: 'deck',
    finishingHours: 4,
    likes: ['tower', 'garage', 'bridge'],
  }),
  kind('slab_on_metal_deck', 7, [80, 220], {
    thicknessIn: [4.5, 5.25],
    methods: [
      ['boom_pump', 8],
      ['line_pump', 2],
    ],
    finishes: ['hard_trowel', 'pan'],
    mix: 'deck',
    finishingHours: 5,
    likes: ['clinic', 'plant'],
  }),
  kind('slab_on_grade', 7.5, [100, 700], {
    skew: 2.6,
    thicknessIn: [5, 6, 7],
    methods: [
      ['boom_pump', 5],
      ['chute', 5],
    ],
    finishes: ['hard_trowel', 'burnished', 'pan'],
    mix: 'slab',
    finishingHours: 5,
    sawCut: true,
    likes: ['warehouse', 'school'],
  }),
  kind('tilt_up_panel', 2, [60, 180], {
    thicknessIn: [7.25, 8],
    methods: [
      ['boom_pump', 6],
      ['chute', 4],
    ],
    finishes: ['hard_trowel'],
    mix: 'slab',
    finishingHours: 4,
    likes: ['warehouse'],
  }),
  kind('topping', 3.5, [30, 80], {
    thicknessIn: [2, 3],
    methods: [['line_pump', 1]],
    finishes: ['hard_trowel', 'burnished'],
    mix: 'topping',
    finishingHours: 4,
    likes: ['tower'],
  }),
  kind('paving', 5.5, [60, 320], {
    thicknessIn: [6, 7, 8],
    finishes: ['broom'],
    mix: 'paving',
    finishingHours: 2,
    sawCut: true,
    likes: ['paving'],
  }),
  kind('curb_sidewalk', 5, [6, 25], {
    thicknessIn: [4],
    finishes: ['broom'],
    mix: 'paving',
    likes: ['paving', 'school'],
  }),
  kind('equipment_pad', 2, [5, 20], {
    thicknessIn: [8, 12],
    finishes: ['float', 'broom'],
    mix: 'slab',
    likes: ['plant'],
  }),
  kind('stairs', 1.5, [5, 12], {
    methods: [
      ['crane_bucket', 5],
      ['buggy', 5],
    ],
    finishes: ['broom'],
    mix: 'wall',
    likes: ['tower', 'garage'],
  }),
];

export const kindOf = (element: PourElement): PourKind => {
  const found = POUR_KINDS.find((each) => each.element === element);
  if (found === undefined) throw new Error(`nothing is known about ${element}`);
  return found;
};

/** What a job has none of: a parking lot no stairs, a bridge no floors. */
const NEVER: Partial<Record<JobKind, readonly PourElement[]>> = {
  paving: ['elevated_deck', 'slab_on_metal_deck', 'topping', 'column', 'stairs', 'tilt_up_panel', 'pier'],
  bridge: ['slab_on_metal_deck', 'topping', 'stairs', 'tilt_up_panel', 'equipment_pad'],
};

const weightOf = ({ element, share, likes }: PourKind, job: JobKind): number =>
  NEVER[job]?.includes(element) ? 0 : share * (likes.includes(job) ? 1.5 : 1);

export const drawKind = (job: JobKind, random: Random): PourKind =>
  random.weighted(POUR_KINDS.map((each) => [each, weightOf(each, job)] as const));

/** A mat or a warehouse floor in one go: one pour in some hundreds. */
export const GIANT_SHARE = 0.0025;
/** Done ones stay under 120 loads; what is only dreamt of goes to 2,000 CY. */
export const GIANT_CY = [1_100, 1_180] as const;

export const drawCy = ({ cy: [least, most], skew }: PourKind, random: Random): number =>
  Math.round(least + (most - least) * random.next() ** skew);

/** Floors above the ground that a job has. */
const STORIES: Readonly<Record<JobKind, number>> = {
  tower: 14,
  garage: 5,
  clinic: 3,
  school: 2,
  plant: 2,
  warehouse: 1,
  bridge: 1,
  paving: 1,
};

/** What the crew calls it. `step` rises with the weeks, so that decks climb and bays go on. */
export function nameOf(element: PourElement, job: JobKind, step: number, random: Random): string {
  const level = 2 + (Math.floor(step / 3) % STORIES[job]);
  const letter = 'ABCDEFGH'[step % 8] ?? 'A';
  switch (element) {
    case 'elevated_deck':
      return job === 'bridge' ? `Span ${1 + (step % 9)} deck` : `L${level} deck`;
    case 'slab_on_metal_deck':
      return `L${level} metal deck`;
    case 'slab_on_grade':
      return random.chance(0.5)
        ? `Slab bay ${1 + (step % 14)}`
        : `SOG ${random.pick(['north', 'south', 'east', 'west'])}`;
    case 'wall':
      return random.chance(0.5) && STORIES[job] > 1 ? `Core wall L${level}` : `Wall line ${letter}`;
    case 'column':
      return job === 'bridge' ? `Bent ${1 + (step % 9)} columns` : `Columns L${level}`;
    case 'footing':
      return `Footings ${1 + (step % 20)}`;
    case 'grade_beam':
      return `Grade beams ${letter}`;
    case 'pier':
      return `Piers line ${letter}`;
    case 'tilt_up_panel':
      return `Panels ${1 + (step % 9) * 6}–${6 + (step % 9) * 6}`;
    case 'topping':
      return `Topping L${level}`;
    case 'paving':
      return `Lot ${letter}`;
    case 'curb_sidewalk':
      return random.chance(0.5) ? `Curbs ${letter}` : `Sidewalk ${random.pick(['north', 'south', 'street'])}`;
    case 'equipment_pad':
      return `Pad ${1 + (step % 12)}`;
    case 'stairs':
      return `Stair ${1 + (step % 3)} L${level}`;
    default:
      return 'Patch';
  }
}
