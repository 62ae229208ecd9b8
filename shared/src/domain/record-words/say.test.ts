import { describe, expect, test } from 'vitest';
import { collections, type CollectionName } from '../../schema/collections.ts';
import { CHOICE_FIELDS, CHOICE_WORDS } from './choice-words.ts';
import { FIELD_WORDS, RECORD_WORDS } from './field-words.ts';
import { sayRecord, sayUnit, sayValue, type Sayer } from './say.ts';

const BOONE = '0193a000-0000-7000-8000-000000000001';
const RIVERSIDE = '0193a000-0000-7000-8000-000000000002';
const MORENO = '0193a000-0000-7000-8000-000000000003';
const POUR = '0193a000-0000-7000-8000-000000000004';
const NAMES: Readonly<Record<string, string>> = {
  [BOONE]: 'Boone, T.',
  [RIVERSIDE]: '2418 Riverside L3',
  [MORENO]: 'J. Moreno',
  [POUR]: '118 L3 deck',
};

const english: Sayer = {
  language: 'en',
  name: (id) => NAMES[id],
  day: (day) => `<${day}>`,
  moment: (instant) => `<${instant.slice(0, 16)}>`,
  number: String,
};
const spanish: Sayer = { ...english, language: 'es' };

interface Fragment {
  readonly properties?: Readonly<Record<string, Fragment>>;
  readonly items?: Fragment;
  readonly additionalProperties?: Fragment | boolean;
  readonly enum?: readonly string[];
}

const COMMON: ReadonlySet<string> = new Set(['id', 'rev', 'updatedAt', 'updatedBy', '_deleted']);

/** Every field of every schema, nested ones too, with the values it may be chosen from. */
function* fieldsOf(fragment: Fragment): Generator<readonly [field: string, choices: readonly string[]]> {
  for (const [field, part] of Object.entries(fragment.properties ?? {})) {
    if (!COMMON.has(field)) yield [field, part.enum ?? part.items?.enum ?? []];
    yield* fieldsOf(part);
  }
  if (fragment.items) yield* fieldsOf(fragment.items);
  if (typeof fragment.additionalProperties === 'object') yield* fieldsOf(fragment.additionalProperties);
}

const ALL = Object.entries(collections).flatMap(([collection, { schema }]) =>
  [...fieldsOf(schema as Fragment)].map(([field, choices]) => ({ collection, field, choices })),
);

describe('the words are complete', () => {
  test('every field of every collection has a name in both languages', () => {
    expect(ALL.length).toBeGreaterThan(200);
    const nameless = ALL.filter(({ field }) => !FIELD_WORDS[field]).map(
      ({ collection, field }) => `${collection}.${field}`,
    );
    expect(nameless).toEqual([]);
  });

  test('every value that can be chosen has a word, and its field is known for that', () => {
    const wordless = ALL.flatMap(({ field, choices }) =>
      choices
        .filter((choice) => !CHOICE_WORDS[choice] || !CHOICE_FIELDS.has(field))
        .map((choice) => `${field}: ${choice}`),
    );
    expect(wordless).toEqual([]);
  });

  test('every collection has a name for one of its records', () => {
    expect(Object.keys(RECORD_WORDS).toSorted()).toEqual(Object.keys(collections).toSorted());
  });
});

describe('a value is said in the words of the trade', () => {
  const cases: readonly (readonly [CollectionName, string, unknown, string])[] = [
    ['schedule_weeks', 'days.thu', [{ part: 'full', projectId: RIVERSIDE }], '2418 Riverside L3'],
    [
      'schedule_weeks',
      'days.thu',
      [
        { part: 'am', projectId: RIVERSIDE },
        { part: 'pm', status: 'training' },
      ],
      '2418 Riverside L3 morning, training afternoon',
    ],
    [
      'schedule_weeks',
      'days.thu',
      [
        { part: 'am', projectId: RIVERSIDE, start: '00:30' },
        { part: 'pm', projectId: RIVERSIDE, start: '21:00' },
      ],
      '2418 Riverside L3 morning from 12:30 am, 2418 Riverside L3 afternoon from 9:00 pm',
    ],
    ['schedule_weeks', 'days.thu', undefined, 'nothing'],
    ['schedule_weeks', 'foremanId', BOONE, 'Boone, T.'],
    ['schedule_weeks', 'foremanId', '0193a000-0000-7000-8000-00000000000f', 'unknown'],
    ['loads', 'loadCy', 9.5, '9.5 CY'],
    ['loads', 'slumpIn', 4.5, '4.5 in'],
    ['loads', 'batchedAt', '2026-11-27T12:43:00.000Z', '<2026-11-27T12:43>'],
    ['loads', 'verdict', 'rejected', 'rejected'],
    ['loads', 'note', 'rejected', 'rejected'],
    ['loads', 'concreteF', null, 'not set'],
    ['pours', 'status', 'rained_out', 'rained out'],
    ['pours', 'day', '2026-11-27', '<2026-11-27>'],
    ['pours', 'readiness.forms', undefined, 'not confirmed'],
    [
      'pours',
      'readiness.forms',
      { by: MORENO, at: '2026-11-26T20:00:00.000Z' },
      'confirmed, by J. Moreno, <2026-11-26T20:00>',
    ],
    [`pours`, `crew.${BOONE}`, undefined, 'not on the crew'],
    [`pours`, `crew.${BOONE}`, { role: 'finisher' }, 'finisher'],
    ['pours', 'reason', { kind: 'gc_not_ready', note: 'forms open' }, 'GC not ready, forms open'],
    ['pour_logs', `crewHours.${BOONE}`, { hours: 8.5 }, '8.5 h'],
    ['employees', 'certificates.OSHA 10', { endsOn: '2027-03-01' }, 'ends <2027-03-01>'],
    ['settings', 'foremenEditOwnCrew', true, 'yes'],
    ['settings', 'workingDays', ['mon', 'tue'], 'Mon, Tue'],
    ['absences', '_deleted', true, 'deleted'],
  ];

  test.each(cases)('%s %s %j', (_collection, unit, value, words) => {
    expect(sayValue(english, unit, value)).toBe(words);
  });

  test('Spanish has words of its own', () => {
    expect(sayValue(spanish, 'status', 'confirmed')).toBe('confirmado');
    expect(sayUnit(spanish, 'schedule_weeks', 'days.thu')).toBe('jueves');
  });

  test('somebody’s own text is left alone even where it equals a choice', () => {
    expect(sayValue(spanish, 'note', 'rejected')).toBe('rejected');
  });
});

test('a merge unit is named after what it is about', () => {
  expect(sayUnit(english, 'schedule_weeks', 'days.thu')).toBe('Thursday');
  expect(sayUnit(english, 'pours', `crew.${BOONE}`)).toBe('Crew: Boone, T.');
  expect(sayUnit(english, 'pours', 'readiness.gc_release')).toBe('Ready: GC release');
  expect(sayUnit(english, 'employees', 'certificates.OSHA 10')).toBe('Certificate: OSHA 10');
  expect(sayUnit(english, 'resources', 'details.slumpMaxIn')).toBe('Slump to');
});

test('a record is called what people call it, as far as it is known', () => {
  expect(sayRecord(english, 'schedule_weeks', `${BOONE}_2026-11-23`, undefined)).toBe(
    'Boone, T., week of <2026-11-23>',
  );
  expect(sayRecord(english, 'demands', `${RIVERSIDE}_2026-11-23_all`, undefined)).toBe(
    '2418 Riverside L3, week of <2026-11-23>',
  );
  expect(sayRecord(english, 'pours', POUR, undefined)).toBe('Pour 118 L3 deck');
  expect(sayRecord(english, 'loads', MORENO, { ticketNumber: '8841', pourId: POUR })).toBe(
    'Load 8841 · 118 L3 deck',
  );
  expect(sayRecord(english, 'employees', '0193a000-0000-7000-8000-00000000000f', undefined)).toBe(
    'Person, unknown',
  );
  expect(sayRecord(english, 'projects', RIVERSIDE, undefined)).toBe('Job 2418 Riverside L3');
  expect(sayRecord(spanish, 'regions', MORENO.replace('3', '4'), { name: 'Dallas' })).toBe('Región Dallas');
});
