import { addDays } from 'shared/lib/days.ts';
import { useFormat } from '../../lib/format.ts';
import { useTodayText } from './today-strings.ts';
import { Spoken } from '../../ui/spoken.tsx';
import styles from './today.module.css';

/** The days around today, one tap each. */
export function DayStrip({
  days,
  today,
  chosen,
  onChoose,
}: {
  readonly days: readonly string[];
  readonly today: string;
  readonly chosen: string;
  readonly onChoose: (day: string) => void;
}) {
  const text = useTodayText();
  const format = useFormat();
  return (
    <nav aria-label={text('days')} className={styles.strip}>
      {days.map((day) => {
        return (
          <button
            key={day}
            type="button"
            aria-current={day === chosen ? 'date' : undefined}
            onClick={() => onChoose(day)}
          >
            <span>{day === today ? text('today') : format.weekday(day)}</span>{' '}
            <strong>{Number(day.slice(8))}</strong>
            {day === addDays(today, 1) && <Spoken>{text('tomorrow')}</Spoken>}
          </button>
        );
      })}
    </nav>
  );
}
