import type { ReactNode } from 'react';
import styles from './spoken.module.css';

/** Words for those who hear the page instead of seeing it. */
export const Spoken = ({ children }: { readonly children: ReactNode }) => (
  <span className={styles.spoken}>{children}</span>
);
