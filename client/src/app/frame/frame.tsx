import type { ReactNode } from 'react';
import { cx } from '../../lib/class-names.ts';
import { useIsCompact } from '../../lib/media.ts';
import { BottomBar, Rail } from './navigation.tsx';
import { useFrameText } from './frame-strings.ts';
import { SCREENS, screenPath, type ScreenId, type Side } from './screens.ts';
import { TopBar } from './top-bar.tsx';
import styles from './frame.module.css';

export interface FrameProps {
  readonly slug: string;
  readonly company: string;
  readonly office?: string | undefined;
  readonly current: ScreenId | undefined;
  readonly first: readonly ScreenId[];
  readonly side: Side;
  readonly onSide: (side: Side) => void;
  readonly onSearch: () => void;
  readonly counts?: ReactNode;
  readonly badge: ReactNode;
  readonly person: ReactNode;
  /** What must be said above every screen: signed out, read-only, update. */
  readonly banners?: ReactNode;
  /** The screen draws its own bar, as the pour log does. */
  readonly isBare: boolean;
  /** Opened from anywhere beside whatever screen is shown: what needs somebody, a record's history. */
  readonly panel?: ReactNode;
  readonly children: ReactNode;
}

/** Top bar and rail at a desk; bar above and screens below in the hand. */
export function Frame(props: FrameProps) {
  const { slug, current, first, isBare, banners, panel, children } = props;
  const text = useFrameText();
  const isCompact = useIsCompact();
  const side = (current && SCREENS[current].side) ?? props.side;
  if (isBare)
    return (
      <main id="work" className={styles.bare}>
        {banners}
        <div className={styles.body}>
          <div className={styles.page}>{children}</div>
          {panel}
        </div>
      </main>
    );
  return (
    <div className={cx(styles.frame, isCompact && styles.compact)}>
      <a href="#work" className={styles.skip}>
        {text('skip')}
      </a>
      <TopBar {...props} isCompact={isCompact} side={side} home={screenPath(slug, 'schedule')} />
      {!isCompact && <Rail slug={slug} current={current} first={first} />}
      <main id="work" tabIndex={-1} className={styles.main}>
        {banners}
        <div className={styles.body}>
          <div className={styles.page}>{children}</div>
          {panel}
        </div>
      </main>
      {isCompact && <BottomBar slug={slug} current={current} />}
    </div>
  );
}
