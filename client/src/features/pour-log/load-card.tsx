import { Check, CircleAlert, Plus, TriangleAlert } from 'lucide-react';
import type { Judgement } from 'shared/domain/concrete/tolerances.ts';
import type { LoadAge, LoadView } from 'shared/domain/pour-log/load-view.ts';
import { LOAD_TIMES } from 'shared/domain/pour-log/odd-times.ts';
import { cx } from '../../lib/class-names.ts';
import { useFormat } from '../../lib/format.ts';
import { useRing } from '../../sync/use-presence.ts';
import { Button } from '../../ui/button.tsx';
import { Ring } from '../../ui/ring.tsx';
import type { Board } from './board.ts';
import { cyText, inchText } from './figures.ts';
import { Flags } from './flags.tsx';
import type { LogActions } from './log-actions.ts';
import { followStatus, stampLoad, type LoadTime } from './log-changes.ts';
import { useText } from './strings.ts';
import { Spoken } from '../../ui/spoken.tsx';
import styles from './cards.module.css';

interface CardProps {
  readonly view: LoadView;
  readonly board: Board;
  readonly act: LogActions;
}

/** The truck at the chute: its age against the limit, its times, its tests, and the next tap. */
export function LoadCard({ view, board, act }: CardProps) {
  const text = useText();
  const format = useFormat();
  const { load, age, cy } = view;
  const number = view.number ?? '–';
  const plant = load.plantId === undefined ? undefined : board.resources.get(load.plantId)?.name;
  return (
    <li className={cx(styles.card, styles.site)} aria-label={text('load', { number })} data-spot={load.id}>
      <Ring people={useRing(load.id)} />
      <button
        type="button"
        className={styles.head}
        disabled={!act.mayLog}
        onClick={() => act.open({ kind: 'edit', loadId: load.id })}
      >
        <strong>{text('load', { number })}</strong>
        <span className={styles.truck}>{[load.truckNumber, plant].filter(Boolean).join(', ')}</span>
        <span className={styles.cy}>
          {cyText(cy, format)} <small>CY</small>
        </span>
        <Spoken>{text('openTicket')}</Spoken>
      </button>
      {age && <AgeMeter age={age} />}
      <Flags view={view} />
      {view.wantsDecision && age && (
        <p className={styles.decision}>
          <CircleAlert aria-hidden />
          {text('overLimit', { over: Math.max(-age.leftMin, 0) })}
        </p>
      )}
      {load.waiver && (
        <p className={styles.waived}>
          <Check aria-hidden />
          {text('waivedBy', { name: load.waiver.name ?? '–' })}
        </p>
      )}
      <Times view={view} board={board} act={act} />
      <Tests view={view} act={act} />
      {act.mayLog && <NextTap view={view} board={board} act={act} />}
    </li>
  );
}

function AgeMeter({ age }: { readonly age: LoadAge }) {
  const text = useText();
  return (
    <div className={styles.meter}>
      <p>
        <strong {...(age.band !== 'fresh' && { 'data-band': age.band })}>
          {age.min} {text('min')}
        </strong>
        <span>{text('ofLimit', { limit: age.limitMin })}</span>
        <span className={styles.left}>
          {age.leftMin > 0 ? text('left', { minutes: age.leftMin }) : text('over', { minutes: -age.leftMin })}
        </span>
      </p>
      <div className={styles.track} data-band={age.band} aria-hidden>
        <i style={{ width: `${Math.min(age.min / age.limitMin, 1) * 100}%` }} />
      </div>
    </div>
  );
}

function Times({ view, board, act }: CardProps) {
  const text = useText();
  const format = useFormat();
  return (
    <div className={styles.times}>
      {LOAD_TIMES.map((name) => {
        const at = view.load[name];
        return (
          <button
            key={name}
            type="button"
            disabled={!act.mayLog}
            onClick={() => act.open({ kind: 'edit', loadId: view.load.id, first: name })}
          >
            <span>{text(`time_${name}`)}</span>
            <strong>{at === undefined ? '–' : format.time(at, board.zone, { meridiem: false })}</strong>
          </button>
        );
      })}
    </div>
  );
}

function Tests({ view, act }: Omit<CardProps, 'board'>) {
  const text = useText();
  const format = useFormat();
  const { load } = view;
  const open = (): void => act.open({ kind: 'test', loadId: load.id });
  const tests: readonly { name: string; words: string; judgement: Judgement }[] = [
    ...(load.slumpIn === undefined
      ? []
      : [
          {
            name: 'slump',
            words: text('slumpIs', { slump: inchText(load.slumpIn, format) }),
            judgement: view.slump,
          },
        ]),
    ...(load.airPct === undefined
      ? []
      : [{ name: 'air', words: text('airIs', { air: format.number(load.airPct) }), judgement: view.air }]),
    ...(load.concreteF === undefined
      ? []
      : [{ name: 'temperature', words: `${format.number(load.concreteF)} °F`, judgement: view.temperature }]),
    ...(load.waterAddedGal === undefined || load.waterAddedGal === 0
      ? []
      : [
          {
            name: 'water',
            words: text('waterIs', { water: format.number(load.waterAddedGal) }),
            judgement:
              load.maxWaterGal !== undefined && load.waterAddedGal > load.maxWaterGal
                ? ('high' as const)
                : ('unjudged' as const),
          },
        ]),
  ];
  return (
    <div className={styles.tests}>
      {tests.map(({ name, words, judgement }) => (
        <button
          key={name}
          type="button"
          disabled={!act.mayLog}
          className={cx(
            styles.test,
            judgement === 'ok' && styles.testOk,
            (judgement === 'low' || judgement === 'high') && styles.testBad,
          )}
          onClick={open}
        >
          {judgement === 'ok' && <Check aria-hidden />}
          {(judgement === 'low' || judgement === 'high') && <TriangleAlert aria-hidden />}
          {words}
          {judgement === 'low' && ` ${text('tooLow')}`}
          {judgement === 'high' && ` ${text('tooHigh')}`}
        </button>
      ))}
      {act.mayLog && (
        <button
          type="button"
          className={cx(styles.test, styles.testAdd)}
          aria-label={text('testOf', { number: view.number ?? '–' })}
          onClick={open}
        >
          <Plus aria-hidden />
          {text('test')}
        </button>
      )}
    </div>
  );
}

/** The one tap that comes next, and the way out. */
function NextTap({ view, board, act }: CardProps) {
  const text = useText();
  const format = useFormat();
  const { load } = view;
  const number = view.number ?? '–';
  const stamp = (time: LoadTime, did: 'didStart' | 'didFinish'): void => {
    const writing = act.writing();
    act.write(text(did, { number, time: format.time(writing.now, board.zone, { meridiem: false }) }), [
      ...stampLoad(writing, load, time, board.terms.dischargeLimitMin),
      ...(time === 'dischargeStartedAt' ? followStatus(board.pour, 'in_progress', act.mayMovePour) : []),
    ]);
  };
  return (
    <div className={styles.taps}>
      {view.phase === 'on_site' ? (
        <Button
          size="l"
          variant="go"
          className={cx(styles.main)}
          aria-label={text('startLoad', { number })}
          onPress={() => stamp('dischargeStartedAt', 'didStart')}
        >
          {text('start')}
        </Button>
      ) : (
        <Button
          size="l"
          variant="go"
          className={cx(styles.main)}
          icon={<Check aria-hidden />}
          aria-label={text('doneLoad', { number })}
          onPress={() => stamp('dischargeEndedAt', 'didFinish')}
        >
          {text('doneTap')}
        </Button>
      )}
      {view.wantsDecision && (
        <Button
          size="l"
          aria-label={text('waiveLoad', { number })}
          onPress={() => act.open({ kind: 'waive', loadId: load.id })}
        >
          {text('waive')}
        </Button>
      )}
      <Button
        size="l"
        variant="stop"
        aria-label={text('rejectLoad', { number })}
        onPress={() => act.open({ kind: 'reject', loadId: load.id })}
      >
        {text('reject')}
      </Button>
    </div>
  );
}
