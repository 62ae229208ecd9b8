import { expect, test } from 'vitest';
import type { Load } from '../../schema/loads.ts';
import type { PourEvent } from '../../schema/pour-events.ts';
import { historyOf } from './history.ts';
import { viewLoads } from './load-view.ts';
import { termsOf } from './terms.ts';

const by = '018f0000-0000-7000-8000-000000000001';
const clock = (time: string) => `2026-11-27T${time}:00.000Z`;
const base = { rev: 'r', updatedAt: clock('12:00'), updatedBy: by };
const ofPour = { ...base, pourId: by, pourDay: '2026-11-27' };

test('loads, events and milestones stand in one list, latest first, withdrawn ones too', () => {
  const loads: Load[] = [
    { ...ofPour, id: 'done', batchedAt: clock('06:00'), dischargeEndedAt: clock('07:30') },
    { ...ofPour, id: 'waiting', batchedAt: clock('07:00'), arrivedAt: clock('07:50') },
    { ...ofPour, id: 'withdrawn', batchedAt: clock('06:30'), void: { by, at: clock('08:00') } },
  ];
  const events: PourEvent[] = [{ ...ofPour, id: 'delay', kind: 'delay', at: clock('07:40') }];
  const terms = termsOf({ ...base, id: by });
  const history = historyOf(viewLoads(loads, terms, Date.parse(clock('08:00'))), events, {
    ...base,
    id: by,
    pourDay: '2026-11-27',
    pumpArrivedAt: clock('05:30'),
  });
  expect(history.map(({ kind, id }) => [kind, id])).toEqual([
    ['load', 'waiting'],
    ['event', 'delay'],
    ['load', 'done'],
    ['load', 'withdrawn'],
    ['milestone', 'pumpArrivedAt'],
  ]);
});
