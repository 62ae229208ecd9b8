import type { Project } from '../../schema/projects.ts';

export const PROJECT_HUES = 24;

/** A job without a chosen colour takes one by its number, the same on every device, every screen and on paper. */
export function hueOf(project: Pick<Project, 'colour' | 'number' | 'id'> | undefined): number | undefined {
  if (!project) return undefined;
  if (project.colour !== undefined) return project.colour;
  let sum = 0;
  for (const char of project.number ?? project.id) sum = (sum * 31 + char.charCodeAt(0)) % 9973;
  return sum % PROJECT_HUES;
}
