import { expect, test } from 'vitest';
import type { Pour } from 'shared/schema/pours.ts';
import type { Project } from 'shared/schema/projects.ts';
import { dayInWeek, lookaheadRows, mondaysFrom } from './lookahead-model.ts';

const common = { rev: '1', updatedAt: '', updatedBy: '' };
const pour = (id: string, fields: Partial<Pour>): Pour => ({ ...common, id, ...fields });
const projects = new Map<string, Project>([
  ['r', { ...common, id: 'r', number: '2418', nickname: 'Riverside', colour: 3 }],
  ['m', { ...common, id: 'm', number: '990', name: 'Mercy Tower' }],
]);
const MONDAYS = mondaysFrom('2026-11-26', 3);

test('weeks begin on the Monday of the day', () => {
  expect(MONDAYS).toEqual(['2026-11-23', '2026-11-30', '2026-12-07']);
});

test('rows are jobs in the order of their numbers, pours without a job last', () => {
  const rows = lookaheadRows(
    [
      pour('1', { day: '2026-11-24' }),
      pour('2', { day: '2026-11-24', projectId: 'r' }),
      pour('3', { day: '2026-12-02', projectId: 'm' }),
    ],
    'project',
    projects,
    new Map(),
    MONDAYS,
  );
  expect(rows.map((row) => row.title)).toEqual(['990', '2418', '']);
  expect(rows[1]).toMatchObject({ subtitle: 'Riverside', hue: 3, count: 1 });
});

test('a week holds its pours in order of day; other weeks and called-off pours are left out', () => {
  const [row, ...rest] = lookaheadRows(
    [
      pour('late', { day: '2026-11-27', projectId: 'r' }),
      pour('early', { day: '2026-11-23', projectId: 'r' }),
      pour('far', { day: '2027-03-01', projectId: 'r' }),
      pour('off', { day: '2026-11-24', projectId: 'r', status: 'cancelled' }),
    ],
    'project',
    projects,
    new Map(),
    MONDAYS,
  );
  expect(rest).toEqual([]);
  expect(row?.byWeek.get('2026-11-23')?.map(({ id }) => id)).toEqual(['early', 'late']);
  expect(row?.count).toBe(2);
});

test('a pill dropped on a week keeps its weekday', () => {
  expect(dayInWeek(pour('1', { day: '2026-11-26' }), '2026-12-14')).toBe('2026-12-17');
  expect(dayInWeek(pour('1', {}), '2026-12-14')).toBe('2026-12-14');
});
