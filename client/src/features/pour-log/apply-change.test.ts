import { expect, test } from 'vitest';
import { changedFields, reverseOf } from './apply-change.ts';
import type { LogChange } from './log-changes.ts';

const arrived: LogChange = { collection: 'loads', id: 'a', set: { arrivedAt: '7:22' } };

test('a tap taken back leaves the load as it was', () => {
  const before = { truckNumber: 'T-214' };
  const after = { ...before, ...changedFields(before, arrived) };
  const back = reverseOf(before, arrived)(after);
  expect(changedFields(after, back)).toEqual({ arrivedAt: undefined });
});

test('a tap taken back never overwrites what somebody else wrote meanwhile', () => {
  const back = reverseOf({}, arrived)({ arrivedAt: '7:25' });
  expect(changedFields({ arrivedAt: '7:25' }, back)).toEqual({});
});

test('keys merge into what is there, and only their own are taken back', () => {
  const hours: LogChange = {
    collection: 'pour_logs',
    id: 'a',
    set: { pourDay: '2026-11-27' },
    keys: { field: 'crewHours', values: { ana: { hours: 8 }, bo: undefined } },
  };
  const before = { pourDay: '2026-11-27', crewHours: { bo: { hours: 6 } } };
  const after = { ...before, ...changedFields(before, hours) };
  expect(after.crewHours).toEqual({ ana: { hours: 8 } });
  const meanwhile = { ...after, crewHours: { ...after.crewHours, cy: { hours: 4 } } };
  const back = changedFields(meanwhile, reverseOf(before, hours)(meanwhile));
  expect(back).toEqual({ crewHours: { bo: { hours: 6 }, cy: { hours: 4 } } });
});

test('the first entry taken back leaves the log with its day', () => {
  const change: LogChange = {
    collection: 'pour_logs',
    id: 'a',
    set: { pourDay: '2026-11-27', pumpArrivedAt: '5:30' },
  };
  const after = changedFields(undefined, change);
  expect(changedFields(after, reverseOf(undefined, change)(after))).toEqual({ pumpArrivedAt: undefined });
});
