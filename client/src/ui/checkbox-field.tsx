import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox, type CheckboxProps } from 'react-aria-components/Checkbox';
import { cx } from '../lib/class-names.ts';
import styles from './choice.module.css';

export interface CheckboxFieldProps extends Omit<CheckboxProps, 'className' | 'style' | 'children'> {
  readonly label: ReactNode;
  readonly description?: ReactNode;
}

export function CheckboxField({ label, description, ...props }: CheckboxFieldProps) {
  const box = (
    <Checkbox {...props} className={cx(styles.choice)}>
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className={styles.box}>
            {isIndeterminate ? <Minus aria-hidden /> : isSelected && <Check aria-hidden />}
          </span>
          {label}
        </>
      )}
    </Checkbox>
  );
  if (description === undefined) return box;
  return (
    <div className={styles.wrap}>
      {box}
      <p className={styles.note}>{description}</p>
    </div>
  );
}
