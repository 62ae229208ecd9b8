import type { Settings } from 'shared/schema/settings.ts';
import { DEMO_USERS, DEMO_WORKSPACE, written, type Company } from './company.ts';
import { idOf } from './random.ts';
import { DAY_MS } from './time.ts';

/** Production by element and finish: what a crew places and finishes in an hour of one person's work. Editable. */
const RATES = [
  { element: 'slab_on_grade', finish: 'hard_trowel', cy: 1.6, sf: 85, learned: 1.7, sample: 41 },
  { element: 'elevated_deck', finish: 'hand_trowel', cy: 1.3, sf: 65, learned: 1.2, sample: 36 },
  { element: 'slab_on_metal_deck', finish: 'hard_trowel', cy: 1.2, sf: 80, learned: 1.3, sample: 22 },
  { element: 'paving', finish: 'broom', cy: 1.8, sf: 95, learned: 1.8, sample: 18 },
  { element: 'footing', finish: 'float', cy: 2.1, sf: 40, learned: 2, sample: 55 },
  { element: 'wall', finish: 'float', cy: 1.4, sf: 30, learned: 1.5, sample: 48 },
] as const;

export function makeSettings(company: Company): Settings[] {
  const long = company.nowMs - 380 * DAY_MS;
  const { admin, scheduler, viewer } = DEMO_USERS;
  return [
    {
      ...written(company, 'workspace:main', admin, company.nowMs - 40 * DAY_MS),
      kind: 'workspace',
      office: `${DEMO_WORKSPACE.office} office`,
      timeZone: DEMO_WORKSPACE.timeZone,
      workingDays: ['mon', 'tue', 'wed', 'thu', 'fri'],
      windFactor: 0.67,
      evaporationBands: { amber: 0.1, red: 0.2 },
      weatherDayRule: { hours: 6, popPct: 50, windMph: 25, airMinF: 40, airMaxF: 90 },
      dischargeLimitMin: 90,
      weeklyCapacityCy: company.scale.weeklyCapacityCy,
      warningDays: 30,
      foremenEditOwnCrew: true,
      keepPhotoPositions: false,
      brand: { companyName: DEMO_WORKSPACE.companyName, colour: 0 },
    },
    {
      ...written(company, `view:${idOf('view crews')}`, scheduler, long),
      kind: 'view',
      name: 'Dallas crews, 4 weeks',
      ownerId: scheduler.id,
      shared: true,
      screen: 'schedule',
      layout: { weeks: 4, groupBy: 'foreman' },
    },
    {
      ...written(company, `view:${idOf('view mine')}`, viewer, company.nowMs - 9 * DAY_MS),
      kind: 'view',
      name: 'My jobs',
      ownerId: viewer.id,
      shared: false,
      screen: 'lookahead',
      layout: { weeks: 12 },
    },
    {
      ...written(company, `scenario:${idOf('scenario hire')}`, scheduler, company.nowMs - 12 * DAY_MS),
      kind: 'scenario',
      name: 'Two more finishing crews in January',
      ownerId: scheduler.id,
      shared: true,
      changes: { 'heads:finisher': 14 },
    },
    ...RATES.map(({ element, finish, cy, sf, learned, sample }): Settings => ({
      ...written(company, `rate:${element}:${finish}`, scheduler, long),
      kind: 'rate',
      element,
      finish,
      seed: { cyPerManHour: cy, sfPerManHour: sf },
      learned: { cyPerManHour: learned, sfPerManHour: Math.round(sf * (learned / cy)) },
      sampleSize: sample,
    })),
  ];
}
