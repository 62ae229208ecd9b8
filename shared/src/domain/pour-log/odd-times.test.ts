import { expect, test } from 'vitest';
import { oddTimes } from './odd-times.ts';

const clock = (time: string) => `2026-11-27T${time}:00.000Z`;
const now = Date.parse(clock('08:00'));

test('times in their order, some not known yet, are not odd', () => {
  expect(oddTimes({ batchedAt: clock('06:41'), dischargeStartedAt: clock('07:20') }, now)).toEqual({});
  expect(oddTimes({}, now)).toEqual({});
});

test('a time that has not come yet is odd, a clock a few minutes ahead is not', () => {
  expect(oddTimes({ batchedAt: clock('10:47') }, now)).toEqual({ batchedAt: { kind: 'ahead' } });
  expect(oddTimes({ batchedAt: clock('08:04') }, now)).toEqual({});
});

test('a time before the one that it follows says which', () => {
  const times = { batchedAt: clock('06:41'), arrivedAt: clock('06:12'), dischargeEndedAt: clock('07:20') };
  expect(oddTimes(times, now)).toEqual({ arrivedAt: { kind: 'before', of: 'batchedAt' } });
});

test('midnight is no step back: instants are compared, not clocks', () => {
  const times = { batchedAt: '2026-11-27T05:50:00.000Z', arrivedAt: '2026-11-27T06:20:00.000Z' };
  expect(oddTimes(times, now)).toEqual({});
});
