import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Load } from '../../schema/loads.ts';
import type { Pour } from '../../schema/pours.ts';
import { viewLoads } from './load-view.ts';
import { plannedCyBy, progressOf } from './progress.ts';
import { termsOf } from './terms.ts';

const by = '018f0000-0000-7000-8000-000000000001';
const clock = (time: string) => `2026-11-27T${time}:00.000Z`;
const ms = (time: string) => Date.parse(clock(time));
const base = { rev: 'r', updatedAt: clock('00:00'), updatedBy: by };
const pour: Pour = {
  ...base,
  id: by,
  orderedCy: 142,
  loadSizeCy: 10,
  rateCyPerHour: 40,
  startsAt: clock('05:00'),
};
const terms = termsOf(pour);

let serial = 0;
const placed = (start: string, end: string, fields: Partial<Load> = {}): Load => ({
  ...base,
  id: `load-${(serial += 1)}`,
  pourId: by,
  pourDay: '2026-11-27',
  batchedAt: clock(start),
  arrivedAt: clock(start),
  dischargeStartedAt: clock(start),
  dischargeEndedAt: clock(end),
  verdict: 'accepted',
  loadCy: 10,
  ...fields,
});
const progressAt = (now: string, loads: Load[], endedAt?: string) =>
  progressOf(viewLoads(loads, terms, ms(now)), terms, ms(now), endedAt);

test('placed and to go count accepted loads only', () => {
  const progress = progressAt('06:00', [
    placed('05:00', '05:15'),
    placed('05:15', '05:30', { loadCy: 9.5 }),
    placed('05:30', '05:45', { returnedCy: 2 }),
    placed('05:35', '05:50', { verdict: 'rejected' }),
    placed('05:40', '05:55', { void: { by, at: clock('05:56') } }),
  ]);
  expect(progress).toMatchObject({
    placedCy: 27.5,
    toGoCy: 114.5,
    loadsToGo: 12,
    doneLoads: 3,
    rejectedLoads: 1,
  });
});

test('on the plan’s own line a pour is neither ahead nor behind', () => {
  const loads = [placed('05:00', '05:15'), placed('05:15', '05:30')];
  expect(progressAt('05:30', loads).aheadMin).toBe(0);
  expect(progressAt('05:40', loads).aheadMin).toBe(0);
});

test('loads that came out early are minutes ahead', () => {
  const loads = [placed('05:00', '05:10'), placed('05:10', '05:21')];
  expect(progressAt('05:25', loads).aheadMin).toBe(9);
});

test('while nothing comes out the pour falls behind minute by minute', () => {
  const loads = [placed('05:00', '05:15')];
  expect(progressAt('05:30', loads).aheadMin).toBe(0);
  expect(progressAt('05:42', loads).aheadMin).toBe(-12);
});

test('before the first load is due there is nothing to be behind with', () => {
  expect(progressAt('05:10', []).aheadMin).toBeUndefined();
  expect(progressAt('05:40', []).aheadMin).toBe(-25);
});

test('a pour logged on another day than planned is neither ahead nor behind', () => {
  const dayBefore = (instant: string) => instant.replace('-27T', '-26T');
  const load = placed('05:00', '05:15');
  const early = {
    ...load,
    dischargeStartedAt: dayBefore(clock('05:00')),
    dischargeEndedAt: dayBefore(clock('05:15')),
  };
  const now = Date.parse(dayBefore(clock('06:00')));
  expect(progressOf(viewLoads([early], terms, now), terms, now).aheadMin).toBeUndefined();
});

test('a plan without rate or start has no ahead, and no marker', () => {
  const bare = termsOf({ ...base, id: by, orderedCy: 142 });
  const progress = progressOf(viewLoads([placed('05:00', '05:15')], bare, ms('06:00')), bare, ms('06:00'));
  expect(progress.aheadMin).toBeUndefined();
  expect(plannedCyBy(bare, ms('06:00'))).toBeUndefined();
  expect(progress.toGoCy).toBe(132);
});

test('the pace is that of the last hour, each discharge by its share in it', () => {
  const loads = [placed('05:00', '05:30'), placed('05:30', '06:00'), placed('06:00', '06:30')];
  expect(progressAt('06:30', loads).paceCyPerHour).toBeCloseTo(20, 9);
  expect(progressAt('06:15', loads.slice(0, 2)).paceCyPerHour).toBeCloseTo(15, 9);
});

test('the first minutes say nothing about a pace', () => {
  expect(progressAt('05:05', [placed('05:00', '05:04')]).paceCyPerHour).toBeUndefined();
  expect(progressAt('05:15', [placed('05:00', '05:15')]).paceCyPerHour).toBeCloseTo(40, 9);
});

test('the end is projected from the last discharge at the present pace', () => {
  const loads = [placed('05:00', '05:15'), placed('05:15', '05:30')];
  expect(progressAt('05:30', loads).finishMs).toBe(ms('05:30') + (122 / 40) * 3_600_000);
});

test('a pour that has reached its plan is finished: its end and pace stand still', () => {
  const loads = Array.from({ length: 14 }, (_, index) => {
    const start = new Date(ms('05:00') + index * 15 * 60_000).toISOString();
    const end = new Date(ms('05:15') + index * 15 * 60_000).toISOString();
    return {
      ...placed('05:00', '05:15'),
      batchedAt: start,
      dischargeStartedAt: start,
      dischargeEndedAt: end,
      loadCy: 142 / 14,
    };
  });
  const progress = progressAt('20:00', loads);
  expect(progress).toMatchObject({ finished: true, toGoCy: 0, loadsToGo: 0, finishMs: ms('08:30') });
  expect(progress.paceCyPerHour).toBeCloseTo(142 / 3.5, 6);
  expect(progress.aheadMin).toBe(3);
});

test('a pour that has reached its plan goes on while a truck is still here', () => {
  const all = placed('05:00', '06:00', { loadCy: 142 });
  const {
    dischargeStartedAt: _start,
    dischargeEndedAt: _end,
    verdict: _verdict,
    ...waiting
  } = placed('06:00', '06:10');
  expect(progressAt('06:20', [all]).finished).toBe(true);
  expect(progressAt('06:20', [all, waiting]).finished).toBe(false);
  expect(progressAt('06:20', [all, waiting], clock('06:15')).finished).toBe(true);
});

test('a pour ended short of its plan is finished too', () => {
  const progress = progressAt('09:00', [placed('05:00', '05:20')], clock('08:00'));
  expect(progress).toMatchObject({ finished: true, aheadMin: -5, finishMs: ms('05:20') });
});

test('the plan’s line is flat before its start and after its end', () => {
  expect(['04:00', '05:00', '06:30', '23:00'].map((now) => plannedCyBy(terms, ms(now)))).toEqual([
    0, 0, 60, 142,
  ]);
});

test('two tablets in any order come to the same figures', () => {
  const loads = [
    placed('05:00', '05:12', { loadCy: 9.5 }),
    placed('05:12', '05:31'),
    placed('05:31', '05:44', { returnedCy: 1.5 }),
    placed('05:44', '05:58', { verdict: 'rejected' }),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(loads, { minLength: loads.length }), (shuffled) => {
      expect(progressAt('06:05', shuffled)).toEqual(progressAt('06:05', loads));
    }),
    { seed: 20261127, numRuns: 50 },
  );
});
