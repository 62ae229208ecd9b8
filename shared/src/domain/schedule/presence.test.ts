import { expect, test } from 'vitest';
import type { Absence } from '../../schema/absences.ts';
import type { Assignment } from '../../schema/schedule-weeks.ts';
import { countPresence, presenceOf } from './presence.ts';

const job: Assignment = { part: 'full', projectId: 'job' };
const absent = (part: Absence['part']): Absence => ({
  rev: '1',
  updatedAt: '',
  updatedBy: '',
  id: 'absence',
  employeeId: 'cruz',
  from: '2026-11-23',
  to: '2026-11-27',
  state: 'approved',
  ...(part && { part }),
});

test('a job or the shop is here, any other status or an absence is away, nothing at all is free', () => {
  expect(presenceOf([job], undefined)).toBe('here');
  expect(presenceOf([{ part: 'full', status: 'shop' }], undefined)).toBe('here');
  expect(presenceOf([{ part: 'full', status: 'sick' }], undefined)).toBe('away');
  expect(presenceOf([], absent('am'))).toBe('away');
  expect(presenceOf([], undefined)).toBe('free');
});

test('an absence of the whole day is stronger than a job, one of half a day is not', () => {
  expect(presenceOf([job], absent(undefined))).toBe('away');
  expect(presenceOf([{ part: 'pm', projectId: 'job' }], absent('am'))).toBe('here');
});

test('nobody is away only for having no work', () => {
  expect(countPresence(['here', 'free', 'free'])).toEqual({ here: 1, away: 0, free: 2 });
});
