import type { ClipboardEvent, KeyboardEvent } from 'react';
import { actOf } from './grid-keys.ts';
import { useSession } from './schedule-session.ts';
import { blockOf, isSingle } from './selection.ts';

/** The keyboard and the clipboard of the grid, as in a spreadsheet. */
export function useGridKeys(
  onMenu: (at: { x: number; y: number }) => void,
  scroller: { readonly current: HTMLDivElement | null },
) {
  const { grid, actions, clipboard } = useSession();
  /** Enter goes back under the column where a row of Tabs began. */
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget || grid.editing.get()) return;
    const act = actOf(event, grid.scene().page);
    if (!act) return;
    if (act.act === 'walk' && leaves(act.columns)) return;
    event.preventDefault();
    switch (act.act) {
      case 'move':
        actions.forgetTabs();
        return grid.step(act.step, act.extend);
      case 'walk':
        return actions.walk(act.rows, act.columns);
      case 'type':
        return grid.edit(act.text);
      case 'edit':
        return grid.edit(grid.textHere());
      case 'clear':
        return grid.clear();
      case 'fillDown':
        return grid.fill('down');
      case 'fillRight':
        return grid.fill('right');
      case 'undo':
        return actions.undo();
      case 'redo':
        return actions.redo();
      case 'selectAll':
        return grid.selectAll();
      case 'escape':
        grid.held.set(undefined);
        clipboard.forget();
        if (!isSingle(grid.selection.get())) grid.select(grid.selection.get().anchor);
        return undefined;
      case 'menu':
        return onMenu(cornerOf(event.currentTarget));
      case 'fold':
        return actions.foldHere();
      case 'week':
        return actions.showWeek(act.by);
      case 'help':
      case 'find':
      case 'note':
      case 'split':
      case 'copyLastWeek':
        return actions.ask(act.act);
    }
  };
  /** Tab walks the columns; at either end it leaves the grid, so that nobody is caught in it. */
  const leaves = (columns: number): boolean => {
    const { right, left } = blockOf(grid.selection.get());
    return (columns > 0 && right === grid.scene().layout.columns.length - 1) || (columns < 0 && left === 0);
  };
  const cornerOf = (element: HTMLElement): { x: number; y: number } => {
    const { cursor } = grid.selection.get();
    const cell = element.querySelector(`#cell-${cursor.row}-${cursor.column}`) ?? scroller.current ?? element;
    const box = cell.getBoundingClientRect();
    return { x: box.left + 12, y: box.bottom };
  };
  const isHere = (event: ClipboardEvent): boolean =>
    !grid.editing.get() && !(event.target instanceof HTMLInputElement);
  return {
    onKeyDown,
    onCopy: (event: ClipboardEvent) => {
      if (!isHere(event)) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', clipboard.copy(false));
    },
    onCut: (event: ClipboardEvent) => {
      if (!isHere(event)) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', clipboard.copy(true));
    },
    onPaste: (event: ClipboardEvent) => {
      if (!isHere(event)) return;
      event.preventDefault();
      actions.paste(event.clipboardData.getData('text/plain'));
    },
  };
}
