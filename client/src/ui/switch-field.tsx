import type { ReactNode } from 'react';
import { Switch, type SwitchProps } from 'react-aria-components/Switch';
import { cx } from '../lib/class-names.ts';
import styles from './choice.module.css';

export interface SwitchFieldProps extends Omit<SwitchProps, 'className' | 'style' | 'children'> {
  readonly label: ReactNode;
  readonly description?: ReactNode;
}

/** Takes effect at once, unlike a checkbox in a form. */
export function SwitchField({ label, description, ...props }: SwitchFieldProps) {
  const control = (
    <Switch {...props} className={cx(styles.choice)}>
      <span className={styles.track} />
      {label}
    </Switch>
  );
  if (description === undefined) return control;
  return (
    <div className={styles.wrap}>
      {control}
      <p className={styles.note}>{description}</p>
    </div>
  );
}
