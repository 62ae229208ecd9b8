import { describe, expect, it } from 'vitest';
import { makeFormat } from './format.ts';

const en = makeFormat('en');
const es = makeFormat('es');

describe('days and times as people read them', () => {
  it('writes a day the same wherever the device is', () => {
    expect(en.day('2026-11-27')).toBe('Fri Nov 27');
    expect(es.day('2026-11-27')).toBe('vie 27 nov');
    expect(en.longDay('2026-11-27')).toBe('Friday, Nov 27');
    expect(en.month('2026-11-01')).toBe('November 2026');
  });

  it('writes a time in the zone of the site, across its midnight', () => {
    expect(en.time('2026-11-27T12:43:00.000Z', 'America/Chicago')).toBe('6:43 am');
    expect(es.time('2026-11-27T20:05:00.000Z', 'America/Chicago')).toBe('2:05 pm');
    expect(en.time('2026-11-27T12:43:00.000Z', 'America/Chicago', { meridiem: false })).toBe('6:43');
    expect(en.dayTime('2026-11-28T05:30:00.000Z', 'America/Chicago')).toBe('Fri Nov 27, 11:30 pm');
    expect(en.zone('2026-11-27T12:43:00.000Z', 'America/Chicago')).toBe('CST');
  });

  it('groups thousands and keeps the asked places', () => {
    expect(en.number(1342.5)).toBe('1,342.5');
    expect(en.number(10, 1)).toBe('10.0');
  });
});
