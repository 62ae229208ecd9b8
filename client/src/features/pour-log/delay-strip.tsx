import { Timer } from 'lucide-react';
import { delayMin } from 'shared/domain/pour-log/delays.ts';
import type { PourEvent } from 'shared/schema/pour-events.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import type { Board } from './board.ts';
import { minutesText } from './figures.ts';
import type { LogActions } from './log-actions.ts';
import { stopDelay } from './log-changes.ts';
import { eventTitle } from './log-words.ts';
import { useText } from './strings.ts';
import styles from './board.module.css';

/** A delay that is still running stays in sight until somebody ends it. */
export function DelayStrip({
  event,
  board,
  act,
}: {
  readonly event: PourEvent;
  readonly board: Board;
  readonly act: LogActions;
}) {
  const text = useText();
  const format = useFormat();
  return (
    <div className={styles.delay}>
      <Timer aria-hidden />
      <p>
        <strong>{eventTitle(event, { text, format, zone: board.zone })}</strong>{' '}
        {text('stillRunning', { minutes: minutesText(delayMin(event, board.nowMs)) })}
      </p>
      {act.mayLog && (
        <Button onPress={() => act.write(text('didStopDelay'), stopDelay(act.writing(), event))}>
          {text('delayEnds')}
        </Button>
      )}
    </div>
  );
}
