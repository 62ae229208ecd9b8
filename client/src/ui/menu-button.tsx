import { Check } from 'lucide-react';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { Header } from 'react-aria-components/Header';
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { cx } from '../lib/class-names.ts';
import styles from './options.module.css';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly icon?: ReactNode;
  readonly shortcut?: string;
  readonly hue?: number;
  /** Ends or loses something. */
  readonly isDestructive?: boolean;
  readonly isDisabled?: boolean;
  /** Draws a tick; for menus of choices. */
  readonly isChosen?: boolean;
  readonly href?: string;
  readonly onAction?: () => void;
}

export interface MenuGroup {
  readonly id: string;
  readonly heading?: string;
  readonly entries: readonly MenuEntry[];
}

export interface MenuButtonProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly label: string;
  readonly entries?: readonly MenuEntry[];
  /** Where what is offered depends on what is selected: asked each time the menu opens. */
  readonly groups?: readonly MenuGroup[] | (() => readonly MenuGroup[]);
  readonly placement?: ComponentProps<typeof Popover>['placement'];
}

/** A button with a menu of actions. */
export function MenuButton({ trigger, label, entries, groups, placement = 'bottom start' }: MenuButtonProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={cx(styles.popover)} placement={placement} offset={6}>
        <OpenMenu label={label} groups={groups ?? [{ id: 'all', entries: entries ?? [] }]} />
      </Popover>
    </MenuTrigger>
  );
}

function OpenMenu({ label, groups }: Required<Pick<MenuButtonProps, 'label' | 'groups'>>) {
  const all = typeof groups === 'function' ? groups() : groups;
  return (
    <Menu aria-label={label} className={cx(styles.list)}>
      {all.map((group) => (
        <MenuSection key={group.id} {...(group.heading === undefined && { 'aria-label': label })}>
          {group.heading !== undefined && <Header className={cx(styles.heading)}>{group.heading}</Header>}
          {group.entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </MenuSection>
      ))}
    </Menu>
  );
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  return (
    <MenuItem
      id={entry.id}
      textValue={entry.label}
      isDisabled={entry.isDisabled ?? false}
      className={cx(styles.option, entry.isDestructive && styles.stop)}
      {...(entry.href !== undefined && { href: entry.href })}
      {...(entry.onAction && { onAction: entry.onAction })}
    >
      {entry.hue !== undefined && <span className={styles.swatch} data-hue={entry.hue} />}
      {entry.icon}
      <span className={styles.words}>
        <span>{entry.label}</span>
        {entry.detail !== undefined && <span className={styles.detail}>{entry.detail}</span>}
      </span>
      {entry.isChosen && <Check aria-hidden />}
      {entry.shortcut !== undefined && <span className={styles.shortcut}>{entry.shortcut}</span>}
    </MenuItem>
  );
}
