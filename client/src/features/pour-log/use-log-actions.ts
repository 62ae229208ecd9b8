import { useEffect, useMemo, useRef, useState } from 'react';
import { isAtLeast } from 'shared/domain/permissions.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import type { Edit } from '../../sync/write.ts';
import { toast } from '../../ui/toast.tsx';
import { reverseOf } from './apply-change.ts';
import type { Board } from './board.ts';
import type { LogActions, OpenSheet } from './log-actions.ts';
import { voidRecord, type LogChange, type Writing } from './log-changes.ts';
import { editsOf, reverseEdits } from './log-edits.repo.ts';
import type { SheetKeeper } from './sheet-draft.ts';
import { forgetSheet, keepSheet, type KeptSheet } from './sheet-drafts.repo.ts';
import { useText } from './strings.ts';
import type { TileValues } from './tile-values.ts';

/** The last step that was written, while it can still be taken back with one tap. */
export interface LastStep {
  readonly key: number;
  readonly label: string;
  readonly undo: () => void;
}

export interface LogControl {
  readonly act: LogActions;
  readonly sheet: OpenSheet | undefined;
  readonly keeper: SheetKeeper;
  readonly last: LastStep | undefined;
  readonly forgetLast: () => void;
}

const documentOf = (board: Board, { collection, id }: LogChange): object | undefined => {
  if (collection === 'pours') return board.pour;
  if (collection === 'pour_logs') return board.log;
  if (collection === 'loads') return board.loads.find((load) => load.id === id);
  return board.events.find((event) => event.id === id);
};

/**
 * Binds the board to the workspace: every tap is written at once and can be taken back for ten seconds. A log from
 * before the window is only looked at, by everybody.
 */
export function useLogActions(
  board: Board,
  { kept, isOld }: { readonly kept: KeptSheet | undefined; readonly isOld: boolean },
): LogControl {
  const workspace = useWorkspace();
  const text = useText();
  const [sheet, setSheet] = useState<OpenSheet>();
  const [restored, setRestored] = useState(kept?.values);
  const typed = useRef(kept?.values);
  const [last, setLast] = useState<LastStep>();
  // A sheet hides what is behind it from screen readers, so it opens once that is there.
  useEffect(() => {
    if (!kept) return undefined;
    const frame = requestAnimationFrame(() => setSheet(kept.sheet));
    return () => cancelAnimationFrame(frame);
  }, [kept]);
  const { user } = workspace;
  const isForeman =
    board.pour.foremanId !== undefined && board.employees.get(board.pour.foremanId)?.userId === user.id;

  const writing = (): Writing => ({
    pourId: board.pour.id,
    pourDay: board.pourDay,
    userId: user.id,
    now: workspace.clock.nowInstant(),
    newId: () => workspace.newId(),
  });

  const save = async (label: string, edits: readonly Edit[]): Promise<boolean> => {
    try {
      await workspace.saveAll(label, edits);
      return true;
    } catch {
      toast({ message: text('notSaved'), detail: text('notSavedHint'), tone: 'stop', lastsMs: 0 });
      return false;
    }
  };

  const undo = (label: string, changes: readonly LogChange[]): void => {
    const reversed = changes.flatMap((change) => {
      const before = documentOf(board, change);
      // A record that the step made is withdrawn with it: records are never deleted.
      if (before === undefined && (change.collection === 'loads' || change.collection === 'pour_events'))
        return editsOf(voidRecord(writing(), change.collection, change.id, text('undo')));
      return reverseEdits(change, reverseOf(before, change));
    });
    setLast(undefined);
    void save(text('undoThis', { what: label }), reversed);
  };

  /** A sheet that is opened or closed by hand starts from what the log says, not from what was typed before. */
  const show = (next: OpenSheet | undefined): void => {
    setSheet(next);
    setRestored(undefined);
    typed.current = undefined;
    void forgetSheet(workspace.db, board.pour.id);
  };

  const keep = (open: OpenSheet, values: TileValues): void => {
    typed.current = values;
    void keepSheet(workspace.db, board.pour.id, { sheet: open, values }, workspace.clock.nowInstant());
  };
  const keeper: SheetKeeper = {
    restored,
    keep: (values) => {
      if (sheet) keep(sheet, values);
    },
  };

  const write = (label: string, changes: readonly LogChange[]): void => {
    const from = sheet && { sheet, values: typed.current };
    show(undefined);
    setLast({ key: Date.now(), label, undo: () => undo(label, changes) });
    void save(label, editsOf(changes)).then((isKept) => {
      if (isKept) return;
      setLast(undefined);
      if (!from) return;
      if (from.values) keep(from.sheet, from.values);
      setRestored(from.values);
      setSheet(from.sheet);
    });
  };

  const act: LogActions = {
    writing,
    write,
    open: (next) => show(next),
    close: () => show(undefined),
    mayLog: !isOld && isAtLeast(user.role, 'foreman'),
    isOld,
    mayMovePour: !isOld && (isAtLeast(user.role, 'scheduler') || (user.role === 'foreman' && isForeman)),
  };
  const forgetLast = useMemo(() => () => setLast(undefined), []);
  return { act, sheet, keeper, last, forgetLast };
}
