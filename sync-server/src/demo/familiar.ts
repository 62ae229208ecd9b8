import type { Trade } from 'shared/schema/fields.ts';

/**
 * The crews at the top of the sheet, written down rather than drawn: they show each thing that a week can show
 * (a move in the middle of the week, halves, training, a clash, a certificate about to end, an idle end of the week).
 */
interface FamiliarPerson {
  readonly name: string;
  readonly trade: Trade;
  /** Monday to Saturday of this week: a job, two jobs for morning and afternoon, a status, or `-` for nothing. */
  readonly week: string;
  /** One of these for each of the next three weeks. */
  readonly ahead: string;
  /** Days until the certificate that every job asks for ends. */
  readonly certificateEnds?: number;
}

export interface FamiliarCrew {
  readonly foreman: string;
  readonly crew: readonly FamiliarPerson[];
}

const person = (
  name: string,
  trade: Trade,
  week: string,
  ahead: string,
  certificateEnds?: number,
): FamiliarPerson => ({
  name,
  trade,
  week,
  ahead,
  ...(certificateEnds === undefined ? {} : { certificateEnds }),
});

export const FAMILIAR_CREWS: readonly FamiliarCrew[] = [
  {
    foreman: 'Alvarez, Ramon',
    crew: [
      person('Boone, Travis', 'finisher', '2418 2418 2418 2390 2390', '2418 2418 PTO', 12),
      person('Cruz, Miguel', 'laborer', '2418 2418 2418/2390 2418 2418', '2418 2418 2418'),
      person('Dietz, Lars', 'finisher', '2418 2418 2418 2418 2418 2418', '2418 2390 2390'),
      person('Engel, Paul', 'carpenter', '2418 2418 TRN TRN 2418', '2418 2418 2418'),
      person('Fuentes, Jorge', 'finisher', '2418 2418 2418 2418 2418', '2418 2418 2418'),
      person('Grady, Will', 'laborer', '2418 2418 2418 2418 2418', '2418 2418 2390'),
      person('Ibarra, Diego', 'rodbuster', '2390 2390 2390 2418 2418', '2390 2390 2390'),
    ],
  },
  {
    foreman: 'Becker, Steve',
    crew: [
      person('Dunn, Patrick', 'finisher', '- - - - -', '2402 2402 2402'),
      person('Reyes, Arturo', 'laborer', '2402 2402 2402 2402 2402 2402', '2402 2402 2402'),
      person('Ochoa, Tomas', 'finisher', '2402 2402 2402 - -', '2402 2402 2402'),
    ],
  },
  {
    foreman: 'Castillo, Marco',
    crew: [
      person('Amos, Kyle', 'finisher', '2431 2431 2431 2431 2431', '2431 2377 2377'),
      person('Brandt, Hank', 'pump_operator', '2431 2431 PTO PTO PTO', '2431 2377 2377'),
      person('Coyle, Shane', 'laborer', '2431 2431 2431 2431 2431', '2431 2377 2377'),
      person('Davila, Raul', 'finisher', '2377 2377 2377 2431 2431', '2377 2377 2377'),
      person('Ewing, Brian', 'laborer', '2431 2431 2431 - -', '2431 2377 -'),
    ],
  },
  {
    foreman: 'Dorsey, Keith',
    crew: [
      person('Stark, Victor', 'carpenter', '2440 2440 2440 2440 2440', '2440 2440 2409'),
      person('Lujan, Omar', 'laborer', '2440 2440 2440 2440 2440', '2440 2440 2409'),
    ],
  },
  {
    foreman: 'Espinoza, Luis',
    crew: [
      person('Abbott, Nate', 'finisher', '2409 2409 2409 2409 2409', '2409 2409 2409'),
      person('Bacon, Frank', 'laborer', '2409 2409 SICK 2409 2409', '2409 2409 2409'),
      person('Choi, Yong', 'finisher', '2409 2409 2409 2409 2409', '2409 2409 2409'),
    ],
  },
];

/** The jobs that those crews are on, in the order of their colours. */
export const FAMILIAR_JOBS = [
  { number: '2418', nickname: 'Riverside L3', name: 'Riverside Medical Tower', kind: 'tower', region: 0 },
  { number: '2402', nickname: 'Mercy Tower', name: 'Mercy Hospital Bed Tower', kind: 'tower', region: 0 },
  {
    number: '2431',
    nickname: 'Dock 9',
    name: 'Southport Distribution, Dock 9',
    kind: 'warehouse',
    region: 0,
  },
  { number: '2377', nickname: 'Harlan Elem.', name: 'Harlan Elementary School', kind: 'school', region: 0 },
  { number: '2440', nickname: 'I-35 Ramp C', name: 'I-35 Interchange, Ramp C', kind: 'bridge', region: 1 },
  { number: '2409', nickname: 'Foundry Flats', name: 'Foundry Flats Apartments', kind: 'tower', region: 0 },
  { number: '2390', nickname: 'Gateway Lot', name: 'Gateway Center Site Paving', kind: 'paving', region: 0 },
  {
    number: '2445',
    nickname: 'Cedar Hill Tilt',
    name: 'Cedar Hill Commerce Park',
    kind: 'warehouse',
    region: 1,
  },
] as const;
