import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { ListBoxItem } from 'react-aria-components/ListBox';
import { cx } from '../lib/class-names.ts';
import styles from './options.module.css';

/** One thing to choose, in lists and boxes that complete. */
export interface Option<T extends string = string> {
  readonly id: T;
  readonly label: string;
  /** A quieter second line. */
  readonly detail?: string;
  readonly icon?: ReactNode;
  /** One of the 24 hues: draws a swatch. */
  readonly hue?: number;
  /** More words that find it. */
  readonly keywords?: string;
  readonly isDisabled?: boolean;
}

export function OptionItem({ option }: { readonly option: Option }) {
  return (
    <ListBoxItem
      id={option.id}
      textValue={`${option.label} ${option.detail ?? ''} ${option.keywords ?? ''}`.trim()}
      className={cx(styles.option)}
      isDisabled={option.isDisabled ?? false}
    >
      {option.hue !== undefined && <span className={styles.swatch} data-hue={option.hue} />}
      {option.icon}
      <span className={styles.words}>
        <span>{option.label}</span>
        {option.detail !== undefined && <span className={styles.detail}>{option.detail}</span>}
      </span>
      <Check className={styles.check} aria-hidden />
    </ListBoxItem>
  );
}
