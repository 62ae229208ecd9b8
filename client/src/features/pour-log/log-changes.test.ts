import { expect, test } from 'vitest';
import type { Load } from 'shared/schema/loads.ts';
import type { PourEvent } from 'shared/schema/pour-events.ts';
import {
  addLoad,
  editCrewHours,
  editEvent,
  editLoad,
  followStatus,
  rejectLoad,
  stampLoad,
  stopDelay,
  unrejectLoad,
  voidRecord,
  waiveLoad,
  type Writing,
} from './log-changes.ts';

const at = (time: string) => `2026-11-27T${time}:00.000Z`;
const writing = (now: string): Writing => {
  let serial = 0;
  return {
    pourId: 'pour',
    pourDay: '2026-11-27',
    userId: 'user',
    now: at(now),
    newId: () => `new-${(serial += 1)}`,
  };
};
const common = { rev: 'r', updatedAt: at('06:00'), updatedBy: 'user', pourId: 'pour', pourDay: '2026-11-27' };
const load: Load = { ...common, id: 'load', batchedAt: at('06:43'), slumpIn: 4.5 };

test('a new load carries its pour, its day and when it was written down', () => {
  expect(addLoad(writing('07:00'), { loadCy: 10 })).toEqual([
    {
      collection: 'loads',
      id: 'new-1',
      set: { pourId: 'pour', pourDay: '2026-11-27', createdAt: at('07:00'), loadCy: 10 },
    },
  ]);
});

test('one tap writes one time', () => {
  expect(stampLoad(writing('07:22'), load, 'arrivedAt', 90)).toEqual([
    { collection: 'loads', id: 'load', set: { arrivedAt: at('07:22') } },
  ]);
});

test('done within the limit accepts the load; over it waits for a name, unless there is one already', () => {
  const done = (now: string, what: Load = load) =>
    stampLoad(writing(now), what, 'dischargeEndedAt', 90)[0]?.set;
  expect(done('08:12')).toEqual({ dischargeEndedAt: at('08:12'), verdict: 'accepted' });
  expect(done('08:13')).toEqual({ dischargeEndedAt: at('08:13') });
  expect(done('08:13', { ...load, waiver: { by: 'user', at: at('08:00') } })).toMatchObject({
    verdict: 'accepted',
  });
});

test('a waiver after the end accepts the load, one before it does not yet', () => {
  expect(
    waiveLoad(writing('08:20'), { ...load, dischargeEndedAt: at('08:15') }, ' Kim Lee ', '')[0]?.set,
  ).toEqual({
    waiver: { by: 'user', at: at('08:20'), name: 'Kim Lee' },
    verdict: 'accepted',
  });
  expect(waiveLoad(writing('08:10'), load, 'Kim Lee', 'cool morning')[0]?.set).toEqual({
    waiver: { by: 'user', at: at('08:10'), name: 'Kim Lee', reason: 'cool morning' },
  });
});

test('a rejection keeps its reason and can be taken back to where the times say', () => {
  expect(rejectLoad(load, 'slump', ' 7½ ')[0]?.set).toEqual({
    verdict: 'rejected',
    rejectReason: 'slump',
    rejectNote: '7½',
  });
  expect(unrejectLoad(load)[0]?.set).toMatchObject({ verdict: undefined });
  expect(unrejectLoad({ ...load, dischargeEndedAt: at('07:50') })[0]?.set).toMatchObject({
    verdict: 'accepted',
  });
});

test('a second value over a first leaves an amendment; a first value does not', () => {
  const changes = editLoad(writing('07:30'), load, { slumpIn: 5, airPct: 5.8 }, 90);
  expect(changes).toHaveLength(2);
  expect(changes[1]).toMatchObject({
    collection: 'pour_events',
    id: 'new-1',
    set: {
      kind: 'amendment',
      at: at('07:30'),
      fields: { amends: 'load', field: 'slumpIn', before: '4.5', after: '5' },
    },
  });
});

test('a corrected time says anew whether the load is accepted; a rejection stays until a person takes it back', () => {
  const done: Load = { ...load, dischargeEndedAt: at('08:00'), verdict: 'accepted' };
  const verdict = (fields: Parameters<typeof editLoad>[2], what: Load = done) =>
    editLoad(writing('09:00'), what, fields, 90)[0]?.set['verdict'];
  expect(editLoad(writing('09:00'), done, { dischargeEndedAt: undefined }, 90)[0]?.set).toEqual({
    dischargeEndedAt: undefined,
    verdict: undefined,
  });
  expect(verdict({ dischargeEndedAt: at('08:20') })).toBeUndefined();
  expect(verdict({ batchedAt: at('06:20') })).toBeUndefined();
  expect(verdict({ batchedAt: at('06:50') })).toBe('accepted');
  expect(
    verdict({ dischargeEndedAt: at('08:20') }, { ...done, waiver: { by: 'user', at: at('08:21') } }),
  ).toBe('accepted');
  expect(editLoad(writing('09:00'), load, { dischargeEndedAt: at('08:00') }, 90)[0]?.set).toEqual({
    dischargeEndedAt: at('08:00'),
    verdict: 'accepted',
  });
  expect(
    editLoad(writing('09:00'), { ...done, verdict: 'rejected' }, { dischargeEndedAt: at('08:05') }, 90)[0]
      ?.set,
  ).toEqual({ dischargeEndedAt: at('08:05') });
});

test('an event is corrected by key, its time too', () => {
  const event: PourEvent = {
    ...common,
    id: 'event',
    kind: 'delay',
    at: at('07:00'),
    fields: { minutes: 10 },
  };
  const changes = editEvent(writing('08:00'), event, { minutes: 15 }, at('07:05'));
  expect(changes[0]).toEqual({
    collection: 'pour_events',
    id: 'event',
    set: { at: at('07:05') },
    keys: { field: 'fields', values: { minutes: 15 } },
  });
  expect(changes.slice(1).map(({ set }) => set['fields'])).toEqual([
    { amends: 'event', field: 'minutes', before: '10', after: '15' },
    { amends: 'event', field: 'at', before: at('07:00'), after: at('07:05') },
  ]);
});

test('a running delay ends with one key', () => {
  const event: PourEvent = { ...common, id: 'event', kind: 'delay', at: at('07:00') };
  expect(stopDelay(writing('07:12'), event)[0]?.keys).toEqual({
    field: 'fields',
    values: { endedAt: at('07:12') },
  });
});

test('hours of 0 are no hours', () => {
  expect(editCrewHours(writing('15:00'), { ana: 8, bo: 0 })[0]?.keys).toEqual({
    field: 'crewHours',
    values: { ana: { hours: 8 }, bo: undefined },
  });
});

test('a record is withdrawn with who, when and why, never deleted', () => {
  expect(voidRecord(writing('08:00'), 'loads', 'load', ' typed twice ')[0]?.set).toEqual({
    void: { by: 'user', at: at('08:00'), reason: 'typed twice' },
  });
});

test('the pour follows its log only where its status may go and the person may write it', () => {
  const pour = { ...common, id: 'pour', status: 'confirmed' } as const;
  expect(followStatus(pour, 'in_progress', true)).toEqual([
    { collection: 'pours', id: 'pour', set: { status: 'in_progress' } },
  ]);
  expect(followStatus(pour, 'in_progress', false)).toEqual([]);
  expect(followStatus({ ...pour, status: 'in_progress' }, 'in_progress', true)).toEqual([]);
  expect(followStatus({ ...pour, status: 'placed' }, 'in_progress', true)).toEqual([]);
  expect(followStatus({ ...pour, status: 'on_hold' }, 'in_progress', true)).toEqual([]);
  expect(followStatus({ ...pour, status: 'in_progress' }, 'placed', true)).toHaveLength(1);
});
