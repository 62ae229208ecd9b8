import { describe, expect, test } from 'vitest';
import type { Pour } from '../../schema/pours.ts';
import { movedTo, postponed, promoted, stepped } from './changes.ts';

const ZONE = 'America/Chicago';
const act = { by: 'dana', at: '2026-11-24T15:00:00.000Z' };
const pour: Pour = {
  id: 'old',
  rev: '1',
  updatedAt: act.at,
  updatedBy: 'dana',
  status: 'confirmed',
  day: '2026-10-30',
  startsAt: '2026-10-31T03:00:00.000Z',
  expectedEndAt: '2026-10-31T12:00:00.000Z',
  orderedCy: 142,
  mixId: 'mix',
  readiness: { forms: act },
  orderStatus: 'go',
};

describe('moving a pour', () => {
  test('keeps the wall clock at the site when the clocks change in between', () => {
    const moved = movedTo(pour, '2026-11-06', ZONE);
    // 10 pm on Friday is 03:00 UTC in summer time and 04:00 UTC in winter time.
    expect(moved).toEqual({
      day: '2026-11-06',
      startsAt: '2026-11-07T04:00:00.000Z',
      expectedEndAt: '2026-11-07T13:00:00.000Z',
    });
  });

  test('an idea without times gets its day and nothing else', () => {
    const { startsAt: _start, expectedEndAt: _end, ...idea } = pour;
    expect(movedTo(idea, '2026-12-07', ZONE)).toEqual({ day: '2026-12-07' });
  });
});

test('the green check remembers the tentative day, who and when', () => {
  expect(promoted(pour, act)).toEqual({ status: 'scheduled', promotedFrom: { ...act, day: '2026-10-30' } });
});

describe('a step in its life', () => {
  test('takes the reason of a side state', () => {
    expect(stepped('on_hold', act, { kind: 'inspection_failed', note: 'rebar at the stairs' })).toEqual({
      status: 'on_hold',
      reason: { kind: 'inspection_failed', note: 'rebar at the stairs', ...act },
    });
  });

  test('clears the last reason when it goes on', () => {
    const change = stepped('scheduled', act);
    expect(change).toHaveProperty('reason', undefined);
    expect(Object.keys(change)).toContain('reason');
  });
});

describe('putting off', () => {
  const both = postponed(pour, { id: 'new', day: '2026-11-06', zone: ZONE }, act, { kind: 'weather' });

  test('the old day keeps its pour, with the reason and a link to the new one', () => {
    expect(both.old).toEqual({
      status: 'postponed',
      reason: { kind: 'weather', ...act },
      postponedTo: 'new',
    });
  });

  test('the new one has the plan and a link back, and asks for every confirmation again', () => {
    expect(both.next).toMatchObject({
      status: 'scheduled',
      day: '2026-11-06',
      orderedCy: 142,
      mixId: 'mix',
      postponedFrom: 'old',
    });
    expect(both.next).not.toHaveProperty('readiness');
    expect(both.next).not.toHaveProperty('orderStatus');
    expect(both.next).not.toHaveProperty('id');
  });
});
