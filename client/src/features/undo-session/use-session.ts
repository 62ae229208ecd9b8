import { useEffect, useRef, useState } from 'react';
import type { SessionAsk, SessionPlan } from 'shared/history/session.ts';
import { ApiProblem } from '../../sync/api.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { lookAt, undoSession, type Looked, type Undone } from './session.repo.ts';

export type SessionState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'reading'; readonly read: number; readonly backTo?: string }
  | { readonly kind: 'failed'; readonly why: string }
  | ({ readonly kind: 'looking'; readonly ask: SessionAsk } & Looked)
  | { readonly kind: 'working'; readonly done: number; readonly all: number }
  | ({ readonly kind: 'done'; readonly isTakenBack: boolean; readonly label: string } & Undone);

export interface Session {
  readonly state: SessionState;
  readonly look: (ask: SessionAsk) => void;
  readonly stop: () => void;
  readonly undo: (label: string, plan: SessionPlan, chosen: ReadonlySet<string>) => void;
  /** Undoes the undoing. */
  readonly takeBack: () => void;
}

const whyOf = (error: unknown): string =>
  error instanceof ApiProblem ? (error.detail ?? error.message) : String(error);

/** One session from the asking to the step and back. */
export function useSession(): Session {
  const workspace = useWorkspace();
  const [state, setState] = useState<SessionState>({ kind: 'asking' });
  const reading = useRef<AbortController>(undefined);
  useEffect(() => () => reading.current?.abort(), []);

  const look = async (ask: SessionAsk): Promise<void> => {
    reading.current?.abort();
    const mine = new AbortController();
    reading.current = mine;
    setState({ kind: 'reading', read: 0 });
    try {
      const looked = await lookAt(workspace, ask, {
        signal: mine.signal,
        onProgress: (read, backTo) => {
          if (!mine.signal.aborted) setState({ kind: 'reading', read, backTo });
        },
      });
      if (!mine.signal.aborted) setState({ kind: 'looking', ask, ...looked });
    } catch (error) {
      if (!mine.signal.aborted) setState({ kind: 'failed', why: whyOf(error) });
    }
  };

  const undo = async (label: string, plan: SessionPlan, chosen: ReadonlySet<string>): Promise<void> => {
    setState({ kind: 'working', done: 0, all: plan.records.length });
    try {
      const undone = await undoSession(workspace, label, plan, chosen, (done, all) =>
        setState({ kind: 'working', done, all }),
      );
      setState({ kind: 'done', isTakenBack: false, label, ...undone });
    } catch (error) {
      setState({ kind: 'failed', why: whyOf(error) });
    }
  };

  const takeBack = async (): Promise<void> => {
    await workspace.undo();
    workspace.sync.checkNow();
    setState((now) => (now.kind === 'done' ? { ...now, isTakenBack: true } : now));
  };

  return {
    state,
    look: (ask) => void look(ask),
    stop: () => {
      reading.current?.abort();
      setState({ kind: 'asking' });
    },
    undo: (label, plan, chosen) => void undo(label, plan, chosen),
    takeBack: () => void takeBack(),
  };
}
