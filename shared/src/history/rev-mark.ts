import type { AuditEntry } from '../protocol/audit.ts';

/**
 * A write that takes something back says so at the end of its rev: whoever writes a state names it, the name is in the
 * log, and the server reads nothing into it. A merge makes a name of its own, and then it is a change like any other.
 */
export const REV_MARKS = ['undo', 'restore'] as const;
export type RevMark = (typeof REV_MARKS)[number];

export const markedRev = (rev: string, mark: RevMark | undefined): string =>
  mark === undefined ? rev : `${rev}.${mark}`;

/** Whether an entry is somebody's undo or restore, as far as its writer said so. */
export function markOf(entry: Pick<AuditEntry, 'after'>): RevMark | undefined {
  const rev = entry.after?.['rev'];
  return typeof rev === 'string' ? REV_MARKS.find((mark) => rev.endsWith(`.${mark}`)) : undefined;
}
