import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Link } from 'react-aria-components/Link';
import { cx } from '../../lib/class-names.ts';
import { Mark } from '../../ui/mark.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useFrameText } from './frame-strings.ts';
import { FIND_KEYS } from './find-keys.ts';
import type { Side } from './screens.ts';
import styles from './frame.module.css';

export interface TopBarProps {
  readonly company: string;
  readonly office?: string | undefined;
  readonly home: string;
  readonly isCompact: boolean;
  readonly side: Side;
  readonly onSide: (side: Side) => void;
  readonly onSearch: () => void;
  /** How many people, jobs, pours at this moment. */
  readonly counts?: ReactNode;
  readonly badge: ReactNode;
  readonly person: ReactNode;
}

export function TopBar(props: TopBarProps) {
  const { company, office, home, isCompact, side, onSide, onSearch, counts, badge, person } = props;
  const text = useFrameText();
  return (
    <header className={styles.bar}>
      {!isCompact && (
        <Link href={home} className={cx(styles.mark)} aria-label={text('appName')}>
          <Mark />
        </Link>
      )}
      <div className={styles.company}>
        <strong>{company}</strong>
        {office !== undefined && <span>{office}</span>}
      </div>
      {!isCompact && (
        <Segmented
          label={text('view')}
          variant="frame"
          value={side}
          onChange={onSide}
          items={[
            { id: 'manpower', label: text('manpower') },
            { id: 'place', label: text('placeFinish') },
          ]}
        />
      )}
      {!isCompact && <div className={styles.counts}>{counts}</div>}
      <AriaButton className={cx(styles.search)} onPress={onSearch}>
        <Search aria-hidden />
        <span>{text('findOrDo')}</span>
        <kbd aria-hidden>{FIND_KEYS}</kbd>
      </AriaButton>
      {badge}
      {person}
    </header>
  );
}
