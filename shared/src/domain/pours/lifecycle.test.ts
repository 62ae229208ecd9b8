import { describe, expect, test } from 'vitest';
import { OPEN_POUR_STATUSES, POUR_STATUSES } from '../../schema/pours.ts';
import { isCommitted, isOpen, mayBecome, needsReason, nextStep, statusOf, TRANSITIONS } from './lifecycle.ts';

describe('the lifecycle of a pour', () => {
  test('every status has a way out', () => {
    for (const status of POUR_STATUSES) expect(TRANSITIONS[status].length, status).toBeGreaterThan(0);
  });

  test('every status can be reached from a tentative pour', () => {
    const reached = new Set<string>(['tentative']);
    for (const status of reached) for (const next of TRANSITIONS[status as 'tentative']) reached.add(next);
    expect([...reached].sort()).toEqual([...POUR_STATUSES].sort());
  });

  test('the happy path runs from tentative to complete, one button at a time', () => {
    const path = ['tentative'];
    for (let next = nextStep('tentative'); next; next = nextStep(next)) path.push(next);
    expect(path).toEqual(['tentative', 'scheduled', 'confirmed', 'in_progress', 'placed', 'complete']);
    path
      .slice(1)
      .forEach((to, index) => expect(mayBecome(path[index] as 'placed', to as 'placed')).toBe(true));
  });

  test('concrete that is placed cannot be called off', () => {
    for (const off of ['cancelled', 'postponed', 'rained_out', 'tentative'] as const) {
      expect(mayBecome('placed', off)).toBe(false);
      expect(mayBecome('complete', off)).toBe(false);
    }
  });

  test('side states ask for a reason, steps on the way do not', () => {
    expect(POUR_STATUSES.filter(needsReason)).toEqual(['on_hold', 'postponed', 'cancelled', 'rained_out']);
  });

  test('open pours are those that every device keeps', () => {
    expect(POUR_STATUSES.filter(isOpen)).toEqual([...OPEN_POUR_STATUSES]);
  });

  test('a pour without a status is tentative, and tentative is not committed', () => {
    expect(statusOf({})).toBe('tentative');
    expect(isCommitted('tentative')).toBe(false);
    expect(isCommitted('on_hold')).toBe(true);
  });
});
