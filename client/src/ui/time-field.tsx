import { parseTime } from '@internationalized/date';
import { X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Group } from 'react-aria-components/Group';
import { DateInput, DateSegment, TimeField as AriaTimeField } from 'react-aria-components/TimeField';
import { cx } from '../lib/class-names.ts';
import { FieldLabel, FieldNotes, fieldProps, type FieldWords } from './field-frame.tsx';
import { useUiText } from './ui-strings.ts';
import styles from './field.module.css';

function timeOf(time: string | undefined) {
  if (time === undefined) return null;
  try {
    return parseTime(time);
  } catch {
    return null;
  }
}

export interface TimeFieldProps extends FieldWords {
  /** `HH:mm`, 24 hours */
  readonly value: string | undefined;
  readonly onChange: (time: string | undefined) => void;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
  readonly autoFocus?: boolean;
  readonly onBlur?: () => void;
}

export function TimeField(all: TimeFieldProps) {
  const { value, onChange, description, error, onBlur } = all;
  const text = useUiText();
  return (
    <AriaTimeField
      {...fieldProps(all)}
      value={timeOf(value)}
      onChange={(time) => onChange(time?.toString().slice(0, 5))}
      isDisabled={all.isDisabled ?? false}
      isRequired={all.isRequired ?? false}
      validationBehavior="aria"
      hourCycle={12}
      {...(all.autoFocus && { autoFocus: true })}
      {...(onBlur && { onBlur: () => onBlur() })}
    >
      <FieldLabel {...all} />
      <Group className={cx(styles.box)}>
        <DateInput className={cx(styles.segments)}>
          {(segment) => <DateSegment segment={segment} className={cx(styles.segment)} />}
        </DateInput>
        {value !== undefined && !all.isRequired && !all.isDisabled && (
          <AriaButton
            slot={null}
            aria-label={text('clear')}
            className={cx(styles.inner)}
            onPress={() => onChange(undefined)}
          >
            <X aria-hidden />
          </AriaButton>
        )}
      </Group>
      <FieldNotes description={description} error={error} />
    </AriaTimeField>
  );
}
