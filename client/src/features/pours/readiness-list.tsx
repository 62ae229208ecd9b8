import { Check, CircleDashed } from 'lucide-react';
import { readinessOf } from 'shared/domain/pours/readiness.ts';
import { READINESS_ITEMS, type Pour, type ReadinessItem } from 'shared/schema/pours.ts';
import { useFormat } from '../../lib/format.ts';
import { usePourWords } from './pour-words.ts';
import styles from './readiness-list.module.css';

interface ReadinessListProps {
  readonly pour: Pour;
  readonly zone: string;
  readonly nameOf: (userId: string) => string;
  /** Absent where this person may not confirm. */
  readonly onToggle: ((item: ReadinessItem, isConfirmed: boolean) => void) | undefined;
}

/** The ten things a pour waits for; a tap confirms one with one's name and the time, another takes it back. */
export function ReadinessList({ pour, zone, nameOf, onToggle }: ReadinessListProps) {
  const words = usePourWords();
  const format = useFormat();
  const { confirmed } = readinessOf(pour);
  const wanted = new Set([...confirmed, ...readinessOf(pour).open]);
  return (
    <ul className={styles.list}>
      {READINESS_ITEMS.filter((item) => wanted.has(item)).map((item) => {
        const said = pour.readiness?.[item];
        const who = said && `${nameOf(said.by)}, ${format.dayTime(said.at, zone)}`;
        return (
          <li key={item}>
            <button
              type="button"
              className={styles.item}
              aria-pressed={said !== undefined}
              disabled={!onToggle}
              title={who}
              onClick={() => onToggle?.(item, said === undefined)}
            >
              {said ? (
                <Check aria-hidden className={styles.done} />
              ) : (
                <CircleDashed aria-hidden className={styles.open} />
              )}
              <span>
                {words(`ready-${item}`)}
                {who && <small>{who}</small>}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
