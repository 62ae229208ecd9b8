import { describe, expect, test } from 'vitest';
import type { Pour } from 'shared/schema/pours.ts';
import { pours } from 'shared/schema/pours.ts';
import { PLAN_SECTIONS, plannedInstant, startedAt } from './pour-fields.ts';

const ZONE = 'America/Chicago';
const pour: Pour = {
  id: 'p',
  rev: '1',
  updatedAt: '',
  updatedBy: '',
  day: '2026-11-27',
  startsAt: '2026-11-28T04:00:00.000Z',
};

describe('times typed into the plan', () => {
  test('an end that is earlier on the clock than the start lies after midnight', () => {
    expect(plannedInstant(pour, 'expectedEndAt', '06:00', ZONE)).toBe('2026-11-28T12:00:00.000Z');
  });

  test('a pump may arrive before the start, on the same day', () => {
    expect(plannedInstant(pour, 'pumpArrivesAt', '20:30', ZONE)).toBe('2026-11-28T02:30:00.000Z');
  });

  test('what goes before a start just after midnight lies on the evening before', () => {
    const early = { ...pour, startsAt: '2026-11-27T06:10:00.000Z' };
    expect(plannedInstant(early, 'pumpArrivesAt', '23:15', ZONE)).toBe('2026-11-27T05:15:00.000Z');
    expect(plannedInstant(early, 'firstTruckAt', '00:05', ZONE)).toBe('2026-11-27T06:05:00.000Z');
  });

  test('a first truck that is late for a start just before midnight lies after it', () => {
    const late = { ...pour, startsAt: '2026-11-28T05:50:00.000Z' };
    expect(plannedInstant(late, 'firstTruckAt', '00:10', ZONE)).toBe('2026-11-28T06:10:00.000Z');
  });

  test('another start takes the other times along', () => {
    const morning = {
      ...pour,
      startsAt: '2026-11-27T11:00:00.000Z',
      pumpArrivesAt: '2026-11-27T10:00:00.000Z',
      expectedEndAt: '2026-11-27T18:00:00.000Z',
    };
    expect(startedAt(morning, '20:00', ZONE)).toEqual({
      startsAt: '2026-11-28T02:00:00.000Z',
      pumpArrivesAt: '2026-11-28T01:00:00.000Z',
      expectedEndAt: '2026-11-28T09:00:00.000Z',
    });
    expect(startedAt(morning, undefined, ZONE)).toEqual({ startsAt: undefined });
    const { startsAt: _none, ...open } = morning;
    expect(startedAt(open, '05:00', ZONE)).toEqual({ startsAt: '2026-11-27T11:00:00.000Z' });
  });

  test('without a day there is no instant', () => {
    const { day: _day, ...undated } = pour;
    expect(plannedInstant(undated, 'startsAt', '06:00', ZONE)).toBeUndefined();
  });
});

test('every planned field of a pour is on its page once, and each exists', () => {
  const shown = PLAN_SECTIONS.flatMap((section) => section.fields.map((field) => field.key));
  expect(new Set(shown).size).toBe(shown.length);
  const elsewhere = [
    'id',
    'rev',
    'updatedAt',
    'updatedBy',
    '_deleted',
    'status',
    'timeZone',
    'crew',
    'readiness',
    'weatherCall',
    'reason',
    'promotedFrom',
    'postponedTo',
    'postponedFrom',
  ];
  expect([...shown, ...elsewhere].sort()).toEqual(Object.keys(pours.schema.properties).sort());
});
