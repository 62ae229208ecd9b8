import { expect, test } from 'vitest';
import { askOf, typedOf } from './session-ask.ts';

const ZONE = 'America/Chicago';
const FRIDAY = { person: 'p', from: '2026-11-27', fromTime: '06:00', to: '2026-11-27', toTime: '16:00' };

test('the times are those of the office', () => {
  expect(askOf(FRIDAY, ZONE)).toEqual({
    person: 'p',
    from: '2026-11-27T12:00:00.000Z',
    to: '2026-11-27T22:00:00.000Z',
  });
});

test('what is not filled in or runs backwards is said, not guessed', () => {
  const { toTime: _, ...open } = FRIDAY;
  expect(askOf(open, ZONE)).toBe('missing');
  expect(askOf({ ...FRIDAY, toTime: '06:00' }, ZONE)).toBe('wrongOrder');
  expect(askOf({}, ZONE)).toBe('missing');
});

test('an address keeps what makes sense and drops the rest', () => {
  expect(typedOf({ ...FRIDAY, toTime: '25:00', from: 'yesterday', x: 1 })).toEqual({
    person: 'p',
    fromTime: '06:00',
    to: '2026-11-27',
  });
});
