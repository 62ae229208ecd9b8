import { randomUUID } from 'node:crypto';
import { addDays } from 'shared/lib/days.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { PushRow } from 'shared/protocol/push.ts';

/** A week of one employee as schedulers fill it: five days on one job. */
export function weekDocument(
  userId: string,
  employeeId: string,
  monday: string,
  projectId: string,
): WireDocument {
  const cell = [{ part: 'full', projectId }];
  return {
    id: `${employeeId}_${monday}`,
    rev: randomUUID(),
    updatedAt: new Date().toISOString(),
    updatedBy: userId,
    employeeId,
    weekStart: monday,
    days: { mon: cell, tue: cell, wed: cell, thu: cell, fri: cell },
  };
}

export const newWeekRows = (userId: string, count: number, monday: string): PushRow[] =>
  Array.from({ length: count }, (_, at) => ({
    collection: 'schedule_weeks' as const,
    base: null,
    document: weekDocument(userId, randomUUID(), addDays(monday, 7 * (at % 8)), randomUUID()),
  }));
