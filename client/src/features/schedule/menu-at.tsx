import type { RefObject } from 'react';
import { AnchoredPopover } from '../../ui/popover.tsx';
import type { MenuGroup } from '../../ui/menu-button.tsx';
import styles from './menu.module.css';

interface MenuAtProps {
  readonly anchor: RefObject<HTMLDivElement | null>;
  readonly at: { readonly x: number; readonly y: number };
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  readonly onClose: () => void;
}

/** A menu where the pointer is. Arrows move in it, Enter takes. */
export function MenuAt({ anchor, at, label, groups, onClose }: MenuAtProps) {
  return (
    <>
      <div ref={anchor} className={styles.anchor} style={{ left: at.x, top: at.y }} />
      <AnchoredPopover anchor={anchor} label={label} isOpen onClose={onClose}>
        <div
          role="menu"
          aria-label={label}
          tabIndex={-1}
          className={styles.menu}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
            if (step === 0) return;
            event.preventDefault();
            const items = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('[role=menuitem]')];
            const now = items.findIndex((item) => item === document.activeElement);
            items[(now + step + items.length) % items.length]?.focus();
          }}
        >
          {groups.map((group) => (
            <div key={group.id} role="group" aria-label={group.heading ?? label} className={styles.group}>
              {group.heading !== undefined && <p className={styles.heading}>{group.heading}</p>}
              {group.entries.map((entry) => (
                <button
                  key={entry.id}
                  type="button"
                  role="menuitem"
                  className={entry.isDestructive ? styles.stop : styles.item}
                  onClick={() => {
                    onClose();
                    entry.onAction?.();
                  }}
                >
                  <span>{entry.label}</span>
                  {entry.shortcut !== undefined && <span className={styles.shortcut}>{entry.shortcut}</span>}
                </button>
              ))}
            </div>
          ))}
        </div>
      </AnchoredPopover>
    </>
  );
}
