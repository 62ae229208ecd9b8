export type CompanySize = 'S' | 'M' | 'L';

/** How large the demo company is: S for tests, M for people who look at it, L for benchmarks. */
export interface Scale {
  readonly employees: number;
  readonly foremen: number;
  readonly regions: number;
  /** Jobs that are being worked on; a few closed, planned and waiting ones come on top in M and L. */
  readonly activeProjects: number;
  readonly poursAWeek: number;
  readonly weeksBack: number;
  readonly weeksAhead: number;
  readonly weeklyCapacityCy: number;
  readonly suppliers: number;
  readonly pumps: number;
  readonly labs: number;
  readonly contractors: number;
}

export const SCALES: Readonly<Record<CompanySize, Scale>> = {
  S: {
    employees: 30,
    foremen: 4,
    regions: 2,
    activeProjects: 8,
    poursAWeek: 6,
    weeksBack: 13,
    weeksAhead: 8,
    weeklyCapacityCy: 600,
    suppliers: 2,
    pumps: 4,
    labs: 1,
    contractors: 4,
  },
  M: {
    employees: 350,
    foremen: 40,
    regions: 3,
    activeProjects: 60,
    poursAWeek: 45,
    weeksBack: 13,
    weeksAhead: 8,
    weeklyCapacityCy: 3_800,
    suppliers: 4,
    pumps: 18,
    labs: 3,
    contractors: 14,
  },
  L: {
    employees: 2_000,
    foremen: 180,
    regions: 8,
    activeProjects: 300,
    poursAWeek: 250,
    weeksBack: 52,
    weeksAhead: 13,
    weeklyCapacityCy: 21_000,
    suppliers: 10,
    pumps: 90,
    labs: 8,
    contractors: 40,
  },
};

/** How far the lookahead reaches. */
export const LOOKAHEAD_WEEKS = 52;
