import { firstValueFrom } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { testWorkspace } from '../../sync/test-workspace.ts';
import { oldWeekSpans, scheduleSource } from './schedule.repo.ts';

const EDGE = '2026-08-24';
const MONDAY = '2026-05-18';

describe('A4 a week before the window', () => {
  test('is asked for with its targets, people and jobs that left, and absences that end up to the window', () => {
    expect(oldWeekSpans([MONDAY, '2026-08-24'], EDGE)).toEqual([
      { collection: 'employees', from: '0001-01-01', before: '9999-12-31' },
      { collection: 'projects', from: '0001-01-01', before: '9999-12-31' },
      { collection: 'absences', from: '2026-07-01', before: '2026-10-01' },
      { collection: 'absences', from: '2026-04-01', before: '2026-07-01' },
      { collection: 'schedule_weeks', from: MONDAY, before: '2026-05-25' },
      { collection: 'demands', from: MONDAY, before: '2026-05-25' },
    ]);
    expect(oldWeekSpans([EDGE], EDGE)).toEqual([]);
  });

  test('shows the absences and targets that were taken out, beside those that are held', async () => {
    await using workspace = await testWorkspace({
      collections: ['absences', 'demands'],
      documents: {
        absences: [{ id: 'held', employeeId: 'ana', from: '2026-11-23', to: '2026-11-24' }],
      },
    });
    const { db } = workspace;
    const meta = { rev: 'r', updatedAt: '2026-05-01T12:00:00.000Z', updatedBy: 'u' };
    const old = { ...meta, id: 'old', employeeId: 'ana', from: '2026-05-11', to: '2026-06-05' };
    const target = { ...meta, id: 'job_week', kind: 'plan', projectId: 'job', weekStart: MONDAY, heads: 9 };
    const source = scheduleSource(db, '2026-11-24');
    db.shelf.put('a', { collection: 'absences', documents: [old], edge: EDGE, epoch: 'e' });
    db.shelf.put('b', { collection: 'demands', documents: [target], edge: EDGE, epoch: 'e' });
    const absences = await firstValueFrom(source.absences);
    expect(absences.map(({ id }) => id).sort()).toEqual(['held', 'old']);
    expect(await firstValueFrom(source.demands)).toMatchObject([{ heads: 9 }]);
  });
});
