import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { cx } from '../lib/class-names.ts';
import { useUiText } from './ui-strings.ts';
import styles from './field.module.css';

/** What every field says around its box. An error message makes the field invalid. */
export interface FieldWords {
  /** Always shown, unless `hideLabel`: then read aloud only. */
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly description?: ReactNode;
  readonly error?: string | undefined;
  /** Says "optional" beside the label. */
  readonly optional?: boolean;
}

export function FieldLabel({ label, hideLabel, optional }: FieldWords) {
  const text = useUiText();
  if (hideLabel) return null;
  return (
    <Label className={cx(styles.label)}>
      {label}
      {optional && <small>{text('optional')}</small>}
    </Label>
  );
}

export function FieldNotes({ description, error }: Pick<FieldWords, 'description' | 'error'>) {
  return (
    <>
      {description !== undefined && !error && (
        <Text slot="description" className={cx(styles.description)}>
          {description}
        </Text>
      )}
      <FieldError className={cx(styles.error)}>
        {({ validationErrors }) => (
          <>
            <CircleAlert aria-hidden />
            <span>{error ?? validationErrors.join(' ')}</span>
          </>
        )}
      </FieldError>
    </>
  );
}

/** The props that a React Aria field takes from these words. */
export const fieldProps = ({ label, hideLabel, error }: FieldWords) => ({
  ...(hideLabel && { 'aria-label': label }),
  isInvalid: error !== undefined && error !== '',
  className: cx(styles.field),
});
