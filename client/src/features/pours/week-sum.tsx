import type { WeekOfConcrete } from 'shared/domain/pours/lookahead.ts';
import { useFormat } from '../../lib/format.ts';
import { usePoursText } from './pours-strings.ts';
import styles from './week-sum.module.css';

interface WeekSumProps {
  readonly week: WeekOfConcrete | undefined;
  readonly isThisWeek: boolean;
  readonly capacityCy: number | undefined;
  /** Of weeks before this day nobody here knows the yards. */
  readonly unknownBefore: string | undefined;
}

/** The yards of the first week on the board, against what plants and crews can do. */
export function WeekSum({ week, isThisWeek, capacityCy, unknownBefore = '' }: WeekSumProps) {
  const text = usePoursText();
  const format = useFormat();
  if (!week) return <div className={styles.sum} />;
  const when = isThisWeek ? text('cyThisWeek') : text('weekOf', { day: format.shortDay(week.weekStart) });
  return (
    <div className={styles.sum}>
      <strong>
        {week.weekStart < unknownBefore ? '–' : format.number(week.committedCy + week.tentativeCy, 0)}
        <small> CY</small>
      </strong>
      <p>
        <span>{capacityCy === undefined ? when : `${when}, `}</span>
        {capacityCy !== undefined && (
          <span>{text('ofCapacity', { capacity: format.number(capacityCy, 0) })}</span>
        )}
      </p>
      <p className={styles.legend}>
        {(['committed', 'tentative'] as const).map((kind) => (
          <span key={kind}>
            <i data-kind={kind} /> {text(kind)}
          </span>
        ))}
      </p>
    </div>
  );
}
