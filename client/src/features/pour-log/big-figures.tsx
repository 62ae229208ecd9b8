import type { ReactNode } from 'react';
import { cx } from '../../lib/class-names.ts';
import { useFormat } from '../../lib/format.ts';
import type { Board } from './board.ts';
import { cyText, minutesText } from './figures.ts';
import { useText } from './strings.ts';
import styles from './big-figures.module.css';

/** The four numbers that a foreman is asked for on the phone. */
export function BigFigures({ board }: { readonly board: Board }) {
  const text = useText();
  const format = useFormat();
  const { progress, zone } = board;
  const ahead = progress.aheadMin;
  const time = (ms: number): string => format.time(ms, zone, { meridiem: false });
  const finish = progress.finishMs === undefined ? '' : time(progress.finishMs);
  return (
    <dl className={styles.figures}>
      <Figure
        value={cyText(progress.placedCy, format)}
        unit="CY"
        label={
          progress.plannedCy === undefined
            ? text('placed')
            : text('placedOf', { planned: format.number(progress.plannedCy) })
        }
      />
      {progress.toGoCy !== undefined && (
        <Figure
          value={cyText(progress.toGoCy, format)}
          unit="CY"
          label={progress.finished ? text('toGo') : text('toGoLoads', { count: progress.loadsToGo ?? 0 })}
        />
      )}
      {progress.paceCyPerHour !== undefined && (
        <Figure
          value={format.number(Math.round(progress.paceCyPerHour))}
          unit="CY/h"
          label={text(progress.finished ? 'overall' : 'lastHour')}
        />
      )}
      <div className={styles.spring} />
      {ahead === undefined ? (
        finish !== '' && (
          <Figure
            isLast
            value={finish}
            unit={format.zone(progress.finishMs ?? board.nowMs, zone)}
            label={text(progress.finished ? 'finished' : 'expectedEnd')}
          />
        )
      ) : (
        <Figure
          isLast
          tone={toneOf(ahead)}
          value={splitMinutes(Math.abs(ahead)).value}
          unit={splitMinutes(Math.abs(ahead)).unit}
          label={[
            text(ahead < 0 ? 'behind' : ahead === 0 ? 'onPlan' : 'ahead'),
            finish && text('doneBy', { time: finish }),
          ]
            .filter(Boolean)
            .join(', ')}
        />
      )}
    </dl>
  );
}

/** Half a truck late is no cause for alarm. */
const CALM_MIN = 5;

const toneOf = (ahead: number): 'ahead' | 'behind' | undefined => {
  if (ahead >= 0) return 'ahead';
  return ahead < -CALM_MIN ? 'behind' : undefined;
};

function splitMinutes(minutes: number): { value: string; unit: string } {
  return minutes < 120
    ? { value: String(minutes), unit: 'min' }
    : { value: minutesText(minutes).replace(' h ', ':'), unit: 'h' };
}

function Figure({
  value,
  unit,
  label,
  tone,
  isLast,
}: {
  readonly value: ReactNode;
  readonly unit: string;
  readonly label: string;
  readonly tone?: 'ahead' | 'behind' | undefined;
  readonly isLast?: boolean;
}) {
  return (
    <div className={cx(styles.figure, isLast && styles.last)}>
      <dd className={cx(tone && styles[tone])}>
        {value} <small>{unit}</small>
      </dd>
      <dt>{label}</dt>
    </div>
  );
}
