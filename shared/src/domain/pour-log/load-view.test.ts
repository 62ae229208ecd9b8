import { expect, test } from 'vitest';
import type { Load } from '../../schema/loads.ts';
import type { Pour } from '../../schema/pours.ts';
import { viewLoads } from './load-view.ts';
import { termsOf } from './terms.ts';

const by = '018f0000-0000-7000-8000-000000000001';
const clock = (time: string) => `2026-11-27T${time}:00.000Z`;
const base = { rev: 'r', updatedAt: clock('00:00'), updatedBy: by };
const pour: Pour = {
  ...base,
  id: by,
  slumpMinIn: 4,
  slumpMaxIn: 5,
  airMinPct: 6,
  airMaxPct: 6,
  thicknessIn: 8,
};
const load = (id: string, fields: Partial<Load>): Load => ({
  ...base,
  id,
  pourId: by,
  pourDay: '2026-11-27',
  ...fields,
});
const viewAt = (now: string, fields: Partial<Load>) => {
  const [view] = viewLoads([load('a', fields)], termsOf(pour), Date.parse(clock(now)));
  if (!view) throw new Error('the load is not on the board');
  return view;
};

test('a load ages from its batch time and turns amber, then over', () => {
  const fields = { batchedAt: clock('06:43'), arrivedAt: clock('07:22') };
  expect(viewAt('07:41', fields).age).toEqual({
    min: 58,
    limitMin: 90,
    leftMin: 32,
    band: 'fresh',
    running: true,
  });
  expect(viewAt('07:51', fields).age).toMatchObject({ min: 68, band: 'amber' });
  expect(viewAt('08:13', fields).age).toMatchObject({ min: 90, leftMin: 0, band: 'over' });
});

test('a load stops ageing at the end of its discharge', () => {
  const view = viewAt('12:00', { batchedAt: clock('06:43'), dischargeEndedAt: clock('07:43') });
  expect(view.age).toMatchObject({ min: 60, running: false, band: 'fresh' });
});

test('a load over its limit wants a decision at the site, until it is waived or rejected', () => {
  const late = { batchedAt: clock('06:00'), arrivedAt: clock('07:20') };
  expect(viewAt('07:29', late).wantsDecision).toBe(false);
  expect(viewAt('07:30', late).wantsDecision).toBe(true);
  expect(viewAt('07:40', { ...late, waiver: { by, at: clock('07:31'), name: 'Kim' } }).wantsDecision).toBe(
    false,
  );
  expect(viewAt('07:40', { ...late, verdict: 'rejected' }).wantsDecision).toBe(false);
  expect(viewAt('07:40', { batchedAt: clock('06:00') }).wantsDecision).toBe(false);
  expect(viewAt('09:00', { ...late, dischargeEndedAt: clock('07:45') })).toMatchObject({
    phase: 'done',
    wantsDecision: true,
  });
});

test('without a batch time, or once rejected, a load has no age', () => {
  expect(viewAt('08:00', { arrivedAt: clock('07:20') }).age).toBeUndefined();
  expect(viewAt('08:00', { batchedAt: clock('06:00'), verdict: 'rejected' }).age).toBeUndefined();
  expect(viewAt('08:00', { batchedAt: clock('06:00'), verdict: 'accepted' }).age).toBeUndefined();
});

test('tests are judged by the terms of the pour', () => {
  expect(viewAt('07:00', { slumpIn: 7.5, airPct: 4.6, concreteF: 54 })).toMatchObject({
    slump: 'high',
    air: 'ok',
    temperature: 'low',
  });
  expect(viewAt('07:00', {})).toMatchObject({ slump: 'unjudged', air: 'unjudged', temperature: 'unjudged' });
});

test('a done load counts for what stayed, one underway for what it carries', () => {
  expect(viewAt('09:00', { loadCy: 10, returnedCy: 3, verdict: 'accepted' }).cy).toBe(7);
  expect(viewAt('09:00', { loadCy: 10, returnedCy: 3, arrivedAt: clock('08:00') }).cy).toBe(10);
});
