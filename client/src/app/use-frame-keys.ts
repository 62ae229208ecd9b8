import { useEffect } from 'react';
import { allCommands } from '../lib/commands.ts';

const OPEN_DIALOG = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
const TYPED_INTO = 'input, textarea, select, [contenteditable], [role="spinbutton"]';

/** The keys of every screen: ⌘K or Ctrl K finds, `?` tells all keys; a screen with keys of its own tells those. */
export function useFrameKeys(onFind: () => void, onKeys: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey) && !event.altKey) {
        event.preventDefault();
        onFind();
        return;
      }
      const isTyping = event.target instanceof Element && event.target.matches(TYPED_INTO);
      if (event.key !== '?' || event.defaultPrevented || isTyping || document.querySelector(OPEN_DIALOG))
        return;
      event.preventDefault();
      const own = allCommands().find(({ id, shortcut }) => shortcut === '?' && id !== 'keys');
      if (own) own.run();
      else onKeys();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [onFind, onKeys]);
}
