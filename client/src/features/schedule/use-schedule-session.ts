import { useEffect, useMemo, useRef, useState } from 'react';
import { addDays } from 'shared/lib/days.ts';
import { toast } from '../../ui/toast.tsx';
import { useWindowEdge } from '../../sync/use-archive.ts';
import { useToday } from '../../sync/use-clock.ts';
import { useWorkspace, type Workspace } from '../../sync/workspace.tsx';
import { rightsOf, type Rights } from './edit-rights.ts';
import { createGridClipboard } from './grid-clipboard.ts';
import { createGridController, type GridController, type Verb } from './grid-controller.ts';
import { createScheduleActions, type ScheduleActions } from './schedule-actions.ts';
import type { GridClipboard } from './grid-clipboard.ts';
import { createScheduleStore, type ScheduleStore } from './schedule-store.ts';
import { scheduleSource, targetEdit, weekEdit } from './schedule.repo.ts';
import { useFacts, type ScheduleSession } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';

interface Parts {
  readonly store: ScheduleStore;
  readonly grid: GridController;
  readonly clipboard: GridClipboard;
  readonly actions: ScheduleActions;
  readonly rights: { current: Rights };
}

const LABELS: Readonly<Record<Verb, Parameters<typeof useScheduleText.now>[0]>> = {
  typed: 'undoTyped',
  cleared: 'undoCleared',
  filled: 'undoFilled',
  pasted: 'undoPasted',
  moved: 'undoMoved',
  copied: 'undoCopied',
  placed: 'undoPlaced',
  noted: 'undoNoted',
  split: 'undoSplit',
};

function sayFailed(): void {
  const text = useScheduleText.now;
  toast({ message: text('saveFailed'), detail: text('saveFailedWhy'), tone: 'stop', key: 'schedule-save' });
}

function makeParts(workspace: Workspace, today: string): Parts {
  const text = useScheduleText.now;
  const store = createScheduleStore(scheduleSource(workspace.db, today));
  const rights: { current: Rights } = { current: { kind: 'none', why: 'viewer' } };
  const grid = createGridController({
    store,
    rights: () => rights.current,
    save: (verb, changes) => workspace.saveAll(text(LABELS[verb]), changes.map(weekEdit)),
    onRefused: (count, held, isOld = false) =>
      toast({
        message: held.kind === 'none' || isOld ? text('readOnly') : text('refused', { count }),
        detail: isOld ? text('refusedOld') : whyNot(held),
        tone: 'stop',
        key: 'schedule-refused',
      }),
    onFailed: sayFailed,
  });
  const clipboard = createGridClipboard(grid);
  const actions = createScheduleActions({
    grid,
    clipboard,
    undo: () => void workspace.undo().catch(sayFailed),
    redo: () => void workspace.redo().catch(sayFailed),
    say: (what) => {
      const undo = { label: text('undo'), run: () => void workspace.undo().catch(sayFailed) };
      switch (what.kind) {
        case 'copied':
          return toast({
            message: text('copiedWeek', { count: what.people }),
            tone: 'go',
            action: undo,
            key: 'schedule-copied',
          });
        case 'moved':
          return toast({
            message: text('movedTo', { count: what.people, to: what.to }),
            tone: 'go',
            action: undo,
            key: 'schedule-moved',
          });
        case 'paste lost':
          return toast({ message: text('pasteLost', { count: what.cells }), tone: 'stop' });
        case 'nothing to copy':
          return toast({
            message: text('nothingToCopy'),
            detail: text(what.over ? 'nothingToCopyFilled' : 'nothingToCopyWhy'),
            ...(what.over && { action: { label: text('copyOver'), run: what.over } }),
            key: 'schedule-copied',
          });
        case 'nothing to paste':
          return toast({ message: text('pasteEmpty') });
      }
    },
  });
  return { store, grid, clipboard, actions, rights };
}

export function whyNot(rights: Rights): string {
  const text = useScheduleText.now;
  if (rights.kind !== 'none') return text('refusedOwnCrew');
  switch (rights.why) {
    case 'viewer':
      return text('readOnlyViewer');
    case 'foremen off':
      return text('readOnlyForemen');
    case 'suspended':
      return text('readOnlySuspended');
    case 'not on the roster':
      return text('readOnlyRoster');
  }
}

/** Opens the store with the page and closes it with it. */
export function useScheduleParts(): Parts | undefined {
  const workspace = useWorkspace();
  const [parts, setParts] = useState<Parts>();
  const opened = useRef(workspace);
  useEffect(() => {
    opened.current = workspace;
    const made = makeParts(workspace, workspace.clock.today());
    setParts(made);
    return () => made.store.close();
  }, [workspace]);
  return opened.current === workspace ? parts : undefined;
}

export function useMakeSession(parts: Parts): ScheduleSession {
  const { clock, user, workspace } = useWorkspace();
  const facts = useFacts(parts.store);
  const today = useToday(clock, facts.timeZone);
  const edge = useWindowEdge();
  const rights = useMemo(
    () =>
      rightsOf({
        role: user.role,
        userId: user.id,
        ...(user.regionIds && { regionIds: user.regionIds }),
        isSuspended: workspace.status === 'suspended',
        foremenEditOwnCrew: facts.foremenEditOwnCrew,
        employees: facts.employees,
        ...(edge !== undefined && { edge }),
      }),
    [user, workspace, facts.foremenEditOwnCrew, facts.employees, edge],
  );
  parts.rights.current = rights;
  return useMemo(
    () => ({
      store: parts.store,
      grid: parts.grid,
      clipboard: parts.clipboard,
      actions: parts.actions,
      rights,
      today,
      rules: { today, warnUntil: addDays(today, facts.warningDays) },
    }),
    [parts, rights, today, facts.warningDays],
  );
}

export function useSetTarget(): (projectId: string, monday: string, heads: number) => void {
  const workspace = useWorkspace();
  return (projectId, monday, heads) => {
    workspace
      .saveAll(useScheduleText.now('undoTarget'), [targetEdit(projectId, monday, heads)])
      .catch(sayFailed);
  };
}
