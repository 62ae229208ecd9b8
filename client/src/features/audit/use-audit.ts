import { useCallback, useEffect, useRef, useState } from 'react';
import type { AuditEntry, AuditQuery } from 'shared/protocol/audit.ts';
import { ApiProblem } from '../../sync/api.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { meets } from './audit-filter.ts';
import { keepPage, keptPage, readPage } from './audit.repo.ts';

export type AuditState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'read'; readonly entries: readonly AuditEntry[]; readonly next: number | undefined }
  /** No line: what was read last, narrowed here. */
  | { readonly kind: 'offline'; readonly entries: readonly AuditEntry[]; readonly readAt: string | undefined }
  | { readonly kind: 'failed'; readonly why: string };

export interface Audit {
  readonly state: AuditState;
  readonly isReading: boolean;
  readonly refresh: () => void;
  readonly older: () => void;
}

/** The log, newest first, page by page. */
export function useAudit(query: AuditQuery): Audit {
  const workspace = useWorkspace();
  const [state, setState] = useState<AuditState>({ kind: 'loading' });
  const [isReading, setReading] = useState(true);
  const turn = useRef(0);
  const key = JSON.stringify(query);

  const read = useCallback(
    async (before?: { readonly next: number; readonly entries: readonly AuditEntry[] }): Promise<void> => {
      const asked = JSON.parse(key) as AuditQuery;
      const mine = ++turn.current;
      setReading(true);
      let next: AuditState;
      try {
        const answer = await readPage(workspace, asked, before?.next);
        next = {
          kind: 'read',
          entries: [...(before?.entries ?? []), ...answer.entries],
          next: answer.next,
        };
        if (!before) await keepPage(workspace, answer.entries);
      } catch (error) {
        if (error instanceof ApiProblem && error.code !== 'login_required')
          next = { kind: 'failed', why: error.detail ?? error.message };
        else {
          const kept = before ? undefined : await keptPage(workspace);
          next = {
            kind: 'offline',
            entries: before?.entries ?? kept?.entries.filter(meets(asked)) ?? [],
            readAt: kept?.at,
          };
        }
      }
      if (mine !== turn.current) return;
      setState(next);
      setReading(false);
    },
    [workspace, key],
  );

  useEffect(() => {
    const turns = turn;
    void read();
    return () => {
      turns.current++;
    };
  }, [read]);

  return {
    state,
    isReading,
    refresh: () => void read(),
    older: () => {
      if (state.kind === 'read' && state.next !== undefined)
        void read({ next: state.next, entries: state.entries });
    },
  };
}
