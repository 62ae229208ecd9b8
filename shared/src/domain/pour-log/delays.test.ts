import { expect, test } from 'vitest';
import type { PourEvent } from '../../schema/pour-events.ts';
import { delayMin, isRunning, totalDelayMin } from './delays.ts';

const by = '018f0000-0000-7000-8000-000000000001';
const clock = (time: string) => `2026-11-27T${time}:00.000Z`;
const now = Date.parse(clock('08:00'));
const event = (fields: Partial<PourEvent>): PourEvent => ({
  id: by,
  rev: 'r',
  updatedAt: clock('07:00'),
  updatedBy: by,
  pourId: by,
  pourDay: '2026-11-27',
  kind: 'delay',
  at: clock('07:40'),
  ...fields,
});

test('a delay begun and not ended is running and grows', () => {
  expect(isRunning(event({}))).toBe(true);
  expect(delayMin(event({}), now)).toBe(20);
});

test('minutes typed or a stop end it', () => {
  expect(isRunning(event({ fields: { minutes: 15 } }))).toBe(false);
  expect(delayMin(event({ fields: { minutes: 15 } }), now)).toBe(15);
  const stopped = event({ fields: { endedAt: clock('07:52') } });
  expect(isRunning(stopped)).toBe(false);
  expect(delayMin(stopped, now)).toBe(12);
});

test('only delays and breakdowns that stand are lost time', () => {
  const events = [
    event({ fields: { minutes: 10 } }),
    event({ kind: 'breakdown', fields: { minutes: 5 } }),
    event({ fields: { minutes: 99 }, void: { by, at: clock('07:45') } }),
    event({ kind: 'note' }),
  ];
  expect(totalDelayMin(events, now)).toBe(15);
  expect(events.map(isRunning)).toEqual([false, false, false, false]);
});
