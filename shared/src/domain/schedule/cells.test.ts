import { describe, expect, test } from 'vitest';
import { joins } from './bands.ts';
import { joinHalves, noteOf, splitDay, withNote, withPart, type Cell } from './cells.ts';
import { halves, idOf, on } from './schedule-fixtures.ts';

const am = (job: number): Cell => [{ part: 'am', projectId: idOf(job) }];
const pm = (job: number): Cell => [{ part: 'pm', projectId: idOf(job) }];

describe('halves', () => {
  test('a full day splits into two halves of the same work and joins again', () => {
    expect(splitDay(on(1))).toEqual(halves(1, 1));
    expect(joinHalves(halves(1, 1))).toEqual(on(1));
    expect(joinHalves(halves(1, 2))).toEqual(halves(1, 2));
  });

  test('a lone half gets its other half', () => {
    expect(splitDay(pm(1))).toEqual(halves(1, 1));
    expect(splitDay(am(1))).toEqual(halves(1, 1));
    expect(splitDay([])).toEqual([]);
  });

  test('putting work into a half keeps the other', () => {
    const two = { kind: 'project', projectId: idOf(2) } as const;
    expect(withPart(on(1), 'pm', two)).toEqual(halves(1, 2));
    expect(withPart(on(1), 'am', two)).toEqual(halves(2, 1));
    expect(withPart([], 'am', two)).toEqual(am(2));
    expect(withPart(halves(1, 2), 'am', undefined)).toEqual(pm(2));
    expect(withPart(halves(1, 3), 'full', two)).toEqual(on(2));
  });

  test('a note stays with the cell through split and join', () => {
    const noted = withNote(on(1), 'bring the vibrator');
    expect(noteOf(joinHalves(splitDay(noted)))).toBe('bring the vibrator');
    expect(noteOf(withNote(noted, ''))).toBeUndefined();
  });
});

describe('bands', () => {
  const pto: Cell = [{ part: 'full', status: 'pto' }];
  test('two days with the same thing all day are one band', () => {
    expect(joins(on(1), on(1))).toBe(true);
    expect(joins(pto, pto)).toBe(true);
    expect(joins(withNote(on(1), 'early'), on(1))).toBe(true);
  });

  test('another job, a status, a half or an empty day is none', () => {
    for (const other of [on(2), pto, am(1), halves(1, 1), [], undefined])
      expect(joins(on(1), other)).toBe(false);
    expect(joins(am(1), am(1))).toBe(false);
    expect(joins([], [])).toBe(false);
  });
});
