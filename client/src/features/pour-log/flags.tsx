import { ClockAlert, Copy } from 'lucide-react';
import { isUnderway } from 'shared/domain/pour-log/load-phase.ts';
import type { LoadView } from 'shared/domain/pour-log/load-view.ts';
import { useText } from './strings.ts';
import styles from './cards.module.css';

/** What is odd about a load and stays odd until somebody looks. */
export function Flags({ view }: { readonly view: LoadView }) {
  const text = useText();
  return (
    <>
      {view.duplicateTicket && (
        <p className={styles.flag}>
          <Copy aria-hidden />
          {text('duplicateTicket', { ticket: view.load.ticketNumber ?? '' })}
        </p>
      )}
      {view.load.batchedAt === undefined && isUnderway(view.phase) && (
        <p className={styles.flag}>
          <ClockAlert aria-hidden />
          {text('noBatchTime')}
        </p>
      )}
    </>
  );
}
