import { FlagTriangleRight } from 'lucide-react';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import type { Board } from './board.ts';
import type { LogActions } from './log-actions.ts';
import { editLog, followStatus } from './log-changes.ts';
import { useText } from './strings.ts';
import styles from './board.module.css';

/** The last truck has left: one tap says that the pour has ended, and then what is left is the finishing. */
export function AllPlaced({ board, act }: { readonly board: Board; readonly act: LogActions }) {
  const text = useText();
  const format = useFormat();
  const { log, pour, zone } = board;
  const said = (at: string): string => text('didEnd', { time: format.time(at, zone, { meridiem: false }) });
  if (log?.endedAt !== undefined || !act.mayLog)
    return (
      <>
        {log?.endedAt !== undefined && <strong>{said(log.endedAt)}. </strong>}
        {text('onSiteFinished')}
      </>
    );
  return (
    <div className={styles.ending}>
      {text('onSiteEnd')}
      <Button
        size="l"
        variant="go"
        fill
        icon={<FlagTriangleRight aria-hidden />}
        onPress={() => {
          const writing = act.writing();
          act.write(said(writing.now), [
            ...editLog(writing, log, { endedAt: writing.now }),
            ...followStatus(pour, 'placed', act.mayMovePour),
          ]);
        }}
      >
        {text('endPour')}
      </Button>
    </div>
  );
}
