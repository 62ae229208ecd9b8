import type { Step } from './selection.ts';

/** What a key means in the grid. Copy, cut and paste come as clipboard events, not as keys. */
type KeyAct =
  | { readonly act: 'move'; readonly step: Step; readonly extend: boolean }
  | { readonly act: 'walk'; readonly rows: number; readonly columns: number }
  | { readonly act: 'type'; readonly text: string }
  | { readonly act: 'edit' }
  | { readonly act: 'clear' }
  | { readonly act: 'fillDown' | 'fillRight' | 'undo' | 'redo' | 'selectAll' | 'escape' | 'help' | 'menu' }
  | { readonly act: 'split' | 'fold' | 'find' | 'copyLastWeek' | 'note' }
  | { readonly act: 'week'; readonly by: -1 | 1 };

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const ARROWS: Readonly<Record<string, readonly [-1 | 0 | 1, -1 | 0 | 1]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const COMMANDS: Readonly<Record<string, KeyAct>> = {
  d: { act: 'fillDown' },
  r: { act: 'fillRight' },
  z: { act: 'undo' },
  y: { act: 'redo' },
  a: { act: 'selectAll' },
  f: { act: 'find' },
};

/** Alt with a letter or arrow: what Excel has no key for. */
const ALT: Readonly<Record<string, KeyAct>> = {
  ArrowLeft: { act: 'week', by: -1 },
  ArrowRight: { act: 'week', by: 1 },
};

/** `page` is how many lines fit the screen. */
export function actOf(press: KeyPress, page: number): KeyAct | undefined {
  const command = press.ctrlKey || press.metaKey;
  const extend = press.shiftKey;
  if (press.altKey && !command) return ALT[press.key];
  const arrow = ARROWS[press.key];
  if (arrow) {
    const [rows, columns] = arrow;
    return {
      act: 'move',
      extend,
      step: command ? { to: 'edge', rows, columns } : { to: 'by', rows, columns },
    };
  }
  switch (press.key) {
    case 'Home':
      return { act: 'move', extend, step: { to: command ? 'first' : 'rowStart' } };
    case 'End':
      return { act: 'move', extend, step: { to: command ? 'last' : 'rowEnd' } };
    case 'PageUp':
      return { act: 'move', extend, step: { to: 'by', rows: -page, columns: 0 } };
    case 'PageDown':
      return { act: 'move', extend, step: { to: 'by', rows: page, columns: 0 } };
    case 'Enter':
      return { act: 'walk', rows: extend ? -1 : 1, columns: 0 };
    case 'Tab':
      return { act: 'walk', rows: 0, columns: extend ? -1 : 1 };
    case 'Escape':
      return { act: 'escape' };
    case 'F2':
      return extend ? { act: 'note' } : { act: 'edit' };
    case 'Delete':
    case 'Backspace':
      return { act: 'clear' };
    case 'ContextMenu':
      return { act: 'menu' };
    case 'F10':
      return extend ? { act: 'menu' } : undefined;
    default:
      break;
  }
  if (command) {
    if (press.key.toLowerCase() === 'z' && extend) return { act: 'redo' };
    return extend ? undefined : COMMANDS[press.key.toLowerCase()];
  }
  if (press.key === '?') return { act: 'help' };
  if (press.key === ' ') return extend ? undefined : { act: 'fold' };
  return press.key.length === 1 ? { act: 'type', text: press.key } : undefined;
}
