import { describe, expect, test } from 'vitest';
import type { Load } from '../../schema/loads.ts';
import type { PourEvent } from '../../schema/pour-events.ts';
import type { PourLog } from '../../schema/pour-logs.ts';
import { amendmentsSince, canonicalText, readSealedLog, sealedLog, type LogContent } from './seal.ts';

const common = { rev: 'r1', updatedAt: '2026-11-24T12:00:00.000Z', updatedBy: 'maria' };
const day = { pourId: 'p', pourDay: '2026-11-24' };
const log: PourLog = {
  ...common,
  id: 'p',
  pourDay: day.pourDay,
  notes: 'dry',
  crewHours: { a: { hours: 8 } },
};
const load = (id: string, fields: Partial<Load> = {}): Load => ({
  ...common,
  ...day,
  id,
  loadCy: 10,
  ...fields,
});
const event = (id: string, kind: PourEvent['kind'], fields: Partial<PourEvent> = {}): PourEvent => ({
  ...common,
  ...day,
  id,
  kind,
  ...fields,
});
const content = (change: Partial<LogContent> = {}): LogContent => ({
  pourId: 'p',
  log,
  loads: [load('l1'), load('l2')],
  events: [event('e1', 'delay', { fields: { minutes: 5 } })],
  ...change,
});
const text = (change?: Partial<LogContent>): string => canonicalText(sealedLog(content(change)));
const amended = (change: Partial<LogContent>) =>
  amendmentsSince(sealedLog(content()), sealedLog(content(change)));

describe('what is sealed', () => {
  test('S1 is the same text in whatever order records and fields come, and however they came about', () => {
    const shuffled = {
      loads: [load('l2'), { loadCy: 10, ...load('l1'), rev: 'r9', updatedBy: 'other' }],
      log: { ...log, seals: [{ hash: 'x', by: 'y', at: common.updatedAt }] },
    };
    expect(text(shuffled)).toBe(text());
    expect(canonicalText({ b: 1, a: [{ d: undefined, c: null }] })).toBe('{"a":[{"c":null}],"b":1}');
  });

  test.each<[string, Partial<LogContent>]>([
    ['a load', { loads: [load('l1'), load('l2', { loadCy: 9 })] }],
    ['one load more', { loads: [load('l1'), load('l2'), load('l3')] }],
    ['a withdrawn entry', { events: [event('e1', 'delay', { void: { by: 'm', at: common.updatedAt } })] }],
    ['a time', { log: { ...log, startedAt: common.updatedAt } }],
    ['a photo', { events: [...content().events, event('e2', 'photo', { fields: { sha256: 'f' } })] }],
  ])('S1 another text for another content: %s', (_what, change) => {
    expect(text(change)).not.toBe(text());
  });

  test('S1 signatures and corrections are no part of what they stand under', () => {
    const events = [...content().events, event('s', 'signature'), event('c', 'amendment')];
    expect(text({ events })).toBe(text());
  });

  test('S1 reads back what was written, and nothing else', () => {
    expect(readSealedLog(text())).toEqual(sealedLog(content()));
    for (const other of ['', '{', '[]', '{"v":2,"pourId":"p","log":{},"loads":{},"events":{}}', '{"v":1}'])
      expect(readSealedLog(other)).toBeUndefined();
  });
});

describe('what differs from it later', () => {
  test('S2 is nothing while the log says the same', () => {
    expect(amended({ loads: [load('l2'), load('l1')] })).toEqual([]);
  });

  test('S2 names the record and the fields with what stood there', () => {
    expect(amended({ loads: [load('l1', { loadCy: 9, truckNumber: '7' }), load('l2')] })).toEqual([
      {
        about: 'load',
        id: 'l1',
        how: 'changed',
        fields: [
          { field: 'loadCy', before: 10, after: 9 },
          { field: 'truckNumber', after: '7' },
        ],
      },
    ]);
  });

  test('S2 goes into what is kept by key: one hour of one person is one line', () => {
    expect(amended({ log: { ...log, crewHours: { a: { hours: 9 }, b: { hours: 1 } } } })).toEqual([
      {
        about: 'log',
        id: 'p',
        how: 'changed',
        fields: [
          { field: 'crewHours.a.hours', before: 8, after: 9 },
          { field: 'crewHours.b', after: { hours: 1 } },
        ],
      },
    ]);
  });

  test('S2 tells a record that came from one that is not here', () => {
    expect(amended({ loads: [load('l1'), load('l3')], events: [] })).toEqual([
      { about: 'load', id: 'l2', how: 'missing', fields: [] },
      { about: 'load', id: 'l3', how: 'added', fields: [] },
      { about: 'event', id: 'e1', how: 'missing', fields: [] },
    ]);
  });

  test('S2 does not go by clocks: what was written before the signature and arrives after it differs', () => {
    const early = load('l9', { createdAt: '2020-01-01T00:00:00.000Z' });
    expect(amended({ loads: [...content().loads, early] })).toMatchObject([{ id: 'l9', how: 'added' }]);
  });
});
