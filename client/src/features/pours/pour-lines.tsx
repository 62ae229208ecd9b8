import type { ReactNode } from 'react';
import styles from './pour-lines.module.css';

export interface PourLinesProps {
  readonly name: ReactNode;
  readonly status: ReactNode;
  readonly job: ReactNode;
  /** Day, start, cubic yards; what is absent is left out. */
  readonly told: readonly (string | undefined)[];
}

/** On a phone a pour is two lines: what it is and how it stands, then where, when and how much. */
export function PourLines({ name, status, job, told }: PourLinesProps) {
  return (
    <span className={styles.lines}>
      <span>
        {name}
        {status}
      </span>
      <small>
        {job}
        <span>{told.filter(Boolean).join(', ')}</span>
      </small>
    </span>
  );
}
