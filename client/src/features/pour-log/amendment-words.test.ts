import { describe, expect, test } from 'vitest';
import type { Amendment } from 'shared/domain/pour-log/seal.ts';
import type { Load } from 'shared/schema/loads.ts';
import type { PourEvent } from 'shared/schema/pour-events.ts';
import { makeFormat } from '../../lib/format.ts';
import { amendmentLines, sealedFigures } from './amendment-words.ts';
import { boardOf } from './board.ts';
import { useText } from './strings.ts';

const common = { rev: 'r', updatedAt: '2026-11-24T14:00:00.000Z', updatedBy: 'u' };
const of = { pourId: 'p', pourDay: '2026-11-24' };
const load: Load = { ...common, ...of, id: 'l1', truckNumber: 'T-7', batchedAt: common.updatedAt };
const event: PourEvent = { ...common, ...of, id: 'e1', kind: 'delay', fields: { cause: 'pump' } };
const format = makeFormat('en');
const board = boardOf(
  {
    pour: { ...common, id: 'p' },
    log: undefined,
    loads: [load],
    events: [event],
    project: undefined,
    workspace: undefined,
    resources: new Map(),
    employees: new Map([['boone', { ...common, id: 'boone', name: 'Boone, T.' }]]),
  },
  Date.parse(common.updatedAt),
  'UTC',
);
const speech = {
  text: useText.now,
  format,
  zone: 'UTC',
  words: {
    unit: (_: string, unit: string) => unit,
    value: (unit: string, value: unknown) => `${String(value)} (${unit})`,
  },
};
const lines = (amendment: Partial<Amendment>) =>
  amendmentLines({ about: 'load', id: 'l1', how: 'changed', fields: [], ...amendment }, board, speech);

describe('S2 an amendment in words', () => {
  test('names the load as the board does, and what stood there', () => {
    expect(lines({ fields: [{ field: 'loadCy', before: 10, after: 9 }] })).toEqual({
      title: 'Load 1 · T-7',
      lines: ['loadCy: 10 (loadCy) → 9 (loadCy)'],
    });
  });

  test('says whose hours, never an id', () => {
    const fields = [{ field: 'crewHours.boone.hours', before: 8, after: 9 }];
    expect(lines({ about: 'log', id: 'p', fields })).toEqual({
      title: 'Times, crew and notes',
      lines: ['Crew hours: Boone, T.: 8 (hours) → 9 (hours)'],
    });
  });

  test('tells what came from what is gone', () => {
    expect(lines({ about: 'event', id: 'e1', how: 'added' })).toEqual({
      title: 'Delay, Pump',
      lines: ['added after the signature'],
    });
    expect(lines({ id: 'unknown', how: 'missing' })).toEqual({
      title: 'A load',
      lines: ['was signed, is not here now'],
    });
  });
});

test('S1 what was signed for is the accepted concrete without what went back', () => {
  const loads = {
    a: { verdict: 'accepted', loadCy: 10 },
    b: { verdict: 'accepted', loadCy: 4, returnedCy: 1 },
    c: { verdict: 'rejected', loadCy: 10 },
    d: { verdict: 'accepted', loadCy: 10, void: { by: 'u', at: 'x' } },
    e: {},
  };
  expect(sealedFigures({ v: 1, pourId: 'p', log: {}, loads, events: {} }, format)).toEqual({
    count: 2,
    cy: '13.0',
  });
});
