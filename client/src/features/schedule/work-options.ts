import { useMemo } from 'react';
import { STATUSES } from 'shared/domain/schedule/cell-text.ts';
import type { Work } from 'shared/domain/schedule/cells.ts';
import { isOpenJob } from 'shared/domain/schedule/counts.ts';
import type { CellStatus } from 'shared/schema/schedule-weeks.ts';
import { hueOf } from 'shared/domain/schedule/hues.ts';
import type { Option } from '../../ui/options.tsx';
import { useFacts, useSession } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';
import { jobName, jobNumber } from './work-names.ts';

const STATUS = 'status:';

export const optionOfWork = (work: Work): string =>
  work.kind === 'project' ? work.projectId : `${STATUS}${work.status}`;

export const workOfOption = (id: string): Work =>
  id.startsWith(STATUS)
    ? { kind: 'status', status: id.slice(STATUS.length) as CellStatus }
    : { kind: 'project', projectId: id };

/** Open jobs by number, then what a person can be doing instead. */
export function useWorkOptions(): readonly Option[] {
  const { store } = useSession();
  const text = useScheduleText();
  const { jobs } = useFacts(store);
  return useMemo(() => {
    const open = [...jobs.byId.values()].filter(
      (project) => isOpenJob(project) || project.status === 'planned',
    );
    open.sort((a, b) => (a.number ?? '').localeCompare(b.number ?? '', 'en', { numeric: true }));
    return [
      ...open.map((project): Option => {
        const hue = hueOf(project);
        return {
          id: project.id,
          label: jobNumber(project, text),
          detail: jobName(project),
          ...(hue !== undefined && { hue }),
        };
      }),
      ...STATUSES.map((status): Option => ({ id: `${STATUS}${status}`, label: text(`status-${status}`) })),
    ];
  }, [jobs, text]);
}
