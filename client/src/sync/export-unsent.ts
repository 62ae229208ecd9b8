import type { WorkspaceDb } from '../db/workspace-db.ts';
import { unacknowledged } from './drain.ts';

/** A file to hand to the browser; the caller makes the download of it. */
export interface ExportFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** A cell never starts a formula in whatever program opens the file. */
const cell = (value: unknown): string => {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
};

const CSV_HEAD = ['collection', 'id', 'changed', 'why not sent', 'field', 'was', 'is'];
const COMMON: ReadonlySet<string> = new Set(['id', 'rev', 'updatedAt', 'updatedBy']);

/** What is unsent or refused, as JSON for a program and as a table for a person: one line for each changed field. */
export async function exportUnsent(db: WorkspaceDb, nowInstant: string): Promise<readonly ExportFile[]> {
  const items = await unacknowledged(db);
  const stem = `planning-ops-unsent-${nowInstant.slice(0, 16).replace(':', '')}`;
  const lines = items.flatMap(({ collection, document, base, reason }) =>
    Object.entries(document)
      .filter(
        ([field, value]) => !COMMON.has(field) && JSON.stringify(value) !== JSON.stringify(base?.[field]),
      )
      .map(([field, value]) =>
        [collection, document['id'], document['updatedAt'], reason ?? 'unsent', field, base?.[field], value]
          .map(cell)
          .join(','),
      ),
  );
  return [
    { name: `${stem}.json`, type: 'application/json', text: JSON.stringify(items, undefined, 2) },
    { name: `${stem}.csv`, type: 'text/csv', text: `${[CSV_HEAD.join(','), ...lines].join('\r\n')}\r\n` },
  ];
}
