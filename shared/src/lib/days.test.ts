import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  clockInZone,
  compareDays,
  dayInZone,
  dayKeyOf,
  dayOfWeek,
  dayRange,
  daysBetween,
  instantOf,
  isDay,
  isMonday,
  isTimeZone,
  mondayOf,
  weekDays,
} from './days.ts';

const anyDay = fc.integer({ min: -3650, max: 36_500 }).map((n) => addDays('2026-01-01', n));

describe('the calendar', () => {
  test('adds days over months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  test('adding and counting days are inverse', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -2000, max: 2000 }), (day, n) => {
        expect(daysBetween(day, addDays(day, n))).toBe(n);
        expect(Math.sign(compareDays(addDays(day, n), day))).toBe(Math.sign(n));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test('a week starts on Monday and holds seven days', () => {
    expect(mondayOf('2026-11-29')).toBe('2026-11-23');
    expect(mondayOf('2026-11-23')).toBe('2026-11-23');
    expect(weekDays('2026-11-23')).toEqual(dayRange('2026-11-23', '2026-11-29'));
    expect(dayOfWeek('2026-11-23', 'thu')).toBe('2026-11-26');
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(isMonday(mondayOf(day))).toBe(true);
        expect(dayOfWeek(mondayOf(day), dayKeyOf(day))).toBe(day);
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  test.each(['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '', '2027-02-29'])('%s is no day', (text) =>
    expect(isDay(text)).toBe(false),
  );
});

describe('at the site', () => {
  test('the day turns at midnight of the zone, not of UTC', () => {
    const lateEvening = Date.parse('2026-11-24T05:30:00.000Z');
    expect(dayInZone(lateEvening, 'America/Chicago')).toBe('2026-11-23');
    expect(clockInZone(lateEvening, 'America/Chicago')).toBe('23:30');
    expect(dayInZone(lateEvening, 'UTC')).toBe('2026-11-24');
  });

  test('a wall-clock time becomes an instant on both sides of a clock change', () => {
    expect(instantOf('2026-10-31', '06:30', 'America/Chicago')).toBe('2026-10-31T11:30:00.000Z');
    expect(instantOf('2026-11-02', '06:30', 'America/Chicago')).toBe('2026-11-02T12:30:00.000Z');
  });

  test('a time that the clock change skips moves forward; one that comes twice is its first', () => {
    expect(instantOf('2026-03-08', '02:30', 'America/Chicago')).toBe('2026-03-08T08:30:00.000Z');
    expect(instantOf('2026-11-01', '01:30', 'America/Chicago')).toBe('2026-11-01T06:30:00.000Z');
  });

  test('a zone that nobody knows counts as UTC', () => {
    expect(isTimeZone('Mars/Olympus')).toBe(false);
    expect(dayInZone(0, 'Mars/Olympus')).toBe('1970-01-01');
    expect(instantOf('2026-01-01', '00:00', 'Mars/Olympus')).toBe('2026-01-01T00:00:00.000Z');
  });

  test('day and clock give the instant back wherever the clock is not ambiguous', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 4 * 60, max: 23 * 60 + 59 }),
        fc.constantFrom('America/Chicago', 'America/New_York', 'America/Phoenix', 'Pacific/Honolulu'),
        (day, minutes, zone) => {
          const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
          const ms = Date.parse(instantOf(day, clock, zone));
          expect(dayInZone(ms, zone)).toBe(day);
          expect(clockInZone(ms, zone)).toBe(clock);
        },
      ),
      { seed: 13, numRuns: 100 },
    );
  });
});
