import type { ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { useTitle } from '../lib/title.ts';
import { DrawerPlace } from './drawer.tsx';
import styles from './page.module.css';

export interface PageProps {
  /** Stands in the toolbar; also what the page is called. */
  readonly title?: ReactNode;
  /** Before the title: arrows to go earlier and later, a way back. */
  readonly before?: ReactNode;
  /** After the title: views, groups, filters. */
  readonly tools?: ReactNode;
  /** At the right: what is worth knowing. */
  readonly status?: ReactNode;
  /** The one thing to do on this page, an `act` button. On a phone it floats within the thumb's reach. */
  readonly primary?: ReactNode;
  readonly children: ReactNode;
  /** The selected thing. Beside the work when there is room, else over it. */
  readonly drawer?: ReactNode;
  /** Read aloud. */
  readonly drawerLabel?: string;
  readonly onCloseDrawer?: () => void;
  /** `ground`: cards on concrete; `surface`: a table or grid to the edges. */
  readonly tone?: 'surface' | 'ground';
  /** `within`: a board in the work scrolls by itself, so that its heads stay and only what is in sight is drawn. */
  readonly scrolls?: 'page' | 'within';
}

/** A screen inside the frame: toolbar, work, drawer at the right. */
export function Page({
  title,
  before,
  tools,
  status,
  primary,
  children,
  drawer,
  drawerLabel = '',
  onCloseDrawer,
  tone = 'surface',
  scrolls = 'page',
}: PageProps) {
  useTitle('subject', typeof title === 'string' ? title : undefined);
  const hasDrawer = drawer !== undefined && drawer !== null && drawer !== false;
  const hasBar = [title, before, tools, status, primary].some((part) => part !== undefined);
  return (
    <div
      className={cx(
        styles.page,
        tone === 'ground' && styles.ground,
        primary !== undefined && styles.hasPrimary,
      )}
    >
      {hasBar && (
        <header className={styles.bar}>
          {before}
          {title !== undefined && <h1 className={styles.title}>{title}</h1>}
          {tools !== undefined && <div className={styles.tools}>{tools}</div>}
          {(status !== undefined || primary !== undefined) && (
            <div className={styles.end}>
              {status}
              {primary !== undefined && <div className={styles.primary}>{primary}</div>}
            </div>
          )}
        </header>
      )}
      {/* Wherever the focus is in the work: what asks nothing itself of Escape lets it close the drawer. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={styles.work}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented || !hasDrawer) return;
          event.preventDefault();
          onCloseDrawer?.();
        }}
      >
        <div className={cx(styles.content, scrolls === 'within' && styles.within)}>{children}</div>
        {hasDrawer && (
          <DrawerPlace label={drawerLabel} onClose={onCloseDrawer ?? (() => undefined)}>
            {drawer}
          </DrawerPlace>
        )}
      </div>
    </div>
  );
}
