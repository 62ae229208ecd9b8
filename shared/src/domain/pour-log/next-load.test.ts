import { expect, test } from 'vitest';
import type { Load } from '../../schema/loads.ts';
import { nextLoad } from './next-load.ts';

const by = '018f0000-0000-7000-8000-000000000001';
const clock = (time: string) => `2026-11-27T${time}:00.000Z`;
const load = (time: string, fields: Partial<Load> = {}): Load => ({
  id: `load-${time}`,
  rev: 'r',
  updatedAt: clock(time),
  updatedBy: by,
  pourId: by,
  pourDay: '2026-11-27',
  batchedAt: clock(time),
  plantId: 'p1',
  loadCy: 10,
  ...fields,
});
const plan = { plantId: 'p1', mixId: 'm1', loadCy: 9 };

test('the first load is as the plan says', () => {
  expect(nextLoad([], plan)).toEqual({
    plantId: 'p1',
    mixId: 'm1',
    loadCy: 9,
    ticketNumber: undefined,
    trucks: [],
  });
});

test('later ones are as the load before', () => {
  expect(nextLoad([load('06:00', { plantId: 'p2', mixId: 'm2' })], plan)).toMatchObject({
    plantId: 'p2',
    mixId: 'm2',
    loadCy: 10,
  });
});

test('the balance is a short load, by the half yard, counting what is still underway', () => {
  expect(nextLoad([load('06:00', { verdict: 'accepted' })], plan, 4.2).loadCy).toBe(4.5);
  expect(nextLoad([load('06:00'), load('06:10')], plan, 26).loadCy).toBe(6);
  expect(nextLoad([load('06:00')], plan, 10).loadCy).toBe(10);
});

test('a step between tickets seen twice is suggested again, zeros kept', () => {
  const tickets = (...numbers: string[]) =>
    nextLoad(
      numbers.map((ticketNumber, index) => load(`0${index}:00`, { ticketNumber })),
      plan,
    ).ticketNumber;
  expect(tickets('A-0098', 'A-0100')).toBe('A-0102');
  expect(tickets('0098', '0099')).toBe('0100');
  expect(tickets('98')).toBeUndefined();
  expect(tickets('98', '420')).toBeUndefined();
  expect(tickets('99', '98')).toBeUndefined();
  expect(tickets('A98', 'B99')).toBeUndefined();
  expect(tickets('north', 'south')).toBeUndefined();
});

test('trucks come round: free ones, the one that left first at the front', () => {
  const loads = [
    load('06:00', { truckNumber: 'T-1', dischargeEndedAt: clock('06:50') }),
    load('06:10', { truckNumber: 'T-2', dischargeEndedAt: clock('06:40') }),
    load('06:20', { truckNumber: 'T-3', arrivedAt: clock('07:00') }),
    load('06:30', { truckNumber: 'T-1', dischargeEndedAt: clock('07:30') }),
    load('06:40', { truckNumber: 'T-4', verdict: 'rejected', arrivedAt: clock('07:10') }),
    load('06:45', { truckNumber: 'T-5', void: { by, at: clock('07:00') } }),
  ];
  expect(nextLoad(loads, plan).trucks).toEqual(['T-2', 'T-4', 'T-1']);
});
