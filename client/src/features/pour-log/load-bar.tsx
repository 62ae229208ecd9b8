import { cx } from '../../lib/class-names.ts';
import { useFormat } from '../../lib/format.ts';
import type { Board } from './board.ts';
import { cyText } from './figures.ts';
import { useText } from './strings.ts';
import styles from './load-bar.module.css';

/** Every load a box as wide as its yards; the orange mark is where the plan is by now. */
export function LoadBar({ board }: { readonly board: Board }) {
  const text = useText();
  const format = useFormat();
  const { bar, planAt, progress } = board;
  if (bar.length === 0) return null;
  const label = text('barLabel', {
    placed: cyText(progress.placedCy, format),
    planned: progress.plannedCy === undefined ? '–' : format.number(progress.plannedCy),
    count: progress.doneLoads,
  });
  return (
    <div className={styles.bar} role="img" aria-label={label}>
      <div className={cx(styles.boxes, bar.length > 40 && styles.many)}>
        {bar.map((segment) => (
          <span
            key={segment.key}
            className={cx(styles.box, styles[segment.kind])}
            style={{ flexGrow: segment.cy }}
          >
            {segment.kind === 'discharging' && <i style={{ width: `${segment.filled * 100}%` }} />}
          </span>
        ))}
      </div>
      {planAt !== undefined && (
        <span
          className={cx(styles.plan, planAt > 0.9 && styles.planLeft)}
          style={{ left: `${planAt * 100}%` }}
        >
          {text('plan')}
        </span>
      )}
    </div>
  );
}
