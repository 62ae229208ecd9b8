import type { ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import styles from './card.module.css';

/** A panel on the ground. `flush` leaves the padding to what is inside, as rows do. */
export function Card({
  title,
  aside,
  flush = false,
  className,
  children,
}: {
  readonly title?: ReactNode;
  readonly aside?: ReactNode;
  readonly flush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={cx(styles.card, className)}>
      {(title !== undefined || aside !== undefined) && (
        <header className={styles.head}>
          <h2>{title}</h2>
          {aside !== undefined && <div className={styles.aside}>{aside}</div>}
        </header>
      )}
      {flush ? children : <div className={styles.body}>{children}</div>}
    </section>
  );
}
