import type { Pour } from '../../schema/pours.ts';
import type { Project } from '../../schema/projects.ts';

/** Job and pour as people say them in one breath: "Riverside L3" and "L3 deck" are "Riverside L3 deck". */
export function pourTitle(
  pour: Pick<Pour, 'name'>,
  project: Pick<Project, 'name' | 'nickname'> | undefined,
): string {
  const job = (project?.nickname ?? project?.name ?? '').trim();
  const name = (pour.name ?? '').trim();
  const lastOfJob = job.split(' ').at(-1)?.toLowerCase();
  const [firstOfName = '', ...rest] = name.split(' ');
  const isSaidAlready = lastOfJob !== '' && firstOfName.toLowerCase() === lastOfJob;
  return [job, isSaidAlready ? rest.join(' ') : name].filter(Boolean).join(' ');
}
