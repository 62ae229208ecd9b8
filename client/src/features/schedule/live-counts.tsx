import { useMemo } from 'react';
import { countsOf } from 'shared/domain/schedule/counts.ts';
import { mondayOf } from 'shared/lib/days.ts';
import { useLive } from '../../db/use-live.ts';
import { useFormat } from '../../lib/format.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Figures, type Figure } from '../../ui/figures.tsx';
import { countSources, officeZone } from './schedule.repo.ts';
import { useScheduleText } from './schedule-strings.ts';

/** People, foremen, jobs, and who is on a job today: the figures of the top bar, as this device knows them. */
export function LiveCounts() {
  const { db, clock } = useWorkspace();
  const text = useScheduleText();
  const format = useFormat();
  const zone = useLive(() => officeZone(db), [db]);
  const today = clock.today(zone);
  const monday = mondayOf(today);
  const employees = useLive(() => countSources(db, monday).employees, [db, monday]);
  const projects = useLive(() => countSources(db, monday).projects, [db, monday]);
  const weeks = useLive(() => countSources(db, monday).weeks, [db, monday]);
  const counts = useMemo(
    () => (employees && projects && weeks ? countsOf(employees, projects, weeks, today) : undefined),
    [employees, projects, weeks, today],
  );
  if (!counts) return null;
  const figure = (id: string, count: number, label: string): Figure => ({
    id,
    count: format.number(count),
    label,
  });
  return (
    <Figures
      label={text('liveCounts')}
      items={[
        figure('people', counts.people, text('labelPeople', { count: counts.people })),
        figure('foremen', counts.foremen, text('labelForemen', { count: counts.foremen })),
        figure('jobs', counts.jobs, text('labelJobs', { count: counts.jobs })),
        figure('onJob', counts.onJob, text('labelOnJob')),
      ]}
    />
  );
}
