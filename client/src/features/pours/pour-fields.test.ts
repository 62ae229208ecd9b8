import { describe, expect, test } from 'vitest';
import type { Pour } from 'shared/schema/pours.ts';
import { pours } from 'shared/schema/pours.ts';
import { PLAN_SECTIONS, plannedInstant } from './pour-fields.ts';

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
