import { expect, test } from 'vitest';
import { isUuid, newRev, uuidv7 } from './ids.ts';
import { addMinutes, fromInstant, isInstant, laterInstant, minutesBetween, toInstant } from './instants.ts';

const counting = () => {
  let next = 0;
  return (n: number) => Uint8Array.from({ length: n }, () => (next += 37) % 256);
};

test('an id is a UUID of version 7 that carries its time', () => {
  const id = uuidv7(Date.parse('2026-11-24T00:00:00.000Z'), counting());
  expect(isUuid(id)).toBe(true);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-11-24T00:00:00.000Z'));
});

test('ids made later sort later, and two of one moment differ', () => {
  const random = counting();
  expect(uuidv7(1000, random) < uuidv7(2000, random)).toBe(true);
  expect(uuidv7(1000, random)).not.toBe(uuidv7(1000, random));
});

test('a rev fits the wire and is new for every write', () => {
  const random = counting();
  const revs = Array.from({ length: 50 }, () => newRev(1_795_000_000_000, random));
  expect(new Set(revs).size).toBe(50);
  for (const rev of revs) expect(rev).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
});

test('an instant has one spelling, and only moments of the calendar are instants', () => {
  expect(toInstant(0)).toBe('1970-01-01T00:00:00.000Z');
  expect(isInstant('2026-11-24T06:43:00.000Z')).toBe(true);
  for (const wrong of ['2026-02-30T00:00:00.000Z', '2026-11-24T24:00:00.000Z', '2026-11-24T06:43:00Z', 'x'])
    expect([wrong, isInstant(wrong)]).toEqual([wrong, false]);
  expect(fromInstant('nonsense')).toBeNaN();
});

test('instants are compared and moved', () => {
  expect(laterInstant('2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z')).toBe(
    '2026-01-02T00:00:00.000Z',
  );
  expect(addMinutes('2026-01-01T23:50:00.000Z', 20)).toBe('2026-01-02T00:10:00.000Z');
  expect(minutesBetween('2026-01-01T00:30:00.000Z', '2026-01-01T00:00:00.000Z')).toBe(-30);
});
