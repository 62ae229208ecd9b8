import { Copy } from 'lucide-react';
import type { LoadView } from 'shared/domain/pour-log/load-view.ts';
import { useText } from './strings.ts';
import styles from './cards.module.css';

/** What is odd about a load and stays odd until somebody looks. */
export function Flags({ view }: { readonly view: LoadView }) {
  const text = useText();
  if (!view.duplicateTicket) return null;
  return (
    <p className={styles.flag}>
      <Copy aria-hidden />
      {text('duplicateTicket', { ticket: view.load.ticketNumber ?? '' })}
    </p>
  );
}
