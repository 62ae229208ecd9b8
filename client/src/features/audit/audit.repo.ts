import type { AuditAnswer, AuditEntry, AuditQuery } from 'shared/protocol/audit.ts';
import type { Workspace } from '../../sync/workspace.tsx';

const LAST_PAGE = 'auditLastPage';
const PAGE = 100;

export interface KeptPage {
  readonly at: string;
  readonly entries: readonly AuditEntry[];
}

export const readPage = ({ api }: Workspace, query: AuditQuery, before?: number): Promise<AuditAnswer> => {
  const address = new URLSearchParams({
    ...query,
    limit: String(PAGE),
    ...(before !== undefined && { before: String(before) }),
  });
  return api.get<AuditAnswer>(`/audit?${address}`);
};

/** The page last read is looked at again when there is no line. */
export const keepPage = async ({ db, clock }: Workspace, entries: readonly AuditEntry[]): Promise<void> => {
  await db.local.facts.put({
    name: LAST_PAGE,
    value: { at: clock.nowInstant(), entries } satisfies KeptPage,
  });
};

export const keptPage = async ({ db }: Workspace): Promise<KeptPage | undefined> =>
  (await db.local.facts.get(LAST_PAGE))?.value as KeptPage | undefined;
