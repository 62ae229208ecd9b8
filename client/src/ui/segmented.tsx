import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { cx } from '../lib/class-names.ts';
import styles from './segmented.module.css';

export interface Segment<T extends string = string> {
  readonly id: T;
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  /** Read aloud in place of a label that is short or only an icon. */
  readonly name?: string;
  readonly isDisabled?: boolean;
}

export interface SegmentedProps<T extends string> {
  /** Read aloud. */
  readonly label: string;
  readonly items: readonly Segment<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly size?: 's' | 'm';
  /** As wide as its container, in equal parts. */
  readonly fill?: boolean;
  readonly variant?: 'plain' | 'frame';
}

/** A few choices side by side, one of them always chosen. */
export function Segmented<T extends string>({
  label,
  items,
  value,
  onChange,
  size = 'm',
  fill = false,
  variant = 'plain',
}: SegmentedProps<T>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const [chosen] = keys;
        const item = items.find(({ id }) => id === chosen);
        if (item) onChange(item.id);
      }}
      className={cx(
        styles.group,
        size === 's' && styles.small,
        fill && styles.fill,
        variant === 'frame' && styles.frame,
      )}
    >
      {items.map((item) => (
        <ToggleButton
          key={item.id}
          id={item.id}
          className={cx(styles.item)}
          isDisabled={item.isDisabled ?? false}
          {...(item.name !== undefined && { 'aria-label': item.name })}
        >
          {item.icon}
          {item.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
