import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import type { LoadView } from 'shared/domain/pour-log/load-view.ts';
import type { Board } from './board.ts';
import { cyText } from './figures.ts';
import { Flags } from './flags.tsx';
import type { LogActions } from './log-actions.ts';
import { rejectedFor } from './log-words.ts';
import { useText } from './strings.ts';
import styles from './done-list.module.css';

/** What is over, latest first; a tap opens the ticket. */
export function DoneList({ board, act }: { readonly board: Board; readonly act: LogActions }) {
  const text = useText();
  if (board.done.length === 0) return <p className={styles.empty}>{text('doneEmpty')}</p>;
  return (
    <ol className={styles.list}>
      {board.done.map((view) => (
        <DoneRow key={view.load.id} view={view} board={board} act={act} />
      ))}
    </ol>
  );
}

const isOut = ({ slump, air, temperature }: LoadView): boolean =>
  [slump, air, temperature].some((judgement) => judgement === 'low' || judgement === 'high');

function DoneRow({
  view,
  board,
  act,
}: {
  readonly view: LoadView;
  readonly board: Board;
  readonly act: LogActions;
}) {
  const text = useText();
  const format = useFormat();
  const { load, cy, age } = view;
  const number = view.number ?? '–';
  const isRejected = view.phase === 'rejected';
  const doneAt = load.dischargeEndedAt;
  const speech = { text, format, zone: board.zone };
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        disabled={!act.mayLog}
        onClick={() => act.open({ kind: 'edit', loadId: load.id })}
      >
        <strong>{number}</strong>
        <span className={styles.words}>
          <span>{load.truckNumber ?? load.ticketNumber ?? text('load', { number })}</span>
          <span className={styles.detail}>
            {isRejected
              ? rejectedFor(load, board.terms, speech)
              : doneAt && text('doneAt', { time: format.time(doneAt, board.zone, { meridiem: false }) })}
            {!isRejected && load.returnedCy !== undefined && load.returnedCy > 0
              ? `, ${text('returnedIs', { cy: cyText(load.returnedCy, format) })}`
              : ''}
          </span>
        </span>
        {isRejected ? (
          <b>{text('rejected')}</b>
        ) : (
          <span className={styles.cy}>
            {isOut(view) && <TriangleAlert role="img" aria-label={text('outOfTolerance')} />}
            {cyText(cy, format)} <small>CY</small>
          </span>
        )}
      </button>
      <Flags view={view} />
      {view.wantsDecision && age && (
        <div className={styles.decision}>
          <p>
            <CircleAlert aria-hidden />
            {text('overLimit', { over: Math.max(-age.leftMin, 0) })}
          </p>
          {act.mayLog && (
            <div>
              <Button
                aria-label={text('waiveLoad', { number })}
                onPress={() => act.open({ kind: 'waive', loadId: load.id })}
              >
                {text('waive')}
              </Button>
              <Button
                variant="stop"
                aria-label={text('rejectLoad', { number })}
                onPress={() => act.open({ kind: 'reject', loadId: load.id })}
              >
                {text('reject')}
              </Button>
            </div>
          )}
        </div>
      )}
    </li>
  );
}
