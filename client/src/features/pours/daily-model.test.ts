import { describe, expect, test } from 'vitest';
import type { Employee } from 'shared/schema/employees.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { dailySchedule, dailyWindow } from './daily-model.ts';

const ZONE = 'America/Chicago';
const common = { rev: '1', updatedAt: '', updatedBy: '' };
const pour = (id: string, fields: Partial<Pour>): Pour => ({
  ...common,
  id,
  status: 'confirmed',
  day: '2026-11-27',
  orderedCy: 80,
  rateCyPerHour: 40,
  ...fields,
});
const foremen = new Map<string, Employee>([
  ['b', { ...common, id: 'b', name: 'Becker, S.' }],
  ['a', { ...common, id: 'a', name: 'Alvarez, R.' }],
]);
const window = dailyWindow('2026-11-27', 1, ZONE);
const schedule = (...pours: Pour[]) => dailySchedule(pours, window, ['2026-11-27'], foremen, () => 80);

describe('the window', () => {
  test('runs from ten in the evening before to ten in the evening, by the site', () => {
    expect(new Date(window.from).toISOString()).toBe('2026-11-27T04:00:00.000Z');
    expect(window.hours).toHaveLength(24);
  });

  test('follows a night pour into the next morning, and no further than twelve hours', () => {
    const night = pour('n', {
      startsAt: '2026-11-28T03:00:00.000Z',
      expectedEndAt: '2026-11-28T11:30:00.000Z',
    });
    expect(new Date(dailyWindow('2026-11-27', 1, ZONE, [night]).to).toISOString()).toBe(
      '2026-11-28T12:00:00.000Z',
    );
    const endless = { ...night, expectedEndAt: '2026-11-30T11:30:00.000Z' };
    expect(new Date(dailyWindow('2026-11-27', 1, ZONE, [endless]).to).toISOString()).toBe(
      '2026-11-28T16:00:00.000Z',
    );
  });

  test('has an hour more on the day that the clocks go back', () => {
    expect(dailyWindow('2026-11-01', 1, ZONE).hours).toHaveLength(25);
  });
});

describe('the day', () => {
  test('lanes are foremen by name, pours without one last', () => {
    const { lanes } = schedule(
      pour('1', { startsAt: '2026-11-27T12:00:00.000Z' }),
      pour('2', { startsAt: '2026-11-27T12:00:00.000Z', foremanId: 'b' }),
      pour('3', { startsAt: '2026-11-27T12:00:00.000Z', foremanId: 'a' }),
    );
    expect(lanes.map((lane) => lane.foreman?.name)).toEqual(['Alvarez, R.', 'Becker, S.', undefined]);
  });

  test('a pour that began the night before is on the day that it runs into', () => {
    const night = pour('n', {
      day: '2026-11-26',
      startsAt: '2026-11-27T03:00:00.000Z',
      expectedEndAt: '2026-11-27T14:00:00.000Z',
    });
    expect(schedule(night).lanes).toHaveLength(1);
  });

  test('a pour of the next day is not on this one, though the night is followed that far', () => {
    expect(schedule(pour('next', { day: '2026-11-28', startsAt: '2026-11-28T03:30:00.000Z' })).lanes).toEqual(
      [],
    );
  });

  test('pours of one foreman that overlap stand below each other, others side by side', () => {
    const [lane] = schedule(
      pour('1', {
        foremanId: 'a',
        startsAt: '2026-11-27T11:00:00.000Z',
        expectedEndAt: '2026-11-27T16:00:00.000Z',
      }),
      pour('2', { foremanId: 'a', startsAt: '2026-11-27T14:00:00.000Z' }),
      pour('3', { foremanId: 'a', startsAt: '2026-11-27T20:00:00.000Z' }),
    ).lanes;
    expect(lane?.pours.map(({ line }) => line)).toEqual([0, 1, 0]);
    expect(lane?.lines).toBe(2);
    const untilNext = Date.parse('2026-11-27T20:00:00.000Z');
    expect(lane?.pours.map(({ until }) => until)).toEqual([untilNext, undefined, undefined]);
  });

  test('tentative and cancelled pours are not on it; committed ones without a time wait beside it', () => {
    const day = schedule(
      pour('t', { status: 'tentative', startsAt: '2026-11-27T12:00:00.000Z' }),
      pour('c', { status: 'cancelled' }),
      pour('u', {}),
    );
    expect(day.lanes).toEqual([]);
    expect(day.untimed.map(({ id }) => id)).toEqual(['u']);
    expect(day).toMatchObject({ pours: 1, cy: 80 });
  });
});
