import type { JobIndex } from 'shared/domain/schedule/cell-text.ts';
import type { Work } from 'shared/domain/schedule/cells.ts';
import type { Project } from 'shared/schema/projects.ts';
import type { Piece } from './cell-looks.ts';
import type { ScheduleText } from './schedule-strings.ts';

export const jobNumber = (project: Project | undefined, text: ScheduleText): string =>
  project ? (project.number ?? project.nickname ?? project.name ?? text('unknownJob')) : text('unknownJob');

export const jobName = (project: Project | undefined): string => project?.nickname ?? project?.name ?? '';

export const jobTitle = (project: Project | undefined, text: ScheduleText): string =>
  [jobNumber(project, text), jobName(project)].filter(Boolean).join(' ');

/** What stands in a cell: a number or a short code. */
export function shortWork(what: Piece['what'], jobs: JobIndex, text: ScheduleText): string {
  switch (what.kind) {
    case 'project':
      return jobs.byId.get(what.projectId)?.number ?? jobName(jobs.byId.get(what.projectId)) ?? '?';
    case 'status':
      return text(`code-${what.status}`);
    case 'absence':
      return text(`code-${what.absence.kind ?? 'other'}`);
    case 'unknown':
      return '?';
  }
}

/** The same in full: "2418 Riverside L3", "Training". */
export function longWork(what: Piece['what'] | Work, jobs: JobIndex, text: ScheduleText): string {
  switch (what.kind) {
    case 'project':
      return jobTitle(jobs.byId.get(what.projectId), text);
    case 'status':
      return text(`status-${what.status}`);
    case 'absence':
      return text(`status-${what.absence.kind ?? 'other'}`);
    case 'unknown':
      return text('unknownJob');
  }
}
