import { describe, expect, test } from 'vitest';
import type { Pour } from '../../schema/pours.ts';
import { conflictsAmong } from './conflicts.ts';
import { placingSpan, plannedCy, wholeSpan } from './spans.ts';

const pour = (id: string, fields: Partial<Pour>): Pour => ({
  id,
  rev: '1',
  updatedAt: '2026-11-24T00:00:00.000Z',
  updatedBy: 'u',
  status: 'scheduled',
  orderedCy: 120,
  rateCyPerHour: 40,
  ...fields,
});

const at = (time: string): string => `2026-11-27T${time}:00.000Z`;

describe('conflicts', () => {
  test('one pump on two pours at once is found, with the hours in which both want it', () => {
    const [conflict, ...rest] = conflictsAmong([
      pour('a', { startsAt: at('11:00'), pumpId: 'pump' }),
      pour('b', { startsAt: at('13:00'), pumpId: 'pump' }),
    ]);
    expect(rest).toEqual([]);
    expect(conflict).toMatchObject({ kind: 'pump', subjectId: 'pump', pourIds: ['a', 'b'] });
    expect(new Date(conflict?.from ?? 0).toISOString()).toBe(at('13:00'));
    expect(new Date(conflict?.to ?? 0).toISOString()).toBe(at('14:00'));
  });

  test('a pump that is free when the next pour starts is no conflict', () => {
    expect(
      conflictsAmong([
        pour('a', { startsAt: at('11:00'), pumpId: 'pump' }),
        pour('b', { startsAt: at('14:00'), pumpId: 'pump' }),
      ]),
    ).toEqual([]);
  });

  test('a person is taken until the finishing is done', () => {
    const crew = { kim: {} };
    const pours = [
      pour('a', { startsAt: at('11:00'), expectedEndAt: at('20:00'), crew }),
      pour('b', { startsAt: at('18:00'), crew }),
    ];
    expect(conflictsAmong(pours).map((conflict) => conflict.kind)).toEqual(['crew']);
  });

  test('tentative and cancelled pours clash with nothing', () => {
    for (const status of ['tentative', 'cancelled', 'complete'] as const) {
      expect(
        conflictsAmong([
          pour('a', { startsAt: at('11:00'), pumpId: 'pump', status }),
          pour('b', { startsAt: at('11:00'), pumpId: 'pump' }),
        ]),
      ).toEqual([]);
    }
  });

  test('three pours on one pump are three ties, across midnight too', () => {
    const night = (id: string, day: string, time: string): Pour =>
      pour(id, { startsAt: `2026-11-${day}T${time}:00.000Z`, pumpId: 'pump', orderedCy: 400 });
    expect(
      conflictsAmong([night('a', '27', '22:00'), night('b', '28', '01:00'), night('c', '28', '02:00')]),
    ).toHaveLength(3);
  });
});

describe('spans', () => {
  test('placing takes yards over rate', () => {
    const span = placingSpan(pour('a', { startsAt: at('11:00') }));
    expect(((span?.to ?? 0) - (span?.from ?? 0)) / 3_600_000).toBe(3);
  });

  test('the expected end may cross midnight', () => {
    const span = wholeSpan(pour('a', { startsAt: at('22:00'), expectedEndAt: '2026-11-28T09:00:00.000Z' }));
    expect(((span?.to ?? 0) - (span?.from ?? 0)) / 3_600_000).toBe(11);
  });

  test('a pour without a time has no span, and one without yards is drawn half an hour long', () => {
    expect(placingSpan(pour('a', {}))).toBeUndefined();
    const bare = pour('a', { startsAt: at('11:00') });
    delete bare.orderedCy;
    const span = placingSpan(bare);
    expect(((span?.to ?? 0) - (span?.from ?? 0)) / 60_000).toBe(30);
  });

  test('yards come from the order, else the plan, else area and thickness', () => {
    expect(plannedCy({ orderedCy: 130, theoreticalCy: 120 })).toBe(130);
    expect(plannedCy({ theoreticalCy: 120 })).toBe(120);
    expect(plannedCy({ areaSf: 60_000, thicknessIn: 6 })).toBeCloseTo(1111.11, 2);
    expect(plannedCy({})).toBeUndefined();
  });
});
