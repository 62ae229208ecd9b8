import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { CELL_STATUSES } from '../../schema/schedule-weeks.ts';
import { assign, type Cell, type Work } from './cells.ts';
import { cellText, exactly, indexJobs, matches, parseCell, takeApart } from './cell-text.ts';
import { aJob, halves, idOf, on } from './schedule-fixtures.ts';

const jobs = indexJobs([
  aJob(2418, { name: 'Riverside L3', nickname: 'River' }),
  aJob(2390, { name: 'Gateway Lot' }),
  aJob(2402, { name: 'Mercy Tower', importKeys: ['MERCY HOSP'] }),
  aJob(418, { name: 'Dock 4', status: 'closed' }),
]);
const cell = (typed: string): Cell | string => {
  const parsed = parseCell(typed, jobs);
  return parsed.kind === 'cell' ? parsed.cell : `unknown: ${parsed.text}`;
};

describe('text to cell', () => {
  test.each([
    ['2418', on(2418)],
    ['  2418 ', on(2418)],
    ['river', on(2418)],
    ['RIVERSIDE L3', on(2418)],
    ['2418 Riverside L3', on(2418)],
    ['mercy hosp', on(2402)],
    ['418', on(418)],
    ['2418/2390', halves(2418, 2390)],
    ['2418 / 2418', on(2418)],
    ['am 2418', [{ part: 'am', projectId: idOf(2418) }]],
    ['2418 PM', [{ part: 'pm', projectId: idOf(2418) }]],
    ['/2390', [{ part: 'pm', projectId: idOf(2390) }]],
    ['2390/', [{ part: 'am', projectId: idOf(2390) }]],
    ['2nd half river', [{ part: 'pm', projectId: idOf(2418) }]],
    ['', []],
    ['-', []],
    [
      '2418/pto',
      [
        { part: 'am', projectId: idOf(2418) },
        { part: 'pm', status: 'pto' },
      ],
    ],
  ] satisfies [string, Cell][])('%j', (typed, expected) => {
    expect(cell(typed)).toEqual(expected);
  });

  test.each([
    ['pto', 'pto'],
    ['VAC', 'pto'],
    ['Vacaciones', 'pto'],
    ['sick', 'sick'],
    ['TRN', 'training'],
    ['capacitación', 'training'],
    ['capacitacion', 'training'],
    ['School', 'school'],
    ['off', 'off'],
    ['LO', 'laid_off'],
    ['l/o', 'laid_off'],
    ['Shop', 'shop'],
    ['taller', 'shop'],
  ])('%j is a status', (typed, status) => {
    expect(cell(typed)).toEqual([{ part: 'full', status }]);
  });

  test('a text that names nothing says so and what is near', () => {
    const parsed = parseCell('24', jobs);
    expect(parsed).toMatchObject({ kind: 'unknown', text: '24' });
    expect(parsed.kind === 'unknown' && parsed.near.length).toBe(2);
    expect(cell('2418/xyz')).toBe('unknown: xyz');
  });

  test('what was picked from the list stands for the part being typed', () => {
    const pick: Work = { kind: 'project', projectId: idOf(2390) };
    expect(parseCell('23', jobs, pick)).toEqual({ kind: 'cell', cell: on(2390) });
    expect(parseCell('2418/ga', jobs, pick)).toEqual({ kind: 'cell', cell: halves(2418, 2390) });
    expect(parseCell('pm g', jobs, pick)).toEqual({
      kind: 'cell',
      cell: [{ part: 'pm', projectId: idOf(2390) }],
    });
  });

  test('every cell is read back from its own text', () => {
    const work = fc.oneof(
      fc.constantFrom(2418, 2390, 2402).map((job): Work => ({ kind: 'project', projectId: idOf(job) })),
      fc.constantFrom(...CELL_STATUSES).map((status): Work => ({ kind: 'status', status })),
    );
    const anyCell: fc.Arbitrary<Cell> = fc.oneof(
      fc.constant([]),
      work.map((one) => [assign(one)]),
      fc.tuple(work, fc.constantFrom('am' as const, 'pm' as const)).map(([one, part]) => [assign(one, part)]),
      fc
        .tuple(work, work)
        .filter(([a, b]) => JSON.stringify(a) !== JSON.stringify(b))
        .map(([a, b]) => [assign(a, 'am'), assign(b, 'pm')]),
    );
    fc.assert(
      fc.property(anyCell, (one) => {
        expect(parseCell(cellText(one, jobs), jobs)).toEqual({ kind: 'cell', cell: one });
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('matches as typed', () => {
  const labels = (typed: string): string[] =>
    matches(typed, jobs).map((match) =>
      match.kind === 'project' ? (jobs.byId.get(match.projectId)?.number ?? '') : match.status,
    );

  test('a whole number comes before numbers that begin or hold it, and open jobs before closed ones', () => {
    expect(labels('2418')).toEqual(['2418']);
    expect(labels('24')).toEqual(['2402', '2418']);
    expect(labels('418')[0]).toBe('418');
    expect(labels('41')).toEqual(['2418', '418']);
  });

  test('nicknames, words of the name and statuses are found', () => {
    expect(labels('riv')).toEqual(['2418']);
    expect(labels('tow')).toEqual(['2402']);
    expect(labels('s')).toEqual(['school', 'shop', 'sick']);
    expect(labels('m')).toEqual(['2402']);
  });

  test('nothing typed matches nothing, and a list has its limit', () => {
    expect(matches(' ', jobs)).toEqual([]);
    expect(matches('2', jobs, 1)).toHaveLength(1);
  });

  test('a number that two open jobs carry names neither of them', () => {
    const twins = indexJobs([aJob(1, { number: '77' }), aJob(2, { number: '77' })]);
    expect(matches('77', twins)).toHaveLength(2);
    expect(exactly('77', twins)).toBeUndefined();
  });
});

test('a typed text comes apart into its halves', () => {
  expect(takeApart('2418/').parts).toEqual([{ part: 'am', text: '2418' }]);
  expect(takeApart('a/b').parts).toEqual([
    { part: 'am', text: 'a' },
    { part: 'pm', text: 'b' },
  ]);
  expect(takeApart('L/O').parts).toEqual([{ part: 'full', text: 'L/O' }]);
});
