import type { Absence } from '../../schema/absences.ts';
import type { Cell } from './cells.ts';

/** Whether a person is at work on a day, away from it, or free to be given some. */
export type Presence = 'here' | 'away' | 'free';

/** An approved absence of the whole day is stronger than what the cell says. */
export function presenceOf(cell: Cell, absence: Absence | undefined): Presence {
  if (absence && (absence.part ?? 'full') === 'full') return 'away';
  if (cell.some(({ projectId, status }) => projectId !== undefined || status === 'shop')) return 'here';
  return absence || cell.length > 0 ? 'away' : 'free';
}

/** How many are here, away and free. */
export const countPresence = (all: readonly Presence[]): Readonly<Record<Presence, number>> => {
  const counts = { here: 0, away: 0, free: 0 };
  for (const one of all) counts[one] += 1;
  return counts;
};
