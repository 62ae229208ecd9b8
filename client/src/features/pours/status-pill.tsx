import type { PourStatus } from 'shared/schema/pours.ts';
import { usePoursText } from './pours-strings.ts';
import styles from './status-pill.module.css';

/** A status in a word, with an edge and a wash of its own: never colour alone. */
export function StatusPill({ status }: { readonly status: PourStatus }) {
  const text = usePoursText();
  return (
    <span className={styles.pill} data-status={status}>
      {text(`status_${status}`)}
    </span>
  );
}
