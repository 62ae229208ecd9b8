import { Menu } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Link } from 'react-aria-components/Link';
import { cx } from '../../lib/class-names.ts';
import { MenuButton } from '../../ui/menu-button.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useFrameText } from './frame-strings.ts';
import { BOTTOM, MORE, RAIL, RAIL_FOOT, SCREENS, screenPath, type ScreenId } from './screens.ts';
import styles from './frame.module.css';

interface NavigationProps {
  readonly slug: string;
  readonly current: ScreenId | undefined;
  /** Screens that this person's day starts with. */
  readonly first?: readonly ScreenId[];
}

/** The narrow rail of the desktop. */
export function Rail({ slug, current, first = [] }: NavigationProps) {
  const text = useFrameText();
  const list = (screens: readonly ScreenId[]) => (
    <ul>
      {screens.map((screen) => {
        const Icon = SCREENS[screen].icon;
        return (
          <li key={screen}>
            <Tooltip text={text(screen)} placement="right">
              <Link
                href={screenPath(slug, screen)}
                className={cx(styles.link)}
                aria-label={text(screen)}
                {...(screen === current && { 'aria-current': 'page' as const })}
              >
                <Icon aria-hidden />
              </Link>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
  return (
    <nav className={styles.rail} aria-label={text('screens')}>
      {list([...first, ...RAIL])}
      {list(RAIL_FOOT)}
    </nav>
  );
}

/** The bar under the thumb of phone and tablet. */
export function BottomBar({ slug, current }: NavigationProps) {
  const text = useFrameText();
  const isElsewhere = current !== undefined && !BOTTOM.includes(current);
  return (
    <nav className={styles.bottom} aria-label={text('screens')}>
      {BOTTOM.map((screen) => {
        const Icon = SCREENS[screen].icon;
        return (
          <Link
            key={screen}
            href={screenPath(slug, screen)}
            className={cx(styles.tab)}
            {...(screen === current && { 'aria-current': 'page' as const })}
          >
            <Icon aria-hidden />
            {text(screen)}
          </Link>
        );
      })}
      <MenuButton
        label={text('more')}
        placement="top end"
        entries={MORE.map((screen) => {
          const Icon = SCREENS[screen].icon;
          return {
            id: screen,
            label: text(screen),
            icon: <Icon aria-hidden />,
            href: screenPath(slug, screen),
            isChosen: screen === current,
          };
        })}
        trigger={
          <AriaButton className={cx(styles.tab)} {...(isElsewhere && { 'aria-current': 'page' as const })}>
            <Menu aria-hidden />
            {text('more')}
          </AriaButton>
        }
      />
    </nav>
  );
}
