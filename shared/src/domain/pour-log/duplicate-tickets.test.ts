import { expect, test } from 'vitest';
import type { Load } from '../../schema/loads.ts';
import { duplicateTickets } from './duplicate-tickets.ts';

const by = '018f0000-0000-7000-8000-000000000001';
const at = '2026-11-27T13:00:00.000Z';
const load = (id: string, fields: Partial<Load>): Load => ({
  id,
  rev: 'r',
  updatedAt: at,
  updatedBy: by,
  pourId: by,
  pourDay: '2026-11-27',
  ...fields,
});
const flagged = (...loads: Load[]) => [...duplicateTickets(loads)].sort();

test('a ticket written twice is flagged on both loads', () => {
  expect(
    flagged(
      load('a', { ticketNumber: '4512' }),
      load('b', { ticketNumber: '4512' }),
      load('c', { ticketNumber: '4513' }),
    ),
  ).toEqual(['a', 'b']);
});

test('spelling does not hide a repeat', () => {
  expect(flagged(load('a', { ticketNumber: ' a-004512' }), load('b', { ticketNumber: 'A4512 ' }))).toEqual([
    'a',
    'b',
  ]);
  expect(flagged(load('a', { ticketNumber: '1200' }), load('b', { ticketNumber: '12' }))).toEqual([]);
});

test('two plants may print the same number', () => {
  expect(
    flagged(
      load('a', { ticketNumber: '12', plantId: 'p1' }),
      load('b', { ticketNumber: '12', plantId: 'p2' }),
    ),
  ).toEqual([]);
  expect(
    flagged(load('a', { ticketNumber: '12', plantId: 'p1' }), load('b', { ticketNumber: '12' })),
  ).toEqual(['a', 'b']);
});

test('no ticket and a withdrawn load repeat nothing', () => {
  expect(flagged(load('a', {}), load('b', { ticketNumber: ' ' }), load('c', { ticketNumber: ' ' }))).toEqual(
    [],
  );
  expect(
    flagged(load('a', { ticketNumber: '12' }), load('b', { ticketNumber: '12', void: { by, at } })),
  ).toEqual([]);
});
