import type { ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import styles from './notice-line.module.css';

/** One quiet line above the work: what is to be known of all of it. `hold`: something is missing. */
export function NoticeLine({
  icon,
  tone = 'plain',
  children,
}: {
  readonly icon: ReactNode;
  readonly tone?: 'plain' | 'hold';
  readonly children: ReactNode;
}) {
  return (
    <p role="status" className={cx(styles.line, tone === 'hold' && styles.hold)}>
      {icon}
      <span>{children}</span>
    </p>
  );
}
