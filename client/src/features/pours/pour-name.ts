import { pourTitle } from 'shared/domain/pour-log/pour-title.ts';
import { statusOf } from 'shared/domain/pours/lifecycle.ts';
import type { Pour } from 'shared/schema/pours.ts';
import type { Project } from 'shared/schema/projects.ts';

/** "118 L3 deck"; a pour without a name answers with `fallback`. */
export const pourName = (pour: Pick<Pour, 'number' | 'name'>, fallback: string): string =>
  [pour.number, pour.name].filter(Boolean).join(' ') || fallback;

/** "118 Riverside L3 deck": what a pour is called where no row or page says its job. */
export const fullPourName = (
  pour: Pick<Pour, 'number' | 'name'>,
  project: Project | undefined,
  fallback: string,
): string => [pour.number, pourTitle(pour, project)].filter(Boolean).join(' ') || fallback;

/** What a pill says in one line: the crew's own name for it, else its number. */
export const shortPourName = (pour: Pick<Pour, 'number' | 'name'>, fallback: string): string =>
  pour.name || pour.number || fallback;

export type StatusKey = `status_${NonNullable<Pour['status']>}`;

export const statusKey = (pour: Pick<Pour, 'status'>): StatusKey => `status_${statusOf(pour)}`;
