import type { LoadView } from 'shared/domain/pour-log/load-view.ts';
import { useFormat } from '../../lib/format.ts';
import { useRing } from '../../sync/use-presence.ts';
import { Button } from '../../ui/button.tsx';
import { Ring } from '../../ui/ring.tsx';
import type { Board } from './board.ts';
import { cyText } from './figures.ts';
import { Flags } from './flags.tsx';
import type { LogActions } from './log-actions.ts';
import { stampLoad } from './log-changes.ts';
import { useText } from './strings.ts';
import { Spoken } from '../../ui/spoken.tsx';
import styles from './cards.module.css';

/** A truck on the road: how old its concrete is, and one tap when it is here. */
export function ComingCard({
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
  const { load, number, age, cy } = view;
  return (
    <li className={styles.card} aria-label={text('load', { number: number ?? '–' })} data-spot={load.id}>
      <Ring people={useRing(load.id)} />
      <button
        type="button"
        className={styles.head}
        disabled={!act.mayLog}
        onClick={() => act.open({ kind: 'edit', loadId: load.id })}
      >
        <strong>{number}</strong>
        <span className={styles.truck}>{load.truckNumber ?? load.ticketNumber ?? ''}</span>
        <span className={styles.cy}>
          {cyText(cy, format)} <small>CY</small>
        </span>
        <Spoken>{text('openTicket')}</Spoken>
      </button>
      <p className={styles.age}>
        {age && (
          <strong {...(age.band !== 'fresh' && { 'data-band': age.band })}>
            {age.min} {text('min')}
          </strong>
        )}
        {load.batchedAt && (
          <span>
            {text('batchedAt', { time: format.time(load.batchedAt, board.zone, { meridiem: false }) })}
          </span>
        )}
      </p>
      <Flags view={view} />
      {act.mayLog && (
        <Button
          size="l"
          fill
          aria-label={text('arrivedLoad', { number: number ?? '–' })}
          onPress={() =>
            act.write(
              text('didArrive', {
                number: number ?? '–',
                time: format.time(act.writing().now, board.zone, { meridiem: false }),
              }),
              stampLoad(act.writing(), load, 'arrivedAt', board.terms.dischargeLimitMin),
            )
          }
        >
          {text('arrived')}
        </Button>
      )}
    </li>
  );
}
