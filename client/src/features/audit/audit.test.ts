import { describe, expect, test } from 'vitest';
import type { AuditEntry } from 'shared/protocol/audit.ts';
import { filterOf, meets, queryOf } from './audit-filter.ts';

const MORENO = '0193a000-0000-7000-8000-000000000003';
const WEEK = '0193a000-0000-7000-8000-000000000001_2026-11-23';

const entry: AuditEntry = {
  seq: 7,
  at: '2026-11-24T05:30:00.000Z',
  actor: MORENO,
  operation: 'update',
  collection: 'schedule_weeks',
  documentId: WEEK,
  before: {
    days: { mon: [{ part: 'full', status: 'pto' }], thu: [{ part: 'full', status: 'shop' }] },
    note: null,
  },
  after: {
    days: { mon: [{ part: 'full', status: 'pto' }], thu: [{ part: 'full', status: 'sick' }] },
    note: 'call',
  },
};

describe('the filter', () => {
  test('an address keeps what makes sense and drops the rest', () => {
    expect(
      filterOf({ person: MORENO, collection: 'nonsense', from: '2026-13-40', to: '2026-11-24', x: 1 }),
    ).toEqual({
      person: MORENO,
      to: '2026-11-24',
    });
  });

  test('days are whole days of the office, the last one included', () => {
    expect(queryOf({ from: '2026-11-23', to: '2026-11-23' }, 'America/Chicago')).toEqual({
      from: '2026-11-23T06:00:00.000Z',
      to: '2026-11-24T06:00:00.000Z',
    });
  });

  test('entries read earlier are narrowed as the server would', () => {
    const zone = 'America/Chicago';
    expect(meets(queryOf({ from: '2026-11-23', to: '2026-11-23' }, zone))(entry)).toBe(true);
    expect(meets(queryOf({ from: '2026-11-24' }, zone))(entry)).toBe(false);
    expect(meets(queryOf({ person: MORENO, document: WEEK }, zone))(entry)).toBe(true);
    expect(meets(queryOf({ person: WEEK }, zone))(entry)).toBe(false);
    expect(meets(queryOf({ collection: 'loads' }, zone))(entry)).toBe(false);
  });
});
