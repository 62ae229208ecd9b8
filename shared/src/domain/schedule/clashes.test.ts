import { describe, expect, test } from 'vitest';
import { certificatesEnding, clashesOf, isWrong, type ClashFacts } from './clashes.ts';
import { aJob, anAbsence, aPerson, halves, idOf, on } from './schedule-fixtures.ts';

const job = aJob(2418, { requirements: ['OSHA 10'] });
const plain = aJob(2390);
const rules = { today: '2026-11-24', warnUntil: '2026-12-24' };
const certified = aPerson(1, 'Boone, T', { certificates: { 'osha 10': { endsOn: '2027-05-01' } } });
const facts = (over: Partial<ClashFacts> = {}): ClashFacts => ({
  person: certified,
  date: '2026-11-26',
  absences: [],
  projectById: new Map([job, plain].map((one) => [one.id, one])),
  rules,
  ...over,
});
const kinds = (cell: Parameters<typeof clashesOf>[0], over: Partial<ClashFacts> = {}): string[] =>
  clashesOf(cell, facts(over)).map((clash) =>
    clash.kind === 'certificate' ? `${clash.certificate} ${clash.state}` : clash.kind,
  );

describe('clashes', () => {
  test('a certified person on one job clashes with nothing', () => {
    expect(kinds(on(2418))).toEqual([]);
    expect(kinds(halves(2418, 2390))).toEqual([]);
    expect(kinds([])).toEqual([]);
  });

  test('two full days, or halves that overlap, are a double booking', () => {
    expect(kinds([...on(2418), ...on(2390)])).toEqual(['double']);
    expect(
      kinds([
        { part: 'am', projectId: idOf(2390) },
        { part: 'full', projectId: idOf(2418) },
      ]),
    ).toEqual(['double']);
    expect(
      kinds([
        { part: 'pm', projectId: idOf(2390) },
        { part: 'pm', status: 'shop' },
      ]),
    ).toEqual(['double']);
  });

  test('an approved absence on a day with a job', () => {
    expect(kinds(on(2418), { absences: [anAbsence(1, '2026-11-25', '2026-11-26')] })).toEqual(['absent']);
    expect(kinds(on(2418), { absences: [anAbsence(1, '2026-11-27', '2026-11-27')] })).toEqual([]);
    expect(
      kinds(on(2418), { absences: [anAbsence(1, '2026-11-26', '2026-11-26', { state: 'requested' })] }),
    ).toEqual([]);
    expect(
      kinds([{ part: 'full', status: 'pto' }], { absences: [anAbsence(1, '2026-11-26', '2026-11-26')] }),
    ).toEqual([]);
  });

  test('a half-day absence clashes only with that half', () => {
    const absences = [anAbsence(1, '2026-11-26', '2026-11-26', { part: 'pm' })];
    expect(kinds([{ part: 'am', projectId: idOf(2390) }], { absences })).toEqual([]);
    expect(kinds([{ part: 'pm', projectId: idOf(2390) }], { absences })).toEqual(['absent']);
    expect(kinds(on(2390), { absences })).toEqual(['absent']);
  });

  test.each([
    [undefined, 'OSHA 10 missing'],
    ['2026-11-25', 'OSHA 10 expired'],
    ['2026-11-26', 'OSHA 10 ending'],
    ['2026-12-24', 'OSHA 10 ending'],
    ['2026-12-25', undefined],
  ])('a certificate that ends on %s', (endsOn, expected) => {
    const certificates = endsOn === undefined ? {} : { 'OSHA 10': { endsOn } };
    const person = aPerson(1, 'Boone, T', { certificates });
    expect(kinds(on(2418), { person })).toEqual(expected === undefined ? [] : [expected]);
    expect(kinds(on(2390), { person })).toEqual([]);
  });

  test('a certificate without an end never ends', () => {
    expect(kinds(on(2418), { person: aPerson(1, 'B', { certificates: { 'OSHA 10': {} } }) })).toEqual([]);
  });

  test('somebody who is not active, or has left by that day', () => {
    expect(kinds(on(2390), { person: { ...certified, active: false } })).toEqual(['inactive']);
    expect(kinds(on(2390), { person: { ...certified, leftOn: '2026-11-25' } })).toEqual(['inactive']);
    expect(kinds(on(2390), { person: { ...certified, leftOn: '2026-11-26' } })).toEqual([]);
  });

  test('an unknown job clashes with nothing', () => {
    expect(kinds(on(7777))).toEqual([]);
  });

  test('only a certificate that will end is no red corner', () => {
    const person = aPerson(1, 'B', { certificates: { 'OSHA 10': { endsOn: '2026-12-02' } } });
    expect(clashesOf(on(2418), facts({ person })).some(isWrong)).toBe(false);
    expect(clashesOf(on(2418), facts({ person: aPerson(1, 'B') })).every(isWrong)).toBe(true);
  });
});

test('the flag beside a name lists what has ended and what ends soon, soonest first', () => {
  const person = aPerson(1, 'B', {
    certificates: {
      forklift: { endsOn: '2026-12-02' },
      'OSHA 10': { endsOn: '2026-11-01' },
      ACI: { endsOn: '2028-01-01' },
      none: {},
    },
  });
  expect(certificatesEnding(person, rules).map((one) => `${one.certificate} ${one.state}`)).toEqual([
    'OSHA 10 expired',
    'forklift ending',
  ]);
});
