import type { ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import styles from './scroll-area.module.css';

/**
 * Work that is longer than the screen and may hold nothing that takes the focus, as a plan that somebody may only
 * read: it is scrolled by keys too, and says what it is when it is reached.
 */
export function ScrollArea({
  label,
  className,
  children,
}: {
  readonly label: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="region" aria-label={label} tabIndex={0} className={cx(styles.area, className)}>
      {children}
    </div>
  );
}
