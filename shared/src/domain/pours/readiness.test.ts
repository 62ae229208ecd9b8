import { expect, test } from 'vitest';
import { readinessOf } from './readiness.ts';

const by = { by: '018f0000-0000-7000-8000-000000000001', at: '2026-11-24T12:00:00.000Z' };

test('a pumped pour wants ten confirmations', () => {
  const ready = readinessOf({ method: 'boom_pump', readiness: { forms: by, crew: by } });
  expect(ready.confirmed).toEqual(['forms', 'crew']);
  expect(ready.open).toHaveLength(8);
});

test('a pour by chute does not wait for a pump', () => {
  const ready = readinessOf({ method: 'chute' });
  expect(ready.open).toHaveLength(9);
  expect(ready.open).not.toContain('pump');
});
