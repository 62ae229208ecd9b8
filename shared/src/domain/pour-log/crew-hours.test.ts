import { expect, test } from 'vitest';
import { crewHoursOf } from './crew-hours.ts';

test('hours add up over the people who worked', () => {
  expect(crewHoursOf({ a: { hours: 8 }, b: { hours: 7.5 }, c: { hours: 0 } }, 62)).toEqual({
    people: 2,
    manHours: 15.5,
    cyPerManHour: 4,
  });
});

test('without hours or concrete there is no rate', () => {
  expect(crewHoursOf(undefined, 62)).toEqual({ people: 0, manHours: 0, cyPerManHour: undefined });
  expect(crewHoursOf({ a: { hours: 8 } }, 0).cyPerManHour).toBeUndefined();
});
